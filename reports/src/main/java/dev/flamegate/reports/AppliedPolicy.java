package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy that a gate was judged by.
 *
 * @param name of the file, or of where it came from
 * @param hash SHA-256 of the file in hexadecimal digits; null if no file was in force
 * @param informational whether the verdict is for information only
 * @param conclusion what the pipeline should make of the verdict
 * @param meaning why the conclusion is what it is, in one sentence; empty if it is what the verdict says by itself
 * @param settings what differs from the defaults, in words
 * @param acknowledgements all that the policy has for this service and profile type
 * @param ignored numbers of rows that grew, and that the policy lets grow
 */
public record AppliedPolicy(
        Source source,
        String name,
        @Nullable String hash,
        boolean informational,
        Conclusion conclusion,
        String meaning,
        List<Setting> settings,
        List<Acknowledged> acknowledgements,
        List<Integer> ignored) {

    /** Where the policy came from; the first of these that there is holds. */
    public enum Source {
        /** Sent along with the question. */
        QUESTION,
        /** Kept by the service for this application. */
        SERVICE,
        /** The service's own settings. */
        SETTINGS
    }

    public AppliedPolicy {
        text(name, "name of the policy");
        settings = List.copyOf(settings);
        acknowledgements = List.copyOf(acknowledgements);
        ignored = List.copyOf(ignored);
    }

    /** The settings of the service, with nothing waived. */
    public static AppliedPolicy none(Verdict verdict) {
        return new AppliedPolicy(
                Source.SETTINGS, "settings", null, false, Conclusion.of(verdict), "", List.of(), List.of(), List.of());
    }

    boolean excusesRequestCost() {
        return acknowledgements.stream()
                .anyMatch(one -> one.function() == null && one.state() == Acknowledged.State.HELD);
    }

    /** Whether there is something to say of it. */
    boolean isSilent() {
        return source == Source.SETTINGS
                && meaning.isEmpty()
                && settings.isEmpty()
                && acknowledgements.isEmpty()
                && ignored.isEmpty();
    }

    List<Acknowledged> in(Acknowledged.State state) {
        return acknowledgements.stream().filter(one -> one.state() == state).toList();
    }
}
