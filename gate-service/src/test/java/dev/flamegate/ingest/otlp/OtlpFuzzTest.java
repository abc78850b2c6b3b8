package dev.flamegate.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.profile.FlatCum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request in protobuf, and the same bytes as JSON: damaged bytes are refused or read, and nothing else happens. */
class OtlpFuzzTest {
    private static final OtlpFormat FORMAT =
            new OtlpFormat(new OtlpLimits(1 << 16, 64, 1 << 10, 1 << 10, 64, 1 << 10, 1 << 10, 8));
    private static final byte[] JSON =
            ("{\"resourceProfiles\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                            + "\"value\":{\"stringValue\":\"shop\"}},{\"keyStrindex\":5,\"value\":{\"stringValueStrindex\":6}}]},"
                            + "\"scopeProfiles\":[{\"profiles\":[{\"sampleType\":{\"typeStrindex\":1,\"unitStrindex\":2},"
                            + "\"samples\":[{\"stackIndex\":1,\"attributeIndices\":[1],\"values\":[\"3\"]},"
                            + "{\"stackIndex\":1,\"timestampsUnixNano\":[\"7\"]}],\"timeUnixNano\":\"7\",\"durationNano\":\"9\","
                            + "\"periodType\":{\"typeStrindex\":3,\"unitStrindex\":4},\"period\":10}]}]}],\"dictionary\":{"
                            + "\"mappingTable\":[{\"filenameStrindex\":6}],\"functionTable\":[{},{\"nameStrindex\":6}],"
                            + "\"locationTable\":[{},{\"lines\":[{\"functionIndex\":1,\"line\":3}]}],"
                            + "\"attributeTable\":[{},{\"keyStrindex\":6,\"value\":{\"stringValue\":\"t\"}}],"
                            + "\"stackTable\":[{},{\"locationIndices\":[1,0]}],"
                            + "\"stringTable\":[\"\",\"samples\",\"count\",\"cpu\",\"nanoseconds\",\"k8s.pod.name\",\"main\"]}}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] GOOD = ProtobufJson.toWire(JSON, OtlpFormat.SCHEMA, "seed");

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(() -> FORMAT.read(body, "fuzz"));
        try {
            byte[] wire = ProtobufJson.toWire(body, OtlpFormat.SCHEMA, "fuzz");
            FuzzedBody.read(() -> FORMAT.read(wire, "fuzz"));
        } catch (MalformedProfileException e) {
            assertThat(e.position()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(GOOD, JSON, new byte[0]).map(Arguments::arguments);
    }

    @Test
    void truncationsAtEveryByteAndEveryBitFlipped() {
        for (int length = 0; length < GOOD.length; length++) {
            tries(Arrays.copyOf(GOOD, length));
        }
        assertThat(tries(GOOD)).isTrue();
        int readable = 0;
        for (int bit = 0; bit < GOOD.length * 8; bit++) {
            byte[] body = GOOD.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            readable += tries(body) ? 1 : 0;
        }
        assertThat(readable).isPositive();
    }

    @Test
    void randomBytesWrittenOverAndPiecesPutTogether() {
        Random random = new Random(20_261_121);
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] body = GOOD.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            int cut = random.nextInt(body.length);
            System.arraycopy(GOOD, cut, body, random.nextInt(cut + 1), body.length - cut);
            refused += tries(body) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    private static boolean tries(byte[] body) {
        try {
            FORMAT.read(body, "damaged").forEach(FlatCum::allOf);
            return true;
        } catch (MalformedProfileException e) {
            assertThat(e.rule()).contains("opentelemetry-proto");
            return false;
        }
    }
}
