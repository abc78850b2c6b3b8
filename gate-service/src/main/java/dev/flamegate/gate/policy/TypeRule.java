package dev.flamegate.gate.policy;

/** Thresholds of one profile type, named as a question names it: {@code cpu}, or in full. */
public record TypeRule(String type, Thresholds thresholds) {}
