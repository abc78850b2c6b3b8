package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cause: the deepest function that explains a growth, with the callers that grew only because of it folded in.
 *
 * @param row number of the cause's row in {@link GateReport#rows}; every number shown comes from its evidence
 * @param callers numbers of the rows folded in, nearest first
 * @param place where the function is, null if the profile does not say
 * @param explanation why this is a problem, one or two sentences
 * @param nextStep what to look at first
 * @param owners who is asked about it; empty if nobody is named
 */
public record Finding(
        int row,
        List<Integer> callers,
        @Nullable Place place,
        String explanation,
        String nextStep,
        List<String> owners) {
    public Finding {
        owners = List.copyOf(owners);
        callers = List.copyOf(callers);
        text(explanation, "explanation");
        text(nextStep, "next step");
    }

    /** A finding that nobody is named for. */
    public Finding(int row, List<Integer> callers, @Nullable Place place, String explanation, String nextStep) {
        this(row, callers, place, explanation, nextStep, List.of());
    }
}
