package dev.flamegate.ingest.querier;

import dev.flamegate.ingest.ProtobufSchema;
import dev.flamegate.ingest.querier.QuerierRequest.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of {@code querier.v1.QuerierService} that are answered, and where the parts of their requests stand. Field numbers are those
 * of Pyroscope's {@code api/querier/v1/querier.proto} and {@code api/types/v1/types.proto}. A field that would choose fewer profiles than
 * are answered, such as one of profile ids, is refused by its presence; one that would not is ignored.
 */
public enum QuerierMethod {
    PROFILE_TYPES("ProfileTypes", Map.of(Part.START, 1, Part.END, 2), Map.of()),
    LABEL_NAMES("LabelNames", Map.of(Part.MATCHERS, 1, Part.START, 2, Part.END, 3), Map.of()),
    LABEL_VALUES("LabelValues", Map.of(Part.NAME, 1, Part.MATCHERS, 2, Part.START, 3, Part.END, 4), Map.of()),
    SERIES("Series", Map.of(Part.MATCHERS, 1, Part.LABEL_NAMES, 2, Part.START, 3, Part.END, 4), Map.of()),
    SELECT_MERGE_STACKTRACES(
            "SelectMergeStacktraces",
            Map.of(Part.TYPE, 1, Part.SELECTOR, 2, Part.START, 3, Part.END, 4, Part.MAX_NODES, 5, Part.FORMAT, 6),
            Map.of(7, "stack_trace_selector", 8, "profile_id_selector", 10, "trace_id_selector", 11, "span_selector")),
    SELECT_MERGE_PROFILE(
            "SelectMergeProfile",
            Map.of(Part.TYPE, 1, Part.SELECTOR, 2, Part.START, 3, Part.END, 4, Part.MAX_NODES, 5),
            Map.of(6, "stack_trace_selector", 7, "profile_id_selector", 8, "trace_id_selector")),
    SELECT_SERIES(
            "SelectSeries",
            Map.of(
                    Part.TYPE, 1,
                    Part.SELECTOR, 2,
                    Part.START, 3,
                    Part.END, 4,
                    Part.GROUP_BY, 5,
                    Part.STEP, 6,
                    Part.AGGREGATION, 7,
                    Part.LIMIT, 9),
            Map.of(8, "stack_trace_selector")),
    DIFF("Diff", Map.of(Part.LEFT, 1, Part.RIGHT, 2), Map.of());

    private static final String SERVICE = "/querier.v1.QuerierService/";
    private static final Set<String> REPEATED = Set.of("profile_id_selector", "trace_id_selector", "span_selector");

    private final String word;
    private final EnumMap<Part, Integer> numbers;
    private final Map<Integer, String> refused;

    QuerierMethod(String word, Map<Part, Integer> numbers, Map<Integer, String> refused) {
        this.word = word;
        this.numbers = new EnumMap<>(numbers);
        this.refused = refused;
    }

    public String path() {
        return SERVICE + word;
    }

    /** Whether a path is that of a method. */
    public static boolean owns(String path) {
        return path.startsWith(SERVICE);
    }

    /** What the request looks like in JSON. */
    public ProtobufSchema schema() {
        ProtobufSchema schema = new ProtobufSchema();
        numbers.forEach((part, number) -> part.addTo(schema, number));
        refused.forEach((number, name) -> {
            if (REPEATED.contains(name)) {
                schema.texts(number, name);
            } else {
                schema.message(number, name, stackTraceSelector());
            }
        });
        return schema;
    }

    /** Read only to see whether it is empty. */
    private static ProtobufSchema stackTraceSelector() {
        return new ProtobufSchema()
                .messages(1, "call_site", new ProtobufSchema().text(1, "name"))
                .message(2, "go_pgo", new ProtobufSchema().int64(1, "keep_locations"));
    }

    Optional<Part> part(int number) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The name of a field that must be empty. */
    Optional<String> refused(int number) {
        return Optional.ofNullable(refused.get(number));
    }
}
