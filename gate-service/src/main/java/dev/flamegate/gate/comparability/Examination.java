package dev.flamegate.gate.comparability;

/** One question about both sides. */
interface Examination {
    Step examine(Sides sides);
}
