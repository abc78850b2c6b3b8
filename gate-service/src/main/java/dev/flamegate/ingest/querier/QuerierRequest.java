package dev.flamegate.ingest.querier;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.ingest.ProtobufSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request of a {@link QuerierMethod}: what it says, not yet understood. Numbers that are not there are 0, texts empty. */
public final class QuerierRequest {
    private static final int VALUES_MAX = 1000;

    private enum Kind {
        TEXT,
        INT64,
        FLOAT64,
        ENUM,
        REQUEST
    }

    /** What requests are made of. */
    public enum Part {
        TYPE("profile_typeID", Kind.TEXT),
        SELECTOR("label_selector", Kind.TEXT),
        MATCHERS("matchers", Kind.TEXT),
        NAME("name", Kind.TEXT),
        LABEL_NAMES("label_names", Kind.TEXT),
        GROUP_BY("group_by", Kind.TEXT),
        START("start", Kind.INT64),
        END("end", Kind.INT64),
        MAX_NODES("max_nodes", Kind.INT64),
        LIMIT("limit", Kind.INT64),
        STEP("step", Kind.FLOAT64),
        FORMAT("format", Kind.ENUM),
        AGGREGATION("aggregation", Kind.ENUM),
        LEFT("left", Kind.REQUEST),
        RIGHT("right", Kind.REQUEST);

        private static final Map<String, Integer> FORMATS = Map.of(
                "PROFILE_FORMAT_UNSPECIFIED",
                0,
                "PROFILE_FORMAT_FLAMEGRAPH",
                1,
                "PROFILE_FORMAT_TREE",
                2,
                "PROFILE_FORMAT_DOT",
                3,
                "PROFILE_FORMAT_PPROF",
                4);
        private static final Map<String, Integer> AGGREGATIONS =
                Map.of("TIME_SERIES_AGGREGATION_TYPE_SUM", 0, "TIME_SERIES_AGGREGATION_TYPE_AVERAGE", 1);

        private final String word;
        private final Kind kind;

        Part(String word, Kind kind) {
            this.word = word;
            this.kind = kind;
        }

        void addTo(ProtobufSchema schema, int number) {
            switch (kind) {
                case INT64 -> schema.int64(number, word);
                case FLOAT64 -> schema.float64(number, word);
                case ENUM -> schema.constant(number, word, this == FORMAT ? FORMATS : AGGREGATIONS);
                case REQUEST -> schema.message(number, word, QuerierMethod.SELECT_MERGE_STACKTRACES.schema());
                case TEXT -> {
                    if (this == MATCHERS || this == LABEL_NAMES || this == GROUP_BY) {
                        schema.texts(number, word);
                    } else {
                        schema.text(number, word);
                    }
                }
            }
        }
    }

    private final QuerierMethod method;
    private final String origin;
    private final Map<Part, List<String>> texts = new EnumMap<>(Part.class);
    private final Map<Part, Long> numbers = new EnumMap<>(Part.class);
    private final Map<Part, QuerierRequest> requests = new EnumMap<>(Part.class);
    private Optional<String> refused = Optional.empty();
    private double stepSeconds;

    private QuerierRequest(QuerierMethod method, String origin) {
        this.method = method;
        this.origin = origin;
    }

    /**
     * @throws MalformedProfileException naming the byte and the rule
     */
    public static QuerierRequest read(QuerierMethod method, byte[] message, String origin) {
        QuerierRequest request = new QuerierRequest(method, origin);
        request.readAll(new ProtobufReader(message, origin));
        return request;
    }

    private void readAll(ProtobufReader in) {
        for (int field = in.next(); field != 0; field = in.next()) {
            Optional<Part> part = method.part(field);
            Optional<String> mustBeEmpty = method.refused(field);
            if (part.isPresent()) {
                read(in, part.get());
            } else if (mustBeEmpty.isPresent()) {
                if (in.skipBytes() > 0) {
                    refused = mustBeEmpty;
                }
            } else {
                in.skip();
            }
        }
    }

    private void read(ProtobufReader in, Part part) {
        switch (part.kind) {
            case TEXT -> {
                List<String> values = texts.computeIfAbsent(part, any -> new ArrayList<>());
                values.add(in.text());
                if (values.size() > VALUES_MAX) {
                    throw new MalformedProfileException(
                            origin, "byte " + in.fieldStart(), "more than " + VALUES_MAX + " of " + part.word);
                }
            }
            case INT64, ENUM -> numbers.put(part, in.int64());
            case FLOAT64 -> stepSeconds = Double.longBitsToDouble(in.fixed64());
            case REQUEST -> {
                QuerierRequest inner = new QuerierRequest(QuerierMethod.SELECT_MERGE_STACKTRACES, origin);
                int outer = in.enter();
                inner.readAll(in);
                in.leave(outer);
                requests.put(part, inner);
            }
        }
    }

    /** The name of a field that is not answered and not empty. */
    public Optional<String> refused() {
        return refused;
    }

    public String text(Part part) {
        List<String> values = texts(part);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    public List<String> texts(Part part) {
        return List.copyOf(texts.getOrDefault(part, List.of()));
    }

    public long number(Part part) {
        return numbers.getOrDefault(part, 0L);
    }

    public double stepSeconds() {
        return stepSeconds;
    }

    /** One of the two sides; without anything in it if it is not there. */
    public QuerierRequest side(Part part) {
        return requests.getOrDefault(part, new QuerierRequest(QuerierMethod.SELECT_MERGE_STACKTRACES, origin));
    }
}
