package dev.flamegate.gate.comparability;

import dev.flamegate.reports.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One {@link Fact} of both sides. Pods whose value only one side has are left out, if enough remain on both. Where both sides have
 * several values, unequal proportions are what chance makes of few pods and are in the spread between pods; only where they are nearly
 * opposite is one value kept.
 */
final class SameFact implements Examination {

    /** Five pods a side that land on one of two kinds of machines at random differ by 0.32 on average. */
    private static final double PROPORTION_MAX = 0.5;

    private final Fact fact;
    private final boolean required;
    private final int podsMin;

    SameFact(Fact fact, boolean required, int podsMin) {
        this.fact = fact;
        this.required = required;
        this.podsMin = podsMin;
    }

    static boolean isUnsaid(Fact fact, Sides sides) {
        return values(fact, sides.baseline()).isEmpty()
                && values(fact, sides.candidate()).isEmpty();
    }

    @Override
    public Step examine(Sides sides) {
        if (isUnsaid(fact, sides)) {
            return Step.nothing(sides);
        }
        String detail = sides.both(pods -> words(fact, pods));
        if (says(sides.baseline()) < sides.baseline().size()
                || says(sides.candidate()) < sides.candidate().size()) {
            return Step.warning(sides, fact.word(), detail);
        }
        Map<String, Double> before = proportions(sides.baseline());
        Map<String, Double> after = proportions(sides.candidate());
        if (before.keySet().equals(after.keySet()) && difference(before, after) <= PROPORTION_MAX) {
            boolean same = values(fact, sides.baseline()).equals(values(fact, sides.candidate()));
            return same ? Step.fine(sides, fact.word(), detail) : Step.warning(sides, fact.word(), detail);
        }
        return required ? unlike(sides, before, after, detail) : Step.warning(sides, fact.word(), detail);
    }

    private Step unlike(Sides sides, Map<String, Double> before, Map<String, Double> after, String detail) {
        Set<String> common = new TreeSet<>(before.keySet());
        common.retainAll(after.keySet());
        Sides rest = sides.pods(pod -> common.contains(part(pod)));
        if (common.size() > 1
                && difference(proportions(rest.baseline()), proportions(rest.candidate())) > PROPORTION_MAX) {
            rest = best(sides, common);
        }
        int gone = sides.podCount() - rest.podCount();
        if (rest.podsLeast() >= podsMin) {
            String note = gone + " pods were left out: the " + fact.word() + " of the rest is alike on both sides.";
            return Step.stratified(rest, fact.word(), detail + "; " + note, note);
        }
        String sentence = "Not of one " + fact.word() + ": " + detail
                + ". Such a difference changes what functions cost, or how it is "
                + "measured, and would be taken for a change of the code"
                + (common.isEmpty()
                        ? ""
                        : "; of those that both sides have there are fewer than " + podsMin + " pods a side");
        return Step.failed(sides, fact.word(), detail, new Reason(fact.code(), sentence, fact.remedy()));
    }

    /** The pods of the one value that has most on the side that has fewer. */
    private Sides best(Sides sides, Set<String> common) {
        Sides best = sides.pods(pod -> false);
        for (String value : common) {
            Sides one = sides.pods(pod -> part(pod).equals(value));
            best = one.podsLeast() > best.podsLeast() ? one : best;
        }
        return best;
    }

    private Map<String, Double> proportions(List<PodProfiles> pods) {
        Map<String, Double> proportions = new HashMap<>();
        pods.forEach(pod -> proportions.merge(part(pod), 1.0 / pods.size(), Double::sum));
        return proportions;
    }

    private static double difference(Map<String, Double> before, Map<String, Double> after) {
        return before.entrySet().stream()
                .mapToDouble(entry -> Math.abs(entry.getValue() - after.getOrDefault(entry.getKey(), 0.0)))
                .max()
                .orElse(0);
    }

    private String part(PodProfiles pod) {
        return said(fact, pod).stream().map(fact::part).distinct().collect(Collectors.joining(" and "));
    }

    private long says(List<PodProfiles> pods) {
        return pods.stream().filter(pod -> !said(fact, pod).isEmpty()).count();
    }

    /** Sorted; more than one if the pod moved while it was profiled. */
    private static Set<String> said(Fact fact, PodProfiles pod) {
        return pod.windows().stream()
                .map(window -> window.labels().value(fact.label()))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(Fact fact, List<PodProfiles> pods) {
        Set<String> values = new TreeSet<>();
        pods.forEach(pod -> values.addAll(said(fact, pod)));
        return values;
    }

    private static String words(Fact fact, List<PodProfiles> pods) {
        Set<String> values = values(fact, pods);
        long silent = pods.stream().filter(pod -> said(fact, pod).isEmpty()).count();
        String said = values.stream().limit(4).collect(Collectors.joining(", "))
                + (values.size() > 4 ? " and " + (values.size() - 4) + " more" : "");
        if (silent == 0) {
            return said;
        }
        return values.isEmpty() ? "not said" : said + " and " + silent + " pods that do not say";
    }
}
