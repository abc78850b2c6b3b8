package dev.flamegate.ingest.querier;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.querier.QuerierRequest.Part;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with the environment variable {@code JAZZER_FUZZ=1} to search; without it the seeds are read once. */
class QuerierRequestFuzzTest {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void onlyMalformedProfileExceptionEscapes(byte[] body) {
        for (QuerierMethod method : QuerierMethod.values()) {
            try {
                QuerierRequest.read(method, body, "fuzz").side(Part.LEFT).texts(Part.MATCHERS);
            } catch (MalformedProfileException expected) {
                expected.rule();
            }
            try {
                byte[] wire = ProtobufJson.toWire(body, method.schema(), "fuzz");
                QuerierRequest.read(method, wire, "fuzz").number(Part.START);
            } catch (MalformedProfileException expected) {
                expected.rule();
            }
        }
    }

    static Stream<Arguments> seeds() {
        String json =
                "{\"left\":{\"profileTypeID\":\"a\",\"start\":\"1\",\"maxNodes\":5,\"format\":\"PROFILE_FORMAT_PPROF\"},"
                        + "\"step\":1.5,\"stackTraceSelector\":{\"callSite\":[{\"name\":\"f\"}]},\"matchers\":[\"{}\"]}";
        byte[] wire = ProtobufJson.toWire(json.getBytes(StandardCharsets.UTF_8), QuerierMethod.DIFF.schema(), "seed");
        return Stream.of(wire, json.getBytes(StandardCharsets.UTF_8), new byte[0])
                .map(Arguments::arguments);
    }
}
