package dev.flamegate;

/** The composition root. */
public final class Flamegate {
    private Flamegate() {}

    public static void main(String[] args) {
        System.exit(3);
    }
}
