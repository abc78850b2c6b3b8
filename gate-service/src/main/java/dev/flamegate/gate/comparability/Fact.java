package dev.flamegate.gate.comparability;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a pod is and how it was profiled, as far as its labels say so. Of a version only the part counts that changes what a profile
 * shows; a difference of the rest is mentioned.
 */
public enum Fact {
    CPU_MODEL("cpu_model", "CPU model", "Run both versions on machines of one kind."),
    CPU_LIMIT("cpu_limit", "CPU limit", "Give the pods of both versions the same limit."),
    KERNEL("kernel_version", "kernel", "Run both versions on nodes with one kernel."),
    RUNTIME(
            "runtime_version",
            "runtime",
            "Change the runtime with the old code first, or take runtime_version out of gate.must_match to judge both changes as one."),
    PROFILER("profiler", "profiler", "Profile both versions with one profiler."),
    PROFILER_VERSION(
            "profiler_version", "version of the profiler", "Profile both versions with one release of the profiler."),
    PROFILER_EVENT("profiler_event", "sampled event", "Let the profiler of both versions sample the same event.");

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?");
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})m");

    private final String label;
    private final String word;
    private final String remedy;

    Fact(String label, String word, String remedy) {
        this.label = label;
        this.word = word;
        this.remedy = remedy;
    }

    /** Name of the label that says it. */
    public String label() {
        return label;
    }

    String word() {
        return word;
    }

    String remedy() {
        return remedy;
    }

    /** Stable, for programs: {@code unlike-cpu-model}. */
    String code() {
        return "unlike-" + label.replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException listing the labels there are
     */
    public static Fact ofLabel(String label) {
        return Arrays.stream(values())
                .filter(fact -> fact.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is none of "
                        + Arrays.stream(values()).map(Fact::label).collect(Collectors.joining(", "))));
    }

    /** The part of a value that must be equal on both sides. */
    String part(String value) {
        return switch (this) {
            case CPU_LIMIT -> cores(value);
            case KERNEL -> release(value, true).orElse(value);
            case RUNTIME -> release(value, false).orElse(value);
            case PROFILER_VERSION -> release(value, false).orElse(value);
            default -> value;
        };
    }

    /** Kubernetes writes 2 cores as 2 or 2000m. */
    private static String cores(String value) {
        Matcher millis = MILLIS.matcher(value);
        if (!millis.matches()) {
            return value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
        }
        int thousandths = Integer.parseInt(millis.group(1));
        return thousandths % 1000 == 0 ? Integer.toString(thousandths / 1000) : value;
    }

    /** What stands before the first number and that number; with a second where the first says little, as in go1.22 and 1.8. */
    private static Optional<String> release(String value, boolean two) {
        Matcher numbers = NUMBERS.matcher(value);
        if (!numbers.find()) {
            return Optional.empty();
        }
        boolean both = two || numbers.group(1).equals("0") || numbers.group(1).equals("1");
        String second = both && numbers.group(2) != null ? "." + numbers.group(2) : "";
        return Optional.of(value.substring(0, numbers.start()) + numbers.group(1) + second);
    }
}
