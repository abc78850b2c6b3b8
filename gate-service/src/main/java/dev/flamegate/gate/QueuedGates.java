package dev.flamegate.gate;

import dev.flamegate.profile.CanonicalNames;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.ProfileStore;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gates over a store: one worker, a bounded queue, reports kept as documents beside the profiles. */
public final class QueuedGates implements Gates, Looks {
    /** Kind of the documents that are reports. */
    public static final String REPORT = "gate-report";

    private static final Logger LOG = LoggerFactory.getLogger(QueuedGates.class);

    private final StoreSelection selection;
    private final Policy settings;
    private final GateRecords records;
    private final TrafficLookup traffic;
    private final BaselineChoice baselines;
    private final CandidateVerdicts verdicts;
    private final KeptAnswers answers;
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
     * @param traffic asked for requests that profiles do not say
     * @param finished told of every report once it is kept and can be found
     */
    public QueuedGates(
            ProfileStore profiles,
            DocumentStore documents,
            Policy settings,
            GateRecords records,
            TrafficLookup traffic,
            Clock clock,
            RandomGenerator random,
            String toolVersion,
            int queueMax,
            Consumer<GateReport> finished) {
        this.selection = new StoreSelection(profiles, settings);
        this.settings = settings;
        this.records = records;
        this.traffic = traffic;
        this.verdicts = new CandidateVerdicts(documents);
        this.baselines = new BaselineChoice(profiles, verdicts);
        this.answers = new KeptAnswers(documents);
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
            throw busy();
        }
        return id;
    }

    private void answer(String id, EvaluationRequest request, CompletableFuture<GateState> answer) {
        GateState state;
        try {
            GateReport report = evaluate(id, request);
            state = new Done(report);
            answers.keep(report);
        } catch (RuntimeException e) {
            LOG.error("gate {} could not run: {}", id, request, e);
            state = failed(id, request, e);
        }
        answer.complete(state);
        open.remove(id);
        if (state instanceof Done done) {
            finished.accept(done.report());
        }
    }

    private GateReport evaluate(String id, EvaluationRequest request) {
        Question question = question(id, request, List.of());
        CompletableFuture<EvidenceLog.Frozen> frozen =
                CompletableFuture.supplyAsync(() -> records.evidence().freeze(question.gate));
        Looked looked = question.answered();
        keepParts(looked, frozen.join());
        return looked.report();
    }

    /** A question with all that its answer is made from. */
    private record Question(EvaluationRequest request, FrozenGate gate) {

        Looked answered() {
            return new Looked(request, gate, gate.answer());
        }
    }

    private Question question(String id, EvaluationRequest asked, List<String> notes) {
        BaselineChoice.Chosen chosen = baselines.of(asked);
        EvaluationRequest request = chosen.request();
        FrozenGate gate = new FrozenGate(
                id,
                request.look(),
                parts(chosen, notes),
                settings.recorded(records.own().of(request.service())),
                records.inForce(request),
                provenance(id));
        return new Question(request, gate);
    }

    private void keepParts(Looked looked, EvidenceLog.Frozen frozen) {
        String service = looked.request().service();
        looked.answer()
                .spreads()
                .forEach((type, run) -> KeptAnswers.keepIfRoom(() -> pastRuns.keep(service, type, run)));
        KeptAnswers.keepIfRoom(() -> verdicts.keep(looked.gate(), looked.report()));
        KeptAnswers.keepIfRoom(() -> records.keep(looked.gate(), frozen, looked.request(), looked.report()));
    }

    @Override
    public String nextId() {
        return ids.next();
    }

    @Override
    public CompletableFuture<Looked> look(String id, EvaluationRequest request, List<String> notes) {
        return later(() -> question(id, request, notes).answered());
    }

    @Override
    public CompletableFuture<Held> count(EvaluationRequest request) {
        return later(() -> {
            EvaluationRequest chosen = baselines.of(request).request();
            return Evaluation.held(
                    selection.select(chosen, chosen.profileTypes().get(0)));
        });
    }

    @Override
    public CompletableFuture<GateState> keep(Looked look) {
        return later(() -> {
            keepParts(look, records.evidence().freeze(look.gate()));
            answers.keep(look.report());
            finished.accept(look.report());
            return new Done(look.report());
        });
    }

    @Override
    public CompletableFuture<Void> suspect(Looked look) {
        return later(() -> {
            records.evidence().keep(look.gate());
            return null;
        });
    }

    @Override
    public CompletableFuture<Looked> confirm(String id, EvaluationRequest request, TimeRange fresh) {
        return later(() -> {
            FrozenGate gate = records.evidence()
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("what gate " + id + " suspects was not kept"));
            EvaluationRequest later = request.ofSides(gate.selection(), fresh);
            FrozenGate confirmed = gate.confirmedOn(gate.parts().stream()
                    .map(part -> selection.select(later, part.selection().type().toString()))
                    .toList());
            return new Looked(request, confirmed, confirmed.answer());
        });
    }

    @Override
    public GateState fail(String id, EvaluationRequest request, RuntimeException cause) {
        return failed(id, request, cause);
    }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, worker);
        } catch (RejectedExecutionException e) {
            throw busy();
        }
    }

    private GatesBusyException busy() {
        return new GatesBusyException(
                worker.isShutdown()
                        ? "the service is shutting down"
                        : worker.getQueue().size() + " gates wait already; try again in a few seconds");
    }

    /** Two names of one type are one part. */
    private List<FrozenGate.Part> parts(BaselineChoice.Chosen chosen, List<String> notes) {
        Map<ProfileType, FrozenGate.Part> parts = new LinkedHashMap<>();
        for (String type : chosen.request().profileTypes()) {
            Selection found = chosen.noted(selection.select(chosen.request(), type));
            if (!parts.containsKey(found.type())) {
                Selection selected = traffic.completed(
                                found, () -> chosen.noted(selection.selectExactly(chosen.request(), type)))
                        .alsoNoting(notes);
                parts.put(
                        found.type(), new FrozenGate.Part(selected, pastRuns.of(selected.service(), selected.type())));
            }
        }
        return List.copyOf(parts.values());
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
        return answers.find(id);
    }

    @Override
    public Optional<GateState> await(String id, Duration waitMax) throws InterruptedException {
        CompletableFuture<GateState> answer = open.get(id);
        if (answer == null) {
            return answers.find(id);
        }
        try {
            return Optional.of(answer.get(waitMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.of(new Running());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer never completes exceptionally", e);
        }
    }

    @Override
    public List<String> latest(int countMax) {
        return answers.latest(countMax);
    }

    private Failed failed(String id, EvaluationRequest request, RuntimeException cause) {
        return answers.keepFailure(id, cause, () -> records.meaningOfErrors(request));
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
