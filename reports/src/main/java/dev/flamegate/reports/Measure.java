package dev.flamegate.reports;

/** Which part of the samples belongs to a function. */
public enum Measure {
    /** Samples in which the function is the leaf. */
    SELF("self"),
    /** Samples in which the function is anywhere on the stack, counted once. */
    TOTAL("total");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
