package dev.flamegate;

import dev.flamegate.cli.FailureException;
import dev.flamegate.cli.ServiceLauncher.Running;
import dev.flamegate.cli.UsageException;
import dev.flamegate.delivery.Courier;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.Publisher;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.FromGitHub;
import dev.flamegate.delivery.github.GitHubPublisher;
import dev.flamegate.delivery.github.JobIdentities;
import dev.flamegate.delivery.gitlab.GitLabPublisher;
import dev.flamegate.gate.EntryPointRule;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.gate.SelfComparison;
import dev.flamegate.gate.TrafficLookup;
import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.gate.follow.FollowedGates;
import dev.flamegate.gate.follow.Follows;
import dev.flamegate.gate.trial.Trials;
import dev.flamegate.http.FlamegateServer;
import dev.flamegate.http.HttpSettings;
import dev.flamegate.http.PortTakenException;
import dev.flamegate.http.ShownSetting;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.reports.GateReport;
import dev.flamegate.scrape.ScrapeConfig;
import dev.flamegate.scrape.Scraper;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.ShareSettings;
import dev.flamegate.store.BoundedStore;
import dev.flamegate.store.Pins;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.rocksdb.NamedBackups;
import dev.flamegate.store.rocksdb.RocksSettings;
import dev.flamegate.store.rocksdb.RocksStore;
import dev.flamegate.traffic.PostedTraffic;
import dev.flamegate.traffic.PrometheusTraffic;
import dev.flamegate.traffic.TrafficSource;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: every part of it is made here, and closed here in the opposite order. */
final class LocalService implements Running {
    /** Sets of labels that the samples of one profile may have; what has more is no category any more. */
    private static final int LABEL_SETS_MAX = 64;

    private final FlamegateServer server;
    private final RocksStore store;
    private final StoreUpkeep upkeep;
    private final Gates gates;
    private final Follows follows;
    private final Trials trials;
    private final Scraper scraper;
    private final Courier courier;
    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalService(
            FlamegateServer server,
            RocksStore store,
            StoreUpkeep upkeep,
            Gates gates,
            Follows follows,
            Trials trials,
            Scraper scraper,
            Courier courier,
            Path folder) {
        this.server = server;
        this.store = store;
        this.upkeep = upkeep;
        this.gates = gates;
        this.follows = follows;
        this.trials = trials;
        this.scraper = scraper;
        this.courier = courier;
        this.folder = folder;
    }

    /**
     * Listens first: a port that is taken is found before the store is opened.
     *
     * @param scrapes the jobs of {@code scrape_configs}
     * @throws UsageException if the port is taken, another process has the folder, or a certificate of a job cannot be read
     * @throws FailureException if the store cannot be opened
     */
    static LocalService start(Settings settings, List<ScrapeConfig> scrapes, Clock clock) {
        return start(
                settings,
                scrapes,
                clock,
                RocksSettings.DEFAULT.withMemory(settings.store().memoryBytesMax()));
    }

    /** @param shown to the operator, as the configuration in force */
    static LocalService start(Settings settings, List<ScrapeConfig> scrapes, Clock clock, List<ShownSetting> shown) {
        LocalService service = start(settings, scrapes, clock);
        service.server.showConfiguration(shown);
        return service;
    }

