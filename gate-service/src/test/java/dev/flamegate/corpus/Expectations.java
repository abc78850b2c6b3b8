package dev.flamegate.corpus;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;

/** Whether a file of some format must be read or refused: a rule for each format, and the files that are exceptions to it. */
public final class Expectations {

    /** What must become of a file. */
    public sealed interface Expectation {}

    /** It is stored, and the second reader finds the same. */
    public record Decoded(SecondReading reading) implements Expectation {}

    /** @param words that the error has */
    public record Refused(String words) implements Expectation {}

    private static final String ANY_REASON = "";

    private final Map<String, SecondReading> read;

    /** @param folder for copies */
    public Expectations(Path folder) {
        JfrReading jfr = new JfrReading(folder);
        this.read = Map.of(
                "pprof", new PprofReading(),
                "JFR 1.0", jfr,
                "JFR 2.0", jfr,
                "JFR 2.1", jfr,
                "speedscope JSON", new SpeedscopeReading(),
                "collapsed stacks", new FoldedReading(),
                "perf script text", new PerfScriptReading());
    }

    /** Words of the refusal, by format: it says what the bytes are, and for other profiles what to do. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            entry("JFR 0.9", "version 0.9"),
            entry("empty", "empty"),
            entry("legacy binary CPU (gperftools)", "gperftools"),
            entry("legacy heap text (gperftools/Go debug=1)", "pprof -proto"),
            entry("legacy text (--- contentionz 1 ---)", "pprof -proto"),
            entry("legacy text (--- heapz 1 ---)", "pprof -proto"),
            entry("legacy text (--- threadz 1 ---)", "pprof -proto"),
            entry("legacy text (threadcreate profile: )", "pprof -proto"),
            entry("OTLP profiles (bare)", "older senders must be updated"),
            entry("OTLP profiles (length-prefixed)", "older senders must be updated"),
            entry("perf.data", "perf script"),
            entry("Chrome trace-event JSON", "a trace for Chrome"),
            entry("V8 .cpuprofile", "a profile of V8"),
            entry("V8 .heapprofile", "a profile of V8"),
            entry("stackprof JSON", "a profile of stackprof"),
            entry("callgrind", "a profile of callgrind"));

    public Expectation of(String file, String format) {
        if (file.startsWith("pyroscope-og") && file.endsWith(".txt") && format.equals("text/json/other")) {
            return new Decoded(new FoldedReading()); // expected outputs of a test, which are folded stacks
        }
        if (format.equals("collapsed stacks") && file.contains("_expected_collapsed")) {
            return new Refused("looks like text"); // counts in brackets, several a line
        }
        if (file.contains("/stackcollapse/simple-utf16")) {
            return new Refused("UTF-16");
        }
        if (file.endsWith("/stackcollapse/simple-with-invalids.txt")) {
            return new Refused("looks like text");
        }
        SecondReading reading = read.get(format);
        return reading == null ? new Refused(REFUSED.getOrDefault(format, ANY_REASON)) : new Decoded(reading);
    }
}
