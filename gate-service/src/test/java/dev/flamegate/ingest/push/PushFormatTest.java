package dev.flamegate.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.http.PprofBytes;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushFormatTest {
    private static final int CONTENT_MAX = 100_000;
    private static final byte[] CPU = PprofBytes.cpu(1_790_000_000_000_000_000L, "main", "work");
    private static final PprofLimits LIMITS = new PprofLimits(CONTENT_MAX, 1000, 8, 1000, 100, 1000, 1000);
    private static final PushFormat FORMAT =
            new PushFormat(new ProfileFormats(List.of(new PprofFormat(LIMITS))), CONTENT_MAX);

    @Test
    void readsEveryProfileOfEverySeriesUnderItsLabels() {
        byte[] request = PushBytes.request(
                PushBytes.series(Map.of("service_name", "shop", "__name__", "process_cpu", "pod", "p1"), CPU, CPU),
                PushBytes.series(Map.of("service_name", "cart", "pod", "p2"), PprofBytes.gzip(CPU)));

        List<Profile> profiles = read(request);

        assertThat(profiles)
                .extracting(profile -> profile.labels().toString())
                .containsExactly(
                        "{pod=\"p1\",service_name=\"shop\"}",
                        "{pod=\"p1\",service_name=\"shop\"}",
                        "{pod=\"p2\",service_name=\"cart\"}");
        assertThat(profiles)
                .allSatisfy(profile -> assertThat(profile.type(0).toString())
                        .isEqualTo("process_cpu:cpu:nanoseconds:cpu:nanoseconds"));
        assertThat(profiles).allSatisfy(profile -> assertThat(profile.total(0)).isEqualTo(6_000_000_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "process_cpu,process_cpu",
        "godeltaprof_memory,memory",
        "off_cpu,off_cpu",
        "'',process_cpu",
        "godeltaprof_,process_cpu"
    })
    void namesTheProfileByTheLabelOfTheSeries(String name, String expected) {
        assertThat(read(PushBytes.request(Map.of("__name__", name), CPU)))
                .extracting(Profile::name)
                .containsExactly(expected);
    }

    @Test
    void dropsTheServersOwnLabelsButKeepsTheSessionAndFillsInTheService() {
        Map<String, String> labels =
                Map.of("__delta__", "false", "__order__", "1", "__session_id__", "0123456789abcdef", "env", "prod");

        assertThat(read(PushBytes.request(labels, CPU)).get(0).labels().asMap())
                .isEqualTo(
                        Map.of("__session_id__", "0123456789abcdef", "env", "prod", "service_name", "unknown_service"));
    }

    @Test
    void givesTheCpuTimeOfAWallClockProfileAProfileOfItsOwn() {
        byte[] both = WallPprof.wallAndCpu(7, 3);

        List<Profile> profiles = read(PushBytes.request(Map.of("__name__", "wall"), both));

        assertThat(profiles)
                .extracting(profile -> profile.type(0).toString())
                .containsExactly("wall:wall:nanoseconds::", "process_cpu:cpu:nanoseconds::");
        assertThat(profiles).extracting(profile -> profile.total(0)).containsExactly(7L, 3L);
        assertThat(profiles.get(1).tree().functionAt(0).name().raw()).isEqualTo("main");
        assertThat(read(PushBytes.request(Map.of("__name__", "wall"), CPU)))
                .extracting(Profile::name)
                .containsExactly("process_cpu");
    }

    @Test
    void refusesWithTheNameOfTheLabel() {
        refused(PushBytes.request(Map.of("a b", "1"), CPU), "series 0", "a b");
        refused(PushBytes.request(Map.of("pod", "p\n1"), CPU), "series 0", "'pod'");
        refused(PushBytes.request(Map.of("long", "x".repeat(2049)), CPU), "series 0", "'long'");
        refused(PushBytes.request(Map.of("__name__", "cpu:x"), CPU), "series 0", "'__name__' is 'cpu:x'");
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(PushBytes.label("pod", "p1"));
        twice.writeBytes(PushBytes.label("pod", "p2"));
        refused(PushBytes.request(twice.toByteArray()), "byte", "'pod' is given twice");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        IntStream.range(0, 31).forEach(i -> many.writeBytes(PushBytes.label("l" + i, "v")));
        many.writeBytes(PushBytes.series(Map.of(), CPU));
        refused(PushBytes.request(many.toByteArray()), "series 0", "at most 30");
        IntStream.range(31, 70).forEach(i -> many.writeBytes(PushBytes.label("l" + i, "v")));
        refused(PushBytes.request(many.toByteArray()), "byte", "more than 60 labels");
    }

    @Test
    void refusesTheRequestForOneBadProfile() {
        byte[] cut = Arrays.copyOf(CPU, CPU.length - 3);

        refused(PushBytes.request(PushBytes.series(Map.of(), CPU, cut)), "sample 1", "");
        refused(PushBytes.request(PushBytes.series(Map.of(), new byte[0])), "sample 0", "empty");
        refused(PushBytes.request(PushBytes.series(Map.of(), "no profile".getBytes(StandardCharsets.UTF_8))), "", "");
        refused(PushBytes.request(new byte[0]), "request", "no profiles received");
        refused(new byte[0], "request", "no profiles received");
    }

    @Test
    void boundsTheContentOfAllProfilesTogether() {
        byte[] half = PprofBytes.gzip(padded(CONTENT_MAX / 2));
        AtomicInteger reserved = new AtomicInteger();

        FORMAT.read(PushBytes.request(PushBytes.series(Map.of(), half, half)), "push", reserved::addAndGet);

        assertThat(reserved).hasValue(CONTENT_MAX);
        refused(PushBytes.request(PushBytes.series(Map.of(), half, half, CPU)), "sample 2", "together");
        refused(PushBytes.request(PushBytes.series(Map.of(), half, half, half)), "sample 2", "larger");
        byte[] bomb = PprofBytes.gzip(new byte[CONTENT_MAX * 100]);
        refused(PushBytes.request(PushBytes.series(Map.of(), bomb)), "sample 0", "larger");
    }

    @Test
    void boundsTheNumberOfProfiles() {
        byte[][] bodies = new byte[PushFormat.PROFILES_MAX + 1][];
        Arrays.fill(bodies, new byte[] {1});
        byte[][] series = new byte[PushFormat.PROFILES_MAX + 1][];
        Arrays.fill(series, new byte[0]);

        refused(PushBytes.request(PushBytes.series(Map.of(), bodies)), "byte", "more than 1000");
        refused(PushBytes.request(series), "byte", "more than 1000");
    }

    @Test
    void readsJsonWithBothSpellingsAndIgnoresWhatItDoesNotKnow() {
        for (String name : List.of("rawProfile", "raw_profile")) {
            String json = "{\"series\":[{\"labels\":[{\"name\":\"service_name\",\"value\":\"shop\"}],\"later\":[{}],"
                    + "\"samples\":[{\"" + name + "\":\"" + Base64.getEncoder().encodeToString(CPU)
                    + "\",\"ID\":\"x\"}],\"annotations\":null}],\"new\":{\"a\":[1,2]}}";
            byte[] wire = ProtobufJson.toWire(json.getBytes(StandardCharsets.UTF_8), PushFormat.SCHEMA, "push");

            assertThat(read(wire).get(0).labels().valueOrEmpty("service_name")).isEqualTo("shop");
        }
    }

    @Test
    void damagedRequestsAreRefusedOrReadAndNothingElse() {
        byte[] good = PushBytes.request(PushBytes.series(Map.of("pod", "p", "service_name", "s"), CPU));
        Random random = new Random(20_261_121);
        int refused = 0;
        for (int length = 0; length < good.length; length++) {
            refused += tries(Arrays.copyOf(good, length)) ? 0 : 1;
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] body = good.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            tries(body);
        }
        for (int round = 0; round < 5000; round++) {
            byte[] body = good.clone();
            body[random.nextInt(body.length)] = (byte) random.nextInt();
            body[random.nextInt(body.length)] = (byte) random.nextInt();
            tries(body);
        }
        assertThat(refused).isEqualTo(good.length);
    }

    private static boolean tries(byte[] body) {
        try {
            return !read(body).isEmpty();
        } catch (MalformedProfileException e) {
            assertThat(e.rule()).isNotEmpty();
            return false;
        }
    }

    /** A profile of so many bytes, most of them a comment. */
    private static byte[] padded(int size) {
        byte[] plain = PprofBytes.cpu(1_790_000_000_000_000_000L, "main");
        int field = 60;
        int overhead = PushBytes.field(field, new byte[size - plain.length - 10]).length - (size - plain.length - 10);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(plain);
        out.writeBytes(PushBytes.field(field, new byte[size - plain.length - overhead]));
        return out.toByteArray();
    }

    private static List<Profile> read(byte[] request) {
        return FORMAT.read(request, "push", bytes -> {});
    }

    private static void refused(byte[] request, String place, String rule) {
        assertThatThrownBy(() -> read(request))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(rule);
    }
}