    static LocalService start(Settings settings, List<ScrapeConfig> scrapes, Clock clock, RocksSettings rocks) {
        FlamegateServer server = listen(settings, clock);
        GitHubPublisher github = github(settings, server, clock);
        GitLabPublisher gitlab = gitlab(settings, server, clock);
        Path folder = Path.of(settings.store().folder()).toAbsolutePath().normalize();
        try {
            RocksStore store = RocksStore.open(folder, rocks);
            Archive archive = Archive.in(store.documents(), clock);
            AtomicReference<@Nullable Outbox> posting = new AtomicReference<>();
            PostedTraffic posted =
                    new PostedTraffic(store.documents(), settings.gate().replicateLabels());
            QueuedGates queued = gates(store, archive, settings, posted, clock, report -> {
                archive.summaries().keep(report);
                finished(report, posting);
            });
            Follows follows = new Follows(
                    queued, store.documents(), clock, settings.gate().followsMax());
            Gates gates = new FollowedGates(server.measured(queued), follows);
            Map<Forge, Publisher> forges = Map.of(Forge.GITHUB, github, Forge.GITLAB, gitlab);
            Outbox outbox = outbox(store, gates, forges, settings, server, clock);
            posting.set(outbox);
            BoundedStore profiles = new BoundedStore(
                    store.profiles(), settings.limits(), settings.retention(), clock, server.limitObserver());
            Pins pins = new Pins(store.documents());
            Scraper scraper = scraper(settings.http(), scrapes, profiles, server, clock);
            server.counter(
                    "flamegate.store.syncs",
                    "Writes of profiles that the disk has",
                    () -> store.writes().syncs());
            server.open(
                    profiles,
                    gates,
                    scraper,
                    posted,
                    pins,
                    backups(store, settings.store(), folder, clock),
                    archive,
                    follows,
                    outbox,
                    new FromGitHub(
                            github.webhooks(store.documents()),
                            new JobIdentities(settings.oidc(), store.documents(), clock),
                            settings.deployments()));
            follows.start();
            scraper.start();
            Courier courier = new Courier(outbox, clock);
            courier.start();
            StoreUpkeep upkeep = new StoreUpkeep(store, settings.retention(), pins, profiles::forgetDropped, clock);
            upkeep.start();
            Trials trials = trials(store, archive, settings, clock);
            trials.start();
            log().info("listening on {}, data in {}", server.address(), folder);
            return new LocalService(server, store, upkeep, gates, follows, trials, scraper, courier, folder);
        } catch (StoreException e) {
            server.close();
            throw refused(e);
        }
    }

    private static Trials trials(RocksStore store, Archive archive, Settings settings, Clock clock) {
        SelfComparison comparison = new SelfComparison(
                store.profiles(), store.documents(), policy(settings.gate()), archive.policies(), Flamegate.version());
        return new Trials(store.profiles(), comparison, archive.trials(), settings.trial(), clock);
    }

    /** Beside the database if nothing else is said: there tables can be linked, and the folder is the service's to write in. */
    private static NamedBackups backups(RocksStore store, Settings.Store settings, Path folder, Clock clock) {
        Path into = settings.backupFolder().isEmpty()
                ? folder.resolve("backups")
                : Path.of(settings.backupFolder()).toAbsolutePath().normalize();
        return new NamedBackups(store, into, settings.backupsMax(), clock);
    }

    private static FlamegateServer listen(Settings settings, Clock clock) {
        try {
            return new FlamegateServer(
                    settings.http(), settings.queries(), formats(settings.http().profileBytesMax()), clock);
        } catch (PortTakenException e) {
            throw new UsageException(e.getMessage() + "; --port PORT takes another one");
        }
    }

    /** Limits for senders that nobody knows: far above every real profile, far below what would exhaust the memory. */
    private static ProfileFormats formats(int bytesMax) {
        int mebi = 1 << 20;
        PprofLimits limits = new PprofLimits(bytesMax, 2 * mebi, 32, mebi, 8192, mebi, 1 << 16);
        return Flamegate.formats(limits, new ReadLimits(bytesMax, 8192, mebi, 1 << 16, LABEL_SETS_MAX));
    }

    private static Scraper scraper(
            HttpSettings http, List<ScrapeConfig> scrapes, ProfileStore store, FlamegateServer server, Clock clock) {
        ProfileFormats formats = formats(http.profileBytesMax());
        return new Scraper(
                scrapes,
                new Scraper.Limits(http.bodyBytesMax(), http.inFlightBytesMax()),
                (body, origin) -> formats.read(body, Source.of(origin)),
                store,
                server.scrapeObserver(),
                clock,
                "flamegate/" + Flamegate.version());
    }

