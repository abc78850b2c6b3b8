package dev.flamegate.gate.comparability;

import dev.flamegate.store.StoredProfile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a pod's process began: the label {@value #LABEL}, as a date and time of ISO 8601, as OpenTelemetry sends it, or in Unix seconds
 * (with a fraction, as Prometheus has it), milliseconds, microseconds or nanoseconds; else when the first profile of the pod was taken.
 */
public final class ProcessStart {
    public static final String LABEL = "process_start";

    private static final long SECOND = 1_000_000_000L;

    private ProcessStart() {}

    /**
     * @param windows of one pod
     * @param firstSeenNanos empty if nobody knows
     * @return Unix nanoseconds; of several the earliest
     */
    public static OptionalLong of(List<StoredProfile> windows, OptionalLong firstSeenNanos) {
        OptionalLong said = windows.stream()
                .flatMap(window -> window.labels().value(LABEL).flatMap(ProcessStart::nanos).stream())
                .mapToLong(Long::longValue)
                .min();
        return said.isPresent() ? said : firstSeenNanos;
    }

    /** Empty if the text is none of the forms. */
    static Optional<Long> nanos(String text) {
        try {
            return text.matches("\\d{1,19}(\\.\\d{1,9})?") ? Optional.of(digits(text)) : Optional.of(iso(text));
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return Optional.empty();
        }
    }

    private static long digits(String text) {
        int dot = text.indexOf('.');
        long whole = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
        return switch (String.valueOf(whole).length()) {
            case 13 -> Math.multiplyExact(whole, 1_000_000L);
            case 16 -> Math.multiplyExact(whole, 1_000L);
            case 19 -> whole;
            default -> Math.multiplyExact(whole, SECOND);
        };
    }

    private static long iso(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    }
}
