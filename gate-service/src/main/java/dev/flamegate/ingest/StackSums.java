package dev.flamegate.ingest;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import java.util.List;

/**
 * The stacks of a body whose numbers have one type, under limits. Readers of text walk from the root to the leaf with {@link #child}
 * and {@link #add} the number there; where they are is told with {@link #at}, for messages.
 */
public final class StackSums {
    private final Source source;
    private final ReadLimits limits;
    private final String positionUnit;
    private final ProfileBuilder builder;
    private final long factor;
    private long position;
    private long nameChars;

    /**
     * @param positionUnit what {@link #at} counts: {@code line}, {@code byte}
     */
    public StackSums(Source source, ReadLimits limits, String positionUnit) {
        UntypedCounts counts = source.counts();
        this.source = source;
        this.limits = limits;
        this.positionUnit = positionUnit;
        this.factor = counts.factor();
        this.builder = new ProfileBuilder(source.origin(), List.of(counts.sampleType()))
                .name(counts.profileName())
                .period(counts.periodType(), counts.period());
    }

    public void at(long number) {
        position = number;
    }

    /**
     * The node of calling a function from another, or the same node if the name is empty.
     *
     * @param parent {@link CallTree#ROOT} for the first of a stack
     * @param depth frames above this one
     */
    public int child(int parent, int depth, String name) {
        return child(parent, depth, name, "", 0);
    }

    public int child(int parent, int depth, String name, String file, int line) {
        if (name.isEmpty()) {
            return parent;
        }
        if (depth >= limits.frames()) {
            throw wrong("the stack is deeper than " + limits.frames() + " frames, the most accepted");
        }
        if (name.length() + file.length() > limits.nameChars()) {
            throw wrong("a frame has " + (name.length() + file.length()) + " characters, at most " + limits.nameChars()
                    + " are accepted");
        }
        int known = builder.tree().functionCount();
        int function = builder.tree().function(Function.of(name, file, 0));
        if (function == known) {
            nameChars += name.length() + file.length();
        }
        if (nameChars > limits.bytes()) {
            throw wrong("the names of functions are longer than " + limits.bytes() + " characters, the most accepted");
        }
        int node = builder.tree().child(parent, function, line);
        if (node >= limits.callPaths()) {
            throw wrong("beyond the first " + limits.callPaths() + " call paths, the most accepted");
        }
        return node;
    }

    /** Adds a number as it stands in the body to the stack that ends in {@code node}. */
    public void add(int node, long number) {
        if (number < 0) {
            throw wrong("the count " + number + " is negative");
        }
        try {
            builder.add(node, 0, Math.multiplyExact(number, factor));
        } catch (ArithmeticException e) {
            throw wrong("the count " + number + " is too large for " + factor + " units a sample");
        }
    }

    /** Adds a number with decimals, which become part of the value where its unit is finer and are rounded where not. */
    public void addFraction(int node, double number) {
        double value = number * factor;
        if (!(number >= 0) || value > Long.MAX_VALUE / 2) {
            throw wrong("the count " + number + " is not between 0 and " + Long.MAX_VALUE / 2 / factor);
        }
        builder.add(node, 0, Math.round(value));
    }

    /** None if there was no stack with a number other than 0. */
    public List<Profile> profiles() {
        Profile profile = builder.build();
        return profile.stackCount() == 0 ? List.of() : List.of(profile);
    }

    public MalformedProfileException wrong(String rule) {
        return source.wrong(positionUnit + " " + position, rule);
    }
}