    private static void finished(GateReport report, AtomicReference<@Nullable Outbox> posting) {
        log().info("gate {} of {}: {}", report.id(), report.subject().service(), report.verdict());
        Outbox outbox = posting.get();
        if (outbox != null) {
            outbox.answered(report.id());
        }
    }

    /** Before the store is opened: a key that cannot be read is found out first. */
    private static GitHubPublisher github(Settings settings, FlamegateServer server, Clock clock) {
        try {
            settings.deployments().check();
            return new GitHubPublisher(
                    settings.github(),
                    new Wording(
                            server::page,
                            settings.github().pictures(),
                            settings.delivery().comments()),
                    clock);
        } catch (IllegalArgumentException e) {
            server.close();
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static GitLabPublisher gitlab(Settings settings, FlamegateServer server, Clock clock) {
        try {
            return new GitLabPublisher(
                    settings.gitlab(),
                    new Wording(
                            server::page,
                            settings.gitlab().pictures(),
                            settings.delivery().comments()),
                    clock);
        } catch (IllegalArgumentException e) {
            server.close();
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Outbox outbox(
            RocksStore store,
            Gates gates,
            Map<Forge, Publisher> publishers,
            Settings settings,
            FlamegateServer server,
            Clock clock) {
        return new Outbox(
                store.documents(),
                gates,
                publishers,
                settings.delivery(),
                clock,
                new SecureRandom(),
                server.deliveryObserver());
    }

    private static QueuedGates gates(
            RocksStore store,
            Archive archive,
            Settings settings,
            PostedTraffic posted,
            Clock clock,
            Consumer<GateReport> finished) {
        return new QueuedGates(
                store.profiles(),
                store.documents(),
                policy(settings.gate()),
                archive.records(),
                new TrafficLookup(
                        traffic(settings.traffic(), posted), settings.traffic().unitOfWork()),
                clock,
                new SecureRandom(),
                Flamegate.version(),
                settings.gate().queueMax(),
                finished);
    }

    private static List<TrafficSource> traffic(Settings.Traffic settings, PostedTraffic posted) {
        return settings.prometheusUrl().isEmpty()
                ? List.of(posted)
                : List.of(
                        posted,
                        new PrometheusTraffic(
                                settings.prometheusUrl(), settings.prometheusQuery(), settings.prometheusTimeout()));
    }

    /** Points of the settings are fractions in the statistics. */
    static Policy policy(Settings.Gate gate) {
        ShareSettings defaults = ShareSettings.withDefaults();
        ShareSettings shares = new ShareSettings(
                gate.alpha(),
                defaults.rowAlphaFraction(),
                gate.materialPoints() / 100,
                gate.materialRelative(),
                gate.mustDetectPoints() / 100,
                gate.mustDetectRelative(),
                defaults.passError(),
                gate.podsMin(),
                gate.samplesMin(),
                defaults.priorCap(),
                defaults.power());
        GrowthLimits requestCost = new GrowthLimits(gate.materialRequestCost(), gate.mustDetectRequestCost());
        ComparabilityRules comparability =
                new ComparabilityRules(gate.warmUp(), ComparabilityRules.facts(gate.mustMatch()), gate.runtimeFails());
        return new Policy(
                shares, requestCost, gate.replicateLabels(), EntryPointRule.parse(gate.entryPoints()), comparability);
    }

    private static RuntimeException refused(StoreException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case IN_USE, UNKNOWN_FORMAT -> new UsageException(message);
            default -> new FailureException(message, e);
        };
    }

    /** Asked for when needed: the level is known only once the settings are read. */
    private static Logger log() {
        return LoggerFactory.getLogger(LocalService.class);
    }

    /** Adds up and drops what is due now, instead of within half a minute. */
    void upkeep() {
        upkeep.runNow();
    }

    /** Tries what is due now, instead of within a minute. */
    void trial() {
        trials.runNow();
    }

    @Override
    public URI address() {
        return server.address();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            follows.close(); // who waits for news of one would hold the server up
            server.close();
            scraper.close();
            gates.close();
            trials.close();
            courier.close();
            upkeep.close();
            store.close();
        }
    }
}
