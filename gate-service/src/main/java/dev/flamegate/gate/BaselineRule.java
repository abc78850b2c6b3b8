package dev.flamegate.gate;

import java.util.Arrays;
import java.util.Optional;

/** How a baseline is found that nobody names. */
enum BaselineRule {
    CONCURRENT("concurrent", "the newest version that ran at the same time in the same environment"),
    PREVIOUS("previous", "the version that was first seen before the candidate"),
    PRODUCTION("production", "the version seen last with env=production or env=prod"),
    WEEK_AGO("week-ago", "the version that ran a week before the candidate");

    private final String word;
    private final String meaning;

    BaselineRule(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** As people ask for it. */
    String word() {
        return word;
    }

    String meaning() {
        return meaning;
    }

    static Optional<BaselineRule> called(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word.equals(word)).findFirst();
    }
}
