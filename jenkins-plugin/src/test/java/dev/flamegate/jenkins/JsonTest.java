package dev.flamegate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the oracle: what it writes is read back, and what it refuses is refused. */
class JsonTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Jackson takes some letters for hexadecimal digits: it looks at eight bits of them. */
    private static final ObjectWriter ASCII = JACKSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** Half a surrogate pair as an escape: the grammar allows it, Jackson does not. */
    private static final Pattern HALF = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private static final long SEED = 20_261_121;

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (double) random.nextInt();
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 4 -> text(random);
            case 5 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
            default -> object(random, depth + 1);
        };
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(text(random), value(random, depth));
        }
        return object;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0xd800) : random.nextInt(0x60)));
        }
        return text.toString();
    }

    @Test
    void readsWhatAnotherWriterWrites() throws JsonProcessingException {
        Random random = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            Map<String, @Nullable Object> object = object(random, 0);
            assertThat((Object) Json.object(JACKSON.writeValueAsString(object))).isEqualTo(object);
            assertThat((Object)
                            Json.object(JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(object)))
                    .isEqualTo(object);
        }
    }

    @Test
    void acceptsABrokenTextOnlyWhereAnotherReaderDoes() throws JsonProcessingException {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(ASCII.writeValueAsString(object(random, 0)));
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.setCharAt(at, "{}[]\",:\\eE0-.tfn x".charAt(random.nextInt(18)));
            }
            if (HALF.matcher(text).find()) {
                continue;
            }
            boolean valid = isObject(text.toString());
            String refusal = "";
            try {
                Json.object(text.toString());
            } catch (IllegalArgumentException e) {
                refusal = String.valueOf(e.getMessage());
            }
            assertThat(refusal.isEmpty()).as("%s: %s", text, refusal).isEqualTo(valid);
        }
    }

    private static boolean isObject(String text) {
        try {
            return JACKSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void whatIsQuotedIsReadBack() throws JsonProcessingException {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            String text = text(random) + "\ud83d\ude00\u0000\u2028</script>";
            assertThat(JACKSON.readValue(Json.quote(text), String.class)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{} {}", "{\"a\":\"\\x\"}", "{\"a\":01}"
            })
    void saysWhereATextIsNoObject(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.object(text)).withMessageContaining("JSON");
    }

    @Test
    void depthIsBounded() {
        String deep = "{\"a\":" + "[".repeat(100_000);
        assertThatIllegalArgumentException().isThrownBy(() -> Json.object(deep)).withMessageContaining("levels");
    }
}
