package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    private static final String NAME_CHARS = "abzABZ059_.-/";
    private static final String VALUE_CHARS = "ab \"\\{},=!~'`\u00e9\u4e2d\ud83d\ude00";

    @Test
    void theTextReadsBackAsTheSameLabels() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            Map<String, String> pairs = new HashMap<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                pairs.put(text(random, NAME_CHARS, 1), text(random, VALUE_CHARS, 0));
            }
            Labels labels = Labels.of(pairs);
            assertThat(LabelsText.parse(labels.toString())).isEqualTo(labels);
            assertThat(LabelsText.parse(labels.toString())).hasToString(labels.toString());
        }
    }

    @Test
    void labelsAreSortedAndEmptyValuesAreMissing() {
        Labels labels = Labels.of(Map.of("version", "1.0", "pod", "p1", "zone", ""));

        assertThat(labels).hasToString("{pod=\"p1\",version=\"1.0\"}");
        assertThat(labels.value("zone")).isEmpty();
        assertThat(labels.valueOrEmpty("zone")).isEmpty();
        assertThat(labels.with("pod", "")).hasToString("{version=\"1.0\"}");
        assertThat(labels.with("pod", "p2").value("pod")).contains("p2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^                    | 0: unexpected end",
                "pod                   | 0: expected '{' but found 'p'",
                "{                     | 1: unexpected end",
                "{pod                  | 4: unexpected end",
                "{pod=p1}              | 5: expected '\"' but found 'p'",
                "{pod=\"p1             | 8: unexpected end",
                "{pod=\"p1\"           | 9: unexpected end",
                "{pod=\"p1\" x=\"y\"}  | 9: expected ',' but found ' '",
                "{a=\"1\",a=\"2\"}     | 12: label 'a' is given twice",
                "{a=\"1\"}x            | 7: text after the closing '}'",
                "{a=\"1\\              | 6: unexpected end",
            })
    void wrongTextIsRefusedWithItsPosition(String text, String message) {
        assertThatThrownBy(() -> LabelsText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels '" + text + "', position " + message);
    }

    @Test
    void labelsAreBounded() {
        refused(Map.of("", "x"), "label name '' has 0 characters, allowed are 1 to 1024");
        refused(Map.of("a b", "x"), "label name 'a b' has ' ' at position 1, allowed are letters, digits and _ . - /");
        refused(Map.of("a", "x\n"), "value of label 'a' has a control character at position 1");
        refused(Map.of("a", "x".repeat(2049)), "value of label 'a' has 2049 characters, at most 2048 are allowed");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 31; i++) {
            many.put("l" + i, "x");
        }
        assertThatThrownBy(() -> Labels.of(many)).hasMessageStartingWith("31 labels, at most 30 are allowed: [l0, ");
    }

    @Test
    void theMapCannotBeChanged() {
        assertThatThrownBy(() -> Labels.of(Map.of("a", "b")).asMap().put("c", "d"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void refused(Map<String, String> pairs, String message) {
        assertThatThrownBy(() -> Labels.of(pairs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String text(Random random, String from, int least) {
        StringBuilder text = new StringBuilder();
        int[] chars = from.codePoints().toArray();
        for (int n = least + random.nextInt(8); n > 0; n--) {
            text.appendCodePoint(chars[random.nextInt(chars.length)]);
        }
        return text.toString();
    }
}
