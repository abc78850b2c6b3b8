package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufJsonTest {
    private static final ProtobufSchema SCHEMA = new ProtobufSchema()
            .text(1, "name")
            .bytes(2, "raw_value")
            .int64(3, "signed")
            .uint64(4, "unsigned")
            .fixed64s(5, "time_stamps")
            .message(6, "inner", new ProtobufSchema().int64s(1, "many"));

    /** Expected bytes: {@code protoc --encode} of the same message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|''",
                "{\"name\":\"é\"}|0a02c3a9",
                "{\"rawValue\":\"+/8\"}|1202fbff",
                "{\"raw_value\":\"-_8=\"}|1202fbff",
                "{\"signed\":-1}|18ffffffffffffffffff01",
                "{\"signed\":\"300\"}|18ac02",
                "{\"signed\":3e2}|18ac02",
                "{\"unsigned\":\"18446744073709551615\"}|20ffffffffffffffffff01",
                "{\"timeStamps\":[1,\"2\"]}|290100000000000000290200000000000000",
                "{\"inner\":{\"many\":[1,2]},\"name\":null}|320408010802",
                "{\"unknown\":{\"name\":[{}]},\"signed\":1}|1801"
            })
    void writesWhatTheMappingSays(String json, String hex) {
        assertThat(HexFormat.of().formatHex(wire(json))).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{} {}",
                "{\"name\":1}",
                "{\"name\":[\"a\"]}",
                "{\"rawValue\":\"%%\"}",
                "{\"signed\":1.5}",
                "{\"signed\":\"x\"}",
                "{\"signed\":true}",
                "{\"signed\":9223372036854775808}",
                "{\"signed\":1e99}",
                "{\"unsigned\":-1}",
                "{\"timeStamps\":1}",
                "{\"timeStamps\":[null]}",
                "{\"inner\":[]}",
                "{\"inner\":{\"many\":[1}}",
                "{\"name\":\"a"
            })
    void refusesWithLineAndColumn(String json) {
        assertThatThrownBy(() -> wire(json))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageMatching("(?s)test: line 1, column \\d+: .+");
    }

    @Test
    void walksUnknownFieldsOfAnyDepthWithoutRecursion() {
        String deep = "{\"unknown\":" + "[".repeat(900) + "]".repeat(900) + ",\"signed\":1}";

        assertThat(wire(deep)).containsExactly(24, 1);
        String deeper = "{\"unknown\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> wire(deeper)).isInstanceOf(MalformedProfileException.class);
    }

    private static byte[] wire(String json) {
        return ProtobufJson.toWire(json.getBytes(StandardCharsets.UTF_8), SCHEMA, "test");
    }
}
