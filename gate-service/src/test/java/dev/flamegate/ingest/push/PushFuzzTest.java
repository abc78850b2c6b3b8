package dev.flamegate.ingest.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request in protobuf, and the same bytes as JSON. */
class PushFuzzTest {
    private static final ReadLimits LIMITS = FuzzedBody.LIMITS;
    private static final PushFormat FORMAT = new PushFormat(
            new ProfileFormats(List.of(new PprofFormat(
                    new PprofLimits(
                            LIMITS.bytes(),
                            1 << 10,
                            8,
                            1 << 10,
                            LIMITS.frames(),
                            LIMITS.callPaths(),
                            LIMITS.nameChars()),
                    LIMITS.labelSets()))),
            LIMITS.bytes());

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(() -> FORMAT.read(body, "fuzz", bytes -> {}));
        try {
            byte[] wire = ProtobufJson.toWire(body, PushFormat.SCHEMA, "fuzz");
            FuzzedBody.read(() -> FORMAT.read(wire, "fuzz", bytes -> {}));
        } catch (MalformedProfileException e) {
            org.assertj.core.api.Assertions.assertThat(e.position()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        byte[] profile = WallPprof.wallAndCpu(3, 4);
        Map<String, String> labels = Map.of("service_name", "shop", "__name__", "process_cpu");
        String json = "{\"series\":[{\"labels\":[{\"name\":\"service_name\",\"value\":\"shop\"}],"
                + "\"samples\":[{\"rawProfile\":\"" + Base64.getEncoder().encodeToString(profile) + "\"}]}]}";
        return Stream.of(PushBytes.request(labels, profile), json.getBytes(UTF_8), new byte[0])
                .map(Arguments::arguments);
    }
}
