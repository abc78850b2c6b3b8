package dev.flamegate.gate;

import dev.flamegate.profile.CanonicalNames;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoreException;
import dev.flamegate.traffic.TrafficSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gates over a store: one worker, a bounded queue, reports kept as documents beside the profiles. */
public final class QueuedGates implements Gates {
    /** Kind of the documents that are reports. */
    public static final String REPORT = "gate-report";

    private static final Logger LOG = LoggerFactory.getLogger(QueuedGates.class);
    private static final String FAILURE = "gate-failure";
    private static final String FAILURE_MEANS = "gate-failure-means";
    private static final int UNKEPT_MAX = 100;

    private final StoreSelection selection;
    private final Policy settings;
    private final GateRecords records;
    private final TrafficLookup traffic;
    private final BaselineChoice baselines;
    private final CandidateVerdicts verdicts;
    private final DocumentStore documents;
    private final Map<String, Done> unkept = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Done> eldest) {
            return size() > UNKEPT_MAX;
        }
    });
    private final PastRuns pastRuns;
    private final Clock clock;
    private final String toolVersion;
    private final GateIds ids;
    private final Consumer<GateReport> finished;
    private final Map<String, CompletableFuture<GateState>> open = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor worker;

    /**
     * @param settings what is asked where no policy file says otherwise
     * @param records what is kept beside the reports
     * @param queueMax questions that may wait
     * @param traffic asked in this order for requests that profiles do not say
     * @param finished told of every report once it is kept
     */
    public QueuedGates(
            ProfileStore profiles,
            DocumentStore documents,
            Policy settings,
            GateRecords records,
            List<TrafficSource> traffic,
            Clock clock,
            RandomGenerator random,
            String toolVersion,
            int queueMax,
            Consumer<GateReport> finished) {
        this.selection = new StoreSelection(profiles, settings);
        this.settings = settings;
        this.records = records;
        this.traffic = new TrafficLookup(traffic);
        this.verdicts = new CandidateVerdicts(documents);
        this.baselines = new BaselineChoice(profiles, verdicts);
        this.documents = documents;
        this.pastRuns = new PastRuns(documents);
        this.clock = clock;
        this.toolVersion = toolVersion;
        this.ids = new GateIds(clock, random);
        this.finished = finished;
        this.worker = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queueMax), task -> new Thread(task, "gate"));
    }

    @Override
    public String submit(EvaluationRequest request) {
        String id = ids.next();
        CompletableFuture<GateState> answer = new CompletableFuture<>();
        open.put(id, answer);
        try {
            worker.execute(() -> answer(id, request, answer));
        } catch (RejectedExecutionException e) {
            open.remove(id);
            throw new GatesBusyException(
                    worker.isShutdown()
                            ? "the service is shutting down"
                            : worker.getQueue().size() + " gates wait already; try again in a few seconds");
        }
        return id;
    }

    private void answer(String id, EvaluationRequest request, CompletableFuture<GateState> answer) {
        GateState state;
        try {
            GateReport report = evaluate(id, request);
            state = new Done(report);
            keep(id, report);
            finished.accept(report);
        } catch (RuntimeException e) {
            LOG.error("gate {} could not run: {}", id, request, e);
            state = failed(id, request, e);
        }
        answer.complete(state);
        open.remove(id);
    }

    private GateReport evaluate(String id, EvaluationRequest asked) {
        BaselineChoice.Chosen chosen = baselines.of(asked);
        EvaluationRequest request = chosen.request();
        Selection selected = traffic.completed(
                chosen.noted(selection.select(request)), () -> chosen.noted(selection.selectExactly(request)));
        List<PastRun> past = pastRuns.of(selected.service(), selected.type());
        FrozenGate gate =
                new FrozenGate(id, request.look(), selected, past, settings, records.inForce(request), provenance(id));
        Evaluation.Answer answer = gate.answer();
        answer.spread().ifPresent(run -> keepIfRoom(() -> pastRuns.keep(selected.service(), selected.type(), run)));
        keepIfRoom(() -> verdicts.keep(selected, answer.report()));
        keepIfRoom(() -> records.keep(gate, request, answer.report()));
        return answer.report();
    }

    /** A disk that is full keeps nobody from an answer: it is held in memory, until later ones take its place or the service stops. */
    private void keep(String id, GateReport report) {
        if (!keepIfRoom(() -> documents.put(REPORT, id, ReportJson.write(report)))) {
            unkept.put(id, new Done(report));
        }
    }

    private static boolean keepIfRoom(Runnable keeping) {
        try {
            keeping.run();
            return true;
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FULL) {
                throw e;
            }
            LOG.error("the answer of a gate could not be kept", e);
            return false;
        }
    }

    private Failed failed(String id, EvaluationRequest request, RuntimeException cause) {
        String message = "The gate could not run: " + cause.getMessage();
        try {
            Conclusion conclusion = records.meaningOfErrors(request);
            documents.put(FAILURE_MEANS, id, conclusion.name().getBytes(StandardCharsets.UTF_8));
            documents.put(FAILURE, id, message.getBytes(StandardCharsets.UTF_8));
            return new Failed(message, conclusion);
        } catch (RuntimeException e) {
            LOG.error("gate {}: its failure could not be kept either", id, e);
        }
        return new Failed(message);
    }

    private Provenance provenance(String id) {
        return new Provenance(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                toolVersion,
                CanonicalNames.RULES_VERSION,
                "flamegate replay " + id);
    }

    @Override
    public Optional<GateState> find(String id) {
        CompletableFuture<GateState> answer = open.get(id);
        if (answer != null) {
            return Optional.of(answer.getNow(new Running()));
        }
        return kept(id);
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) throws InterruptedException {
        CompletableFuture<GateState> answer = open.get(id);
        if (answer == null) {
            return kept(id);
        }
        try {
            return Optional.of(answer.get(waitMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.of(new Running());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer never completes exceptionally", e);
        }
    }

    private Optional<GateState> kept(String id) {
        Done held = unkept.get(id);
        if (held != null) {
            return Optional.of(held);
        }
        Optional<byte[]> report = documents.get(REPORT, id);
        if (report.isPresent()) {
            return Optional.of(new Done(ReportJson.read(report.get())));
        }
        return documents
                .get(FAILURE, id)
                .map(message -> new Failed(new String(message, StandardCharsets.UTF_8), conclusion(id)));
    }

    private Conclusion conclusion(String id) {
        return documents
                .get(FAILURE_MEANS, id)
                .map(name -> Conclusion.valueOf(new String(name, StandardCharsets.UTF_8)))
                .orElse(Conclusion.FAILURE);
    }

    @Override
    public List<String> latest(int countMax) {
        List<String> all = new ArrayList<>(documents.ids(REPORT));
        Collections.reverse(all);
        return all.subList(0, Math.min(countMax, all.size()));
    }

    /** Finishes the gate at work; those that still wait are dropped. */
    @Override
    public void close() {
        worker.getQueue().clear();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("a gate was still at work after 30 seconds and was left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
