package dev.flamegate.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

    @Test
    void hasATypeAndConditions() {
        Query query =
                Query.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=\"checkout\",version!~`2.*`}");

        assertThat(query.type()).isEqualTo("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(query.selector()).isEqualTo(LabelSelector.parse("{service_name=\"checkout\",version!~\"2.*\"}"));
    }

    @Test
    void theTypeMayStandInTheBraces() {
        Query query = Query.parse("{__profile_type__=\"a:b:c:d:e\", pod=\"p\"}");

        assertThat(query.wholeType()).contains("a:b:c:d:e");
        assertThat(query.selector()).isEqualTo(LabelSelector.equal("pod", "p"));
    }

    @Test
    void whereTheTypeIsToldBesideIsWhatTheOldNamesMean() {
        assertThat(Query.of("a:b:c:d:e:delta", "{}").type()).isEqualTo("a:b:c:d:e");
        assertThat(Query.of("cpu", "")).isEqualTo(new Query("cpu", java.util.List.of(), LabelSelector.ALL));
        assertThatThrownBy(() -> Query.of("cpu", "wall{}")).hasMessageContaining("another type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                 | demands nothing",
                "{pod=\"\"}         | demands nothing",
                "{pod=~\".*\"}      | demands nothing",
                "{pod!=\"p\"}       | demands nothing",
                "cpu{pod=p}         | selector 'cpu{pod=p}', position 8: expected a quoted value",
                "cpu{pod=\"p\"      | position 11: expected ',' or '}'",
                "cpu{pod=~\"(\"}    | position 9: selector of label 'pod': '(' is not a regular expression",
                "pod=\"p\"          | position 0: expected TYPE{",
            })
    void whatIsWrongIsSaidWithItsPosition(String text, String message) {
        assertThatThrownBy(() -> Query.parse(text))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {"cpu", "cpu{}", "{pod=\"p\"}", "{pod!=\"\"}", "{pod=~\".+\"}", "{pod=~\"[ab]\"}", " cpu {pod=\"\"}"
            })
    void somethingMustBeDemanded(String text) {
        assertThat(Query.parse(text)).isEqualTo(Query.parseAny(text));
    }
}
