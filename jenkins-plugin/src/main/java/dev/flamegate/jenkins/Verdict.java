package dev.flamegate.jenkins;

/** What the gate said; {@code ERROR} if it could not be asked. */
enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE,
    ERROR
}
