package dev.flamegate.http;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.github.FromGitHub;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.gate.follow.Follows;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.otlp.OtlpFormat;
import dev.flamegate.ingest.otlp.OtlpLimits;
import dev.flamegate.ingest.push.PushFormat;
import dev.flamegate.query.QueryLimits;
import dev.flamegate.reports.FlameView;
import dev.flamegate.reports.HeatColours;
import dev.flamegate.scrape.ScrapeObserver;
import dev.flamegate.scrape.ScrapedTargets;
import dev.flamegate.store.Pins;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.RefusedProfileException.Limit;
import dev.flamegate.store.StoreOperations;
import dev.flamegate.traffic.PostedTraffic;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. It listens as soon as it is made and answers 503 until {@link #open}: a port that is taken is found before a store
 * is opened, and a balancer sees the service come and go.
 */
public final class FlamegateServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlamegateServer.class);

    private final HttpSettings settings;
    private final QueryLimits queries;
    private final Readiness readiness = new Readiness();
    private final Figures figures = new Figures();
    private final InFlightBytes inFlight;
    private final FollowEvents events;
    private final PublicAddress address;
    private final TimeText times;
    private final GateDesk gateDesk;
    private final Clock clock;
    private final List<String> routes = new ArrayList<>();
    private final Javalin javalin;
    private volatile List<ShownSetting> configuration = List.of();

    /**
     * @throws PortTakenException if something else listens there
     */
    public FlamegateServer(HttpSettings settings, QueryLimits queries, ProfileFormats formats, Clock clock) {
        this.settings = settings;
        this.queries = queries;
        this.clock = clock;
        this.inFlight = new InFlightBytes(settings.inFlightBytesMax(), settings.threadsMax() / 2);
        this.address = new PublicAddress(settings);
        this.times = new TimeText(clock);
        this.gateDesk = new GateDesk(readiness, times, clock);
        this.events = new FollowEvents(readiness, settings.idleTimeout());
        this.javalin = Javalin.create(config -> configure(config, formats));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            events.close();
            figures.close();
            throw new PortTakenException(settings.host(), settings.port(), e);
        }
        address.listeningOn(javalin.port());
    }

    /** From now on requests are answered, and interrupted gates are asked again. The server owns none of them: whoever made them closes them after it. */
    public void open(
            ProfileStore store,
            Gates gates,
            ScrapedTargets targets,
            PostedTraffic traffic,
            Pins pins,
            StoreOperations operations,
            Archive archive,
            Follows follows,
            Outbox outbox,
            FromGitHub github) {
        follows.listen(events::changed);
        readiness.open(new Readiness.Backend(
                store, gates, targets, traffic, pins, operations, archive, follows, outbox, github));
        gateDesk.askInterrupted();
    }

    /** What the operator is shown as the configuration in force; without secrets. */
    public void showConfiguration(List<ShownSetting> settings) {
        configuration = List.copyOf(settings);
    }

    /** Counts scrapes in this server's figures. */
    public ScrapeObserver scrapeObserver() {
        return figures::scraped;
    }

    /** Gates that count their answers in this server's figures. */
    public Gates measured(Gates gates) {
        return new MeasuredGates(gates, figures);
    }

    /** Counts refused profiles in this server's figures, whichever way they came. */
    public Consumer<Limit> limitObserver() {
        return figures::limitPassed;
    }

    /** Counts deliveries that left the outbox in this server's figures. */
    public Consumer<Delivery> deliveryObserver() {
        return figures::delivered;
    }

    /** Where people outside find the page of a gate. */
    public String page(String gate) {
        return address.of("/gates/" + gate);
    }

    /** Shows a number that only grows in this server's figures. */
    public void counter(String name, String description, LongSupplier count) {
        figures.counter(name, description, count);
    }

    /** Where it listens. */
    public URI address() {
        return address.local();
    }

    /** Method and path of every route. */
    List<String> routes() {
        return List.copyOf(routes);
    }

    /** Refuses new requests, and lets those under way finish; one that takes too long is cut off, so that the rest can be closed. */
    @Override
    public void close() {
        events.close();
        readiness.close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("requests did not finish within {} and were cut off", settings.stopTimeout(), e);
        }
        figures.close();
    }

    private void configure(JavalinConfig config, ProfileFormats formats) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.GZIP;
        config.jsonMapper(new Json());
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        config.jetty.threadPool = new QueuedThreadPool(
                settings.threadsMax(), 4, (int) settings.idleTimeout().toMillis());
        config.jetty.modifyServer(this::configure);
        config.jetty.modifyHttpConfiguration(this::configure);
        config.jetty.addConnector(this::connector);
        config.events.handlerAdded(route -> {
            if (route.getHttpMethod().isHttpMethod()) {
                String path = route.getPath().replace('<', '{').replace('>', '}'); // a name that may have slashes
                routes.add(route.getHttpMethod() + " " + path);
            }
        });
        config.requestLogger.http(figures::request);
        config.router.javaLangErrorHandler(Problems::answer);
        config.routes.before(FlamegateServer::guard);
        config.routes.exception(HttpResponseException.class, Problems::answer);
        config.routes.exception(Exception.class, Problems::answer);
        declare(config, formats);
    }

    private void declare(JavalinConfig config, ProfileFormats formats) {
        ProfileIntake intake = new ProfileIntake(settings, formats, readiness, inFlight, figures, times);
        new ProfileRoutes(intake, times).declare(config.routes);
        new IngestRoutes(intake, times).declare(config.routes);
        new PushRoutes(intake, new PushFormat(formats, settings.profileBytesMax())).declare(config.routes);
        new OtlpRoutes(intake, new OtlpFormat(OtlpLimits.within(settings.profileBytesMax()))).declare(config.routes);
        new TrafficRoutes(settings, readiness, inFlight, times).declare(config.routes);
        new GateRoutes(settings, readiness, inFlight, gateDesk).declare(config.routes);
        new PromoteRoutes(readiness, clock).declare(config.routes);
        DeploymentDesk deployments = new DeploymentDesk(readiness, gateDesk, clock);
        new WebhookRoutes(settings, readiness, inFlight, gateDesk, deployments).declare(config.routes);
        new FollowRoutes(readiness, events).declare(config.routes);
        new TrialRoutes(readiness).declare(config.routes);
        new PolicyRoutes(settings, readiness, inFlight).declare(config.routes);
        new ReplayRoutes(settings, readiness, inFlight).declare(config.routes);
        new GatePages(readiness, address).declare(config.routes);
        new RenderingRoutes(readiness, address).declare(config.routes);
        new CatalogRoutes(readiness).declare(config.routes);
        new PinRoutes(readiness, clock).declare(config.routes);
        QueryDesk desk = new QueryDesk(readiness, queries, clock);
        new QueryRoutes(desk, times).declare(config.routes);
        new QuerierRoutes(settings, inFlight, desk).declare(config.routes);
        new RenderRoutes(desk, times).declare(config.routes);
        new LabelRoutes(desk, times).declare(config.routes);
        new ExploreRoutes(desk, times).declare(config.routes);
        new WeekRoutes(readiness, desk, times).declare(config.routes);
        new HomeRoutes(readiness, clock).declare(config.routes);
        new AssetRoutes(Map.of(
                        "flame.mjs",
                        FlameView.module(),
                        "flame.css",
                        FlameView.style(),
                        "times.mjs",
                        FlameView.times(),
                        "heat.css",
                        HeatColours.style()))
                .declare(config.routes);
        new SearchRoutes(readiness).declare(config.routes);
        new OperateRoutes(readiness, desk, figures, () -> configuration).declare(config.routes);
        new OutboxRoutes(readiness).declare(config.routes);
        new TargetRoutes(readiness).declare(config.routes);
        new BackupRoutes(readiness).declare(config.routes);
        new OperationRoutes(readiness, inFlight, figures, clock).declare(config.routes);
        new ApiRoutes().declare(config.routes);
    }

    private void configure(Server server) {
        server.setStopTimeout(settings.stopTimeout().toMillis());
        server.insertHandler(new GracefulHandler());
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        server.setErrorHandler(errors);
    }

    /** HTTP/1.1 and, told apart by its first bytes, HTTP/2 without TLS, as gRPC clients speak it. */
    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new PriorKnowledgeHttp2(http, settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        return connector;
    }

    private void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        http.setRequestHeaderSize(16 * 1024);
    }

    /** Headers of every response; and no page of another site may write here through its formats's browser. */
    private static void guard(Context ctx) {
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        boolean reads = ctx.method().name().equals("GET") || ctx.method().name().equals("HEAD");
        if (!reads && "cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
            throw new ProblemException(403, Problem.of("cross_site", "a page of another site may not write here"));
        }
    }
}
