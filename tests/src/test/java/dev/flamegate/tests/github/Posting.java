package dev.flamegate.tests.github;

import dev.flamegate.delivery.Comments;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.DeliverySettings;
import dev.flamegate.delivery.Deployment;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.Publisher;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.GitHubPublisher;
import dev.flamegate.delivery.github.GitHubSettings;
import dev.flamegate.gate.Gates;
import dev.flamegate.reports.GateReport;
import dev.flamegate.store.rocksdb.RocksSettings;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** An outbox over a real store that posts to a forge, with the gates, the time and the turns of a test. */
public final class Posting implements AutoCloseable {
    public static final String SERVICE = "shop";
    public static final String PAGE = "https://gate.example.org/gates/";

    public final FixedGates gates = new FixedGates();
    public final List<Delivery> settled = new ArrayList<>();
    public final Outbox outbox;
    private final RocksStore store;
    private final Supplier<Target> target;

    /** @param publisher of the targets that are asked for */
    public Posting(Path folder, Supplier<Target> target, Publisher publisher, Clock clock) {
        this(folder, target, publisher, Comments.ON_CHANGE, clock);
    }

    private Posting(Path folder, Supplier<Target> target, Publisher publisher, Comments comments, Clock clock) {
        this.store = RocksStore.open(folder.resolve("store"), RocksSettings.DEFAULT);
        this.target = target;
        DeliverySettings defaults = DeliverySettings.withDefaults();
        this.outbox = new Outbox(
                store.documents(),
                gates,
                Map.of(target.get().forge(), publisher),
                new DeliverySettings(defaults.giveUpAfter(), comments, defaults.pause()),
                clock,
                new Random(1),
                settled::add);
    }

    private static Posting toGitHub(Path folder, Supplier<Target> target, GitHubSettings settings, Clock clock) {
        return new Posting(folder, target, new GitHubPublisher(settings, wording(), clock), clock);
    }

    public static Wording wording() {
        return new Wording(gate -> PAGE + gate, false);
    }

    /** By a GitHub App that is installed in the repository. */
    static Posting byApp(Path folder, FakeGitHub github, Clock clock) throws IOException {
        return byApp(folder, github, clock, Comments.ON_CHANGE);
    }

    static Posting byApp(Path folder, FakeGitHub github, Clock clock, Comments comments) throws IOException {
        Wording wording = new Wording(gate -> PAGE + gate, false, comments);
        return new Posting(
                folder,
                () -> target(github.repository),
                new GitHubPublisher(app(folder, github), wording, clock),
                comments,
                clock);
    }

    static GitHubSettings app(Path folder, FakeGitHub github) throws IOException {
        String key = github.keys.writePkcs1(folder).toString();
        return new GitHubSettings(github.address(), "12", key, "", "", List.of(), false);
    }

    static Posting byToken(Path folder, FakeGitHub github, Clock clock) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), FakeGitHub.TOKEN + "\n");
        GitHubSettings settings = new GitHubSettings(github.address(), "", "", token.toString(), "", List.of(), false);
        return toGitHub(folder, () -> target(github.repository), settings, clock);
    }

    /** In a process of its own, which knows no more of GitHub than its address. */
    static Posting at(Path folder, String address, String key, Clock clock) {
        GitHubSettings settings = new GitHubSettings(address, "12", key, "", "", List.of(), false);
        return toGitHub(folder, () -> target(new FakeRepository("acme/shop")), settings, clock);
    }

    private static Target target(FakeRepository repository) {
        return new Target(Forge.GITHUB, repository.name, FakeRepository.PULL_REQUEST, repository.head);
    }

    /** Asks, as the API does. */
    public void ask(String gate) {
        gates.set(gate, new Gates.Running());
        outbox.announce(gate, SERVICE, target.get(), new byte[0]);
    }

    /** A deployment of the head that waits, until the deadline, for a gate. */
    void deploy(String gate, long run, String environment, Instant deadline) {
        if (gates.find(gate).isEmpty()) {
            gates.set(gate, new Gates.Running());
        }
        Target place = target.get();
        Deployment waiting = new Deployment(run, environment, deadline, null);
        outbox.announce(gate, SERVICE, new Target(place.forge(), place.repository(), null, place.sha(), waiting));
    }

    public void answer(GateReport report) {
        gates.set(report.id(), new Gates.Done(report));
        outbox.answered(report.id());
    }

    /** Lets time pass from one delivery to the next until nothing is left; gates that are still at work stay. */
    public void deliverAll(MovableClock clock) {
        for (int turn = 0; turn < 200; turn++) {
            Optional<Instant> next = outbox.deliverDue();
            if (next.isEmpty()) {
                return;
            }
            clock.setTo(next.get());
        }
        throw new AssertionError("still not delivered: " + outbox.latest(10, true));
    }

    /** Delivers what is due now and in the next seconds, but waits for no gate. */
    public void deliverTurns(MovableClock clock, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            outbox.deliverDue().ifPresent(clock::setTo);
        }
    }

    public Delivery delivery(String id) {
        return outbox.find(id).orElseThrow(() -> new AssertionError("no delivery " + id));
    }

    @Override
    public void close() {
        store.close();
    }
}
