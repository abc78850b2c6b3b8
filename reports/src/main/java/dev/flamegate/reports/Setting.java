package dev.flamegate.reports;

/** One setting that the result was reached with, in words: {@code ("material size", "0.3 points or 5 % of the baseline")}. */
public record Setting(String name, String value) {}
