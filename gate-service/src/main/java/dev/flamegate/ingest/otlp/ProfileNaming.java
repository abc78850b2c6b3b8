package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.pprof.PprofName;
import dev.flamegate.profile.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The profile type that stands for OTLP's sample type and period, so that a service has one name for its CPU time whoever measured it.
 * A count of samples with a period in nanoseconds becomes time, as in Pyroscope's server; async-profiler calls the sample type after its
 * engine. A count stays one where the time that it stands for was sent too: the Collector parts a pprof with both into two profiles, and
 * the time would be added up twice.
 *
 * @param factor by which every value is multiplied
 */
record ProfileNaming(String name, ValueType sampleType, ValueType periodType, long factor) {
    private static final String NANOSECONDS = "nanoseconds";
    private static final ValueType CPU_TIME = new ValueType("cpu", NANOSECONDS);
    private static final ValueType WALL_TIME = new ValueType("wall", NANOSECONDS);
    private static final ValueType SPACE = new ValueType("space", "bytes");
    private static final ValueType CONTENTIONS = new ValueType("contentions", "count");

    private static final Set<String> CPU_ENGINES = Set.of("cpu", "ctimer", "itimer", "perf_events");
    private static final Set<String> ALLOCATION_ENGINES = Set.of("alloc_tracer", "object_sampler");

    /** What Pyroscope's rule for names calls the types of mutex profiles. */
    private static final Map<String, String> SHOWN =
            Map.of("goroutine", "goroutines", "contentions", "mutex_count", "delay", "mutex_duration");

    /** @param timeIsSent whether the time that counted samples stand for comes as a profile of its own */
    static ProfileNaming of(ValueType sent, ValueType sentPeriod, long period, boolean timeIsSent) {
        ProfileNaming naming = of(sent, sentPeriod, period);
        boolean repeats = timeIsSent && naming.factor() != 1;
        return repeats
                ? new ProfileNaming(
                        naming.name(), new ValueType("samples", cleaned(sent).unit()), naming.periodType(), 1)
                : naming;
    }

    private static ProfileNaming of(ValueType sent, ValueType sentPeriod, long period) {
        ValueType type = cleaned(sent);
        ValueType periodType = cleaned(sentPeriod);
        boolean counts = type.unit().equals("count");
        if (CPU_ENGINES.contains(type.type()) || (type.type().equals("samples") && periodType.equals(CPU_TIME))) {
            return time("process_cpu", type, CPU_TIME, periodType, period);
        }
        if (type.type().equals("wall") || (type.type().equals("samples") && periodType.equals(WALL_TIME))) {
            return time("wall", type, WALL_TIME, periodType, period);
        }
        if (ALLOCATION_ENGINES.contains(type.type())) {
            return new ProfileNaming(
                    "memory", new ValueType(counts ? "alloc_objects" : "alloc_space", type.unit()), SPACE, 1);
        }
        if (type.type().equals("lock_tracer")) {
            return new ProfileNaming(
                    "mutex", new ValueType(counts ? "contentions" : "delay", type.unit()), CONTENTIONS, 1);
        }
        return new ProfileNaming(name(type, periodType), type, periodType, 1);
    }

    /** Time as it is, or samples times the period if there is one. */
    private static ProfileNaming time(String name, ValueType type, ValueType time, ValueType periodType, long period) {
        if (isNanoseconds(type)) {
            return new ProfileNaming(name, time, time, 1);
        }
        boolean isPeriod = periodType.equals(time)
                || (CPU_ENGINES.contains(periodType.type()) && time.equals(CPU_TIME) && isNanoseconds(periodType));
        if (type.unit().equals("count") && period > 0 && isPeriod) {
            return new ProfileNaming(name, time, time, period);
        }
        ValueType samples = new ValueType("samples", type.unit());
        return new ProfileNaming(name, samples, periodType.equals(ValueType.NONE) ? time : periodType, 1);
    }

    /** Whether values of this type are time on a processor or on the clock, as sent. */
    static boolean isTime(ValueType sent) {
        ValueType type = cleaned(sent);
        return isNanoseconds(type) && (CPU_ENGINES.contains(type.type()) || type.equals(WALL_TIME));
    }

    private static boolean isNanoseconds(ValueType type) {
        return type.unit().equals(NANOSECONDS);
    }

    private static String name(ValueType type, ValueType periodType) {
        if (type.type().equals("off_cpu")) {
            return type.type();
        }
        String family = PprofName.of(List.of(type), SHOWN);
        boolean isFamily = !family.equals(SHOWN.getOrDefault(type.type(), type.type()));
        if (isFamily || periodType.type().isEmpty()) {
            return family.equals("mutex_count") || family.equals("mutex_duration") ? "mutex" : family;
        }
        return periodType.type();
    }

    /** A colon separates the parts of a type's full name; {@code ns} is the same unit for async-profiler. */
    private static ValueType cleaned(ValueType type) {
        String unit = type.unit().equals("ns") ? NANOSECONDS : type.unit();
        return new ValueType(type.type().replace(':', '_'), unit.replace(':', '_'));
    }
}
