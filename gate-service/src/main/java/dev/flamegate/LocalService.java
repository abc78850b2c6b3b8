package dev.flamegate;

import dev.flamegate.cli.FailureException;
import dev.flamegate.cli.ServiceLauncher.Running;
import dev.flamegate.cli.UsageException;
import dev.flamegate.gate.EntryPointRule;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.http.FlamegateServer;
import dev.flamegate.http.HttpSettings;
import dev.flamegate.http.PortTakenException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.pprof.PprofLimits;
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
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Scraper scraper;
    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalService(
            FlamegateServer server, RocksStore store, StoreUpkeep upkeep, Gates gates, Scraper scraper, Path folder) {
        this.server = server;
        this.store = store;
        this.upkeep = upkeep;
        this.gates = gates;
        this.scraper = scraper;
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

    static LocalService start(Settings settings, List<ScrapeConfig> scrapes, Clock clock, RocksSettings rocks) {
        FlamegateServer server = listen(settings, clock);
        Path folder = Path.of(settings.store().folder()).toAbsolutePath().normalize();
        try {
            RocksStore store = RocksStore.open(folder, rocks);
            Archive archive = Archive.in(store.documents(), clock);
            Gates gates = server.measured(gates(store, archive, settings.gate(), clock));
            BoundedStore profiles = new BoundedStore(
                    store.profiles(), settings.limits(), settings.retention(), clock, server.limitObserver());
            Pins pins = new Pins(store.documents());
            Scraper scraper = scraper(settings.http(), scrapes, profiles, server, clock);
            server.counter(
                    "flamegate.store.syncs",
                    "Writes of profiles that the disk has",
                    () -> store.writes().syncs());
            server.open(profiles, gates, scraper, pins, backups(store, settings.store(), folder, clock), archive);
            scraper.start();
            StoreUpkeep upkeep = new StoreUpkeep(store, settings.retention(), pins, profiles::forgetDropped, clock);
            upkeep.start();
            log().info("listening on {}, data in {}", server.address(), folder);
            return new LocalService(server, store, upkeep, gates, scraper, folder);
        } catch (StoreException e) {
            server.close();
            throw refused(e);
        }
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

    private static QueuedGates gates(RocksStore store, Archive archive, Settings.Gate gate, Clock clock) {
        return new QueuedGates(
                store.profiles(),
                store.documents(),
                policy(gate),
                archive.records(),
                clock,
                new SecureRandom(),
                Flamegate.version(),
                gate.queueMax(),
                report -> log().info(
                                "gate {} of {}: {}",
                                report.id(),
                                report.subject().service(),
                                report.verdict()));
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
        return new Policy(shares, requestCost, gate.replicateLabels(), EntryPointRule.parse(gate.entryPoints()));
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
            server.close();
            scraper.close();
            gates.close();
            upkeep.close();
            store.close();
        }
    }
}
