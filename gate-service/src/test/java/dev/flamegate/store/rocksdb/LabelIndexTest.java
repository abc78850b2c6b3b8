package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.LabelMatcher;
import dev.flamegate.profile.LabelMatcher.Operator;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelIndexTest {
    private static final List<String> NAMES = List.of("service_name", "version", "pod", "zone", "never");
    private static final List<String> VALUES = List.of("a", "b", "ab", "a.b", "ba", "aa");
    private static final List<String> EXPRESSIONS =
            List.of("a", "a*", "a.*", ".*", ".+", "", "a|b", "(a|b)+", "a\\.b", "[^a]*", "b?", "a|");

    /** Prometheus's rules said as plainly as they can be, with another regular-expression engine. */
    private static boolean matches(Map<String, String> labels, LabelMatcher matcher) {
        String value = labels.getOrDefault(matcher.name(), "");
        return switch (matcher.operator()) {
            case EQUAL -> value.equals(matcher.value());
            case NOT_EQUAL -> !value.equals(matcher.value());
            case MATCHES ->
                Pattern.compile("^(?:" + matcher.value() + ")$", Pattern.DOTALL)
                        .matcher(value)
                        .find();
            case NOT_MATCHES ->
                !Pattern.compile("^(?:" + matcher.value() + ")$", Pattern.DOTALL)
                        .matcher(value)
                        .find();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void choosesTheSeriesThatPrometheusWouldChoose(long seed) {
        Random random = new Random(seed);
        LabelIndex index = new LabelIndex();
        List<Series> series = new ArrayList<>();
        for (int number = 1; number <= 120; number++) {
            series.add(series(number, random));
            index.add(series.get(number - 1));
            if (number % 20 == 0) {
                for (int i = 0; i < 300; i++) {
                    LabelSelector selector = selector(random);
                    assertThat(index.matching(selector))
                            .as("%s among %s series", selector, number)
                            .isEqualTo(series.stream()
                                    .filter(each -> selector.matchers().stream()
                                            .allMatch(matcher -> matches(
                                                    each.definition().labels().asMap(), matcher)))
                                    .toList());
                }
            }
        }
    }

    @Test
    void theEmptySelectorChoosesAll() {
        LabelIndex index = new LabelIndex();
        assertThat(index.matching(LabelSelector.ALL)).isEmpty();
        Series one = series(1, new Random(7));
        index.add(one);
        assertThat(index.matching(LabelSelector.ALL)).containsExactly(one);
    }

    private static Series series(int number, Random random) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : NAMES.subList(0, 4)) {
            if (random.nextInt(4) > 0) {
                labels.put(name, VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        return new Series(
                number, new SeriesDefinition(1, Labels.of(labels), "process_cpu", List.of(Samples.CPU), Samples.CPU));
    }

    private static LabelSelector selector(Random random) {
        List<LabelMatcher> matchers = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            Operator operator = Operator.values()[random.nextInt(4)];
            boolean exact = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
            String value = exact
                    ? random.nextInt(4) == 0 ? "" : VALUES.get(random.nextInt(VALUES.size()))
                    : EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
            matchers.add(new LabelMatcher(NAMES.get(random.nextInt(NAMES.size())), operator, value));
        }
        return new LabelSelector(matchers);
    }
}
