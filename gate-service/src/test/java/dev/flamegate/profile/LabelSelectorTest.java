package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
    private static final Labels CHECKOUT = Labels.of(Map.of("service_name", "checkout", "version", "2.1", "pod", "p1"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                                              | true",
                "^^                                              | true",
                "{service_name=\"checkout\"}                     | true",
                "service_name=\"checkout\"                       | true",
                "{ service_name = 'checkout' , version != `3` }  | true",
                "{service_name=\"checkout\",version=\"3\"}       | false",
                "{version=~\"2\\\\..*\"}                         | true",
                "{version=~`2\\..`}                              | true",
                "{version=~\"2\"}                                | false",
                "{version!~\"2\"}                                | true",
                "{zone=\"\"}                                     | true",
                "{zone!=\"\"}                                    | false",
                "{zone=~\".+\"}                                  | false",
                "{\"pod\"=\"p1\",}                               | true",
            })
    void allConditionsMustHold(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(CHECKOUT)).isEqualTo(matches);
    }

    @Test
    void theTextReadsBackAsTheSameSelector() {
        Random random = new Random(5);
        int[] chars = "ab \"\\{},=!~'`.*\u4e2d\ud83d\ude00\n".codePoints().toArray();
        for (int i = 0; i < 2000; i++) {
            List<LabelMatcher> matchers = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                StringBuilder value = new StringBuilder();
                for (int length = random.nextInt(8); length > 0; length--) {
                    value.appendCodePoint(chars[random.nextInt(chars.length)]);
                }
                Operator operator = random.nextBoolean() ? Operator.EQUAL : Operator.NOT_EQUAL;
                matchers.add(new LabelMatcher("l" + n, operator, value.toString()));
            }
            LabelSelector selector = new LabelSelector(matchers);
            assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{                | 1: expected ',' or '}'",
                "{pod             | 4: expected one of = != =~ !~",
                "{pod~\"x\"}      | 8: expected one of = != =~ !~",
                "{pod=x}          | 5: expected a quoted value",
                "{=\"x\"}         | 1: expected a label name",
                "{,}              | 1: expected a label name",
                "{pod=\"x         | 7: the quoted value does not end",
                "{pod=\"x\\       | 8: the quoted value does not end",
                "{pod=\"x\" y}    | 9: expected ',' or '}'",
                "{pod=\"x\"} y    | 10: unexpected text",
                "pod=\"x\"}       | 7: unexpected text",
            })
    void wrongTextIsRefusedWithItsPosition(String text, String message) {
        assertThatThrownBy(() -> LabelSelector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selector '" + text + "', position " + message);
    }

    @Test
    void whatIsNoRegularExpressionIsRefused() {
        assertThatThrownBy(() -> LabelSelector.parse("{pod=~\"p(\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("position 6: selector of label 'pod': 'p(' is not a regular expression: missing closing )");
        assertThatThrownBy(() -> LabelSelector.parse("{pod=~\"" + "a".repeat(4097) + "\"}"))
                .hasMessageContaining("has 4097 characters, at most 4096");
        assertThatThrownBy(() -> LabelSelector.parse("{pod=~\"((a{1000}){1000}){1000}\"}"))
                .hasMessageContaining("too large");
    }

    @Test
    void theOutcomeOfAHostileRegularExpressionComesInLinearTime() {
        LabelSelector hostile = LabelSelector.parse("{pod=~`(a|aa)+(a*)*b`}");

        assertThat(hostile.matches(Labels.of(Map.of("pod", "a".repeat(2000))))).isFalse();
    }

    @Test
    void aBackslashStandsForItselfOnlyWhenWrittenTwice() {
        assertThat(LabelSelector.parse("{pod=\"a\\\\b\\n\"}")).isEqualTo(LabelSelector.equal("pod", "a\\b\n"));
        assertThatThrownBy(() -> LabelSelector.parse("{pod=~\"2\\.1\"}"))
                .hasMessageContaining("position 8: there is no escape '\\.'");
    }
}
