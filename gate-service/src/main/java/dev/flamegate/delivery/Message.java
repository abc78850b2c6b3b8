package dev.flamegate.delivery;

import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;

/** What is to be said of a gate. */
public sealed interface Message {

    /** It is at work. */
    record Started() implements Message {}

    /** It has a verdict. */
    record Answered(GateReport report) implements Message {}

    /** It could not run, which is never mixed up with a regression. */
    record Failed(String reason, Conclusion conclusion) implements Message {}

    /** Somebody ended it before it had a verdict. */
    record Ended(String why) implements Message {}

    /** Something newer took its place before it could say anything. */
    record Superseded(String by) implements Message {}
}
