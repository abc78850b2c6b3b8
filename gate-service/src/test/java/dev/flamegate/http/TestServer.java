package dev.flamegate.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.DeliverySettings;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Outbox;
import dev.flamegate.delivery.Surface;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.DeploymentSettings;
import dev.flamegate.delivery.github.FromGitHub;
import dev.flamegate.delivery.github.GitHubPublisher;
import dev.flamegate.delivery.github.GitHubSettings;
import dev.flamegate.delivery.github.JobIdentities;
import dev.flamegate.delivery.github.OidcSettings;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.gate.follow.FollowedGates;
import dev.flamegate.gate.follow.Follows;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.folded.FoldedFormat;
import dev.flamegate.ingest.folded.LinesFormat;
import dev.flamegate.ingest.folded.TreeFormat;
import dev.flamegate.ingest.folded.TrieFormat;
import dev.flamegate.ingest.jfr.JfrFormat;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.query.QueryLimits;
import dev.flamegate.scrape.TargetStatus;
import dev.flamegate.store.Pins;
import dev.flamegate.traffic.PostedTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A real server on a free port over a store and gates in memory, and a client of it. */
public final class TestServer implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final int BODY_MAX = 100_000;
    static final int PROFILE_MAX = 200_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    public final HeldStore store = new HeldStore();
    final HeldDocuments documents = new HeldDocuments();
    public final ScriptedGates gates = new ScriptedGates();
    public final ScriptedOperations operations = new ScriptedOperations();
    volatile List<TargetStatus> targets = List.of();
    final ScriptedLooks looks = new ScriptedLooks();
    final Follows follows;
    final FlamegateServer server;

    final ScriptedPublisher publisher = new ScriptedPublisher();
    final Outbox outbox = new Outbox(
            documents,
            gates,
            Map.of(Forge.GITHUB, publisher),
            DeliverySettings.withDefaults(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(1),
            delivery -> {});

    public TestServer() {
        this(true);
    }

    /** From now on it posts to GitHub. */
    public void posts() {
        publisher.surfaces = List.of(Surface.STATUS);
    }

    /** Where verdicts are still to be posted. */
    public List<Target> postedTo() {
        return outbox.latest(10, true).stream().map(Delivery::target).toList();
    }

    TestServer(boolean open) {
        this(open, 4_000_000);
    }

    TestServer(boolean open, int inFlightMax) {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                "https://gate.example.org/",
                BODY_MAX,
                PROFILE_MAX,
                inFlightMax,
                16,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
        PprofLimits limits = new PprofLimits(PROFILE_MAX, 10_000, 8, 10_000, 500, 10_000, 1000);
        ReadLimits others = new ReadLimits(PROFILE_MAX, 500, 10_000, 1000, 4);
        ProfileFormats formats = new ProfileFormats(List.of(
                new JfrFormat(others),
                new dev.flamegate.ingest.speedscope.SpeedscopeFormat(others),
                new FoldedFormat(others),
                new LinesFormat(others),
                new TrieFormat(others),
                new TreeFormat(others),
                new PprofFormat(limits, others.labelSets())));
        follows = new Follows(looks, documents, Clock.fixed(NOW, ZoneOffset.UTC), 3);
        server = new FlamegateServer(settings, QueryLimits.withDefaults(), formats, Clock.fixed(NOW, ZoneOffset.UTC));
        if (open) {
            open();
        }
    }

    void open() {
        server.open(
                store,
                new FollowedGates(server.measured(gates), follows),
                () -> targets,
                new PostedTraffic(documents, List.of("pod")),
                new Pins(documents),
                operations,
                Archive.in(documents, Clock.fixed(NOW, ZoneOffset.UTC)),
                follows,
                outbox,
                fromGitHub());
    }

    private FromGitHub fromGitHub() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Wording wording = new Wording(gate -> gate, false);
        return new FromGitHub(
                new GitHubPublisher(GitHubSettings.withDefaults(), wording, clock).webhooks(documents),
                new JobIdentities(oidc(), documents, clock),
                DeploymentSettings.withDefaults());
    }

    OidcSettings oidc() {
        return OidcSettings.withDefaults();
    }

    /** An answer with its body as bytes, text and JSON. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer post(String path, byte[] body, String... headers) {
        return send("POST", path, BodyPublishers.ofByteArray(body), headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI address() {
        return server.address();
    }

    static Map<String, String> labels(HeldStore store) {
        return store.profiles().get(0).labels().asMap();
    }

    @Override
    public void close() {
        server.close();
        follows.close();
    }
}
