package dev.flamegate.bench.throughput;

import com.google.protobuf.CodedOutputStream;
import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.ProtobufReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Makes one pprof message of the samples of several, so that sizes can be measured that nobody recorded: tables are shared, samples of
 * one stack added up, and only what a sample refers to is written. Labels of samples are left out. Field numbers are those of
 * google/pprof's {@code proto/profile.proto}.
 */
final class MergedPprof {
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int MAPPING = 3;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int PERIOD_TYPE = 11;
    private static final int PERIOD = 12;

    private static final int LOCATION_LINE = 4;
    private static final int FIELDS = 16;

    /** The numbers of one small message, by field; equal if all are. */
    private record Row(List<Long> fields, List<Row> lines) {}

    private final Map<String, Integer> strings = new LinkedHashMap<>(Map.of("", 0));
    private final Map<Row, Integer> mappings = new LinkedHashMap<>();
    private final Map<Row, Integer> functions = new LinkedHashMap<>();
    private final Map<Row, Integer> locations = new LinkedHashMap<>();
    private final Map<List<Integer>, long[]> samples = new LinkedHashMap<>();
    private final List<Row> sampleTypes = new ArrayList<>();
    private final List<Row> periodTypes = new ArrayList<>();
    private long timeNanos;
    private long durationNanos;
    private long period;

    /**
     * Adds a message.
     *
     * @param kept by position of a sample, whether it is added
     * @param naming of its functions
     */
    void add(byte[] message, String origin, IntPredicate kept, UnaryOperator<String> naming) {
        Parsed parsed = new Parsed(message, origin);
        if (samples.isEmpty() && sampleTypes.isEmpty()) {
            parsed.sampleTypes.forEach(type -> sampleTypes.add(parsed.texts(type, UnaryOperator.identity(), 1, 2)));
            parsed.periodTypes.forEach(type -> periodTypes.add(parsed.texts(type, UnaryOperator.identity(), 1, 2)));
            timeNanos = parsed.timeNanos;
            period = parsed.period;
        }
        durationNanos += parsed.durationNanos;
        for (int i = 0; i < parsed.samples.size(); i++) {
            if (kept.test(i)) {
                long[][] sample = parsed.samples.get(i);
                List<Integer> stack = new ArrayList<>();
                for (long location : sample[0]) {
                    stack.add(parsed.location(location, naming));
                }
                long[] sums = samples.computeIfAbsent(stack, s -> new long[sample[1].length]);
                Arrays.setAll(sums, type -> sums[type] + sample[1][type]);
            }
        }
    }

    int sampleCount() {
        return samples.size();
    }

    /** The message, not compressed. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Row type : sampleTypes) {
                out.writeByteArray(SAMPLE_TYPE, row(0, type));
            }
            for (Map.Entry<List<Integer>, long[]> sample : samples.entrySet()) {
                out.writeByteArray(SAMPLE, sample(sample.getKey(), sample.getValue()));
            }
            table(out, MAPPING, mappings);
            table(out, LOCATION, locations);
            table(out, FUNCTION, functions);
            for (String text : strings.keySet()) {
                out.writeString(STRING, text);
            }
            out.writeInt64(TIME_NANOS, timeNanos);
            out.writeInt64(DURATION_NANOS, durationNanos);
            for (Row type : periodTypes) {
                out.writeByteArray(PERIOD_TYPE, row(0, type));
            }
            out.writeInt64(PERIOD, period);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void table(CodedOutputStream out, int field, Map<Row, Integer> rows) throws IOException {
        for (Map.Entry<Row, Integer> row : rows.entrySet()) {
            out.writeByteArray(field, row(row.getValue(), row.getKey()));
        }
    }

    /** @param id field 1 of what has one, else 0 */
    private static byte[] row(int id, Row row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int field = 1; field < row.fields().size(); field++) {
            long number = field == 1 && id > 0 ? id : row.fields().get(field);
            if (number != 0) {
                out.writeInt64(field, number);
            }
        }
        for (Row line : row.lines()) {
            out.writeByteArray(LOCATION_LINE, row(0, line));
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] sample(List<Integer> stack, long[] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, packed(stack.stream().mapToLong(id -> id).toArray()));
        out.writeByteArray(2, packed(values));
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] packed(long[] numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (long number : numbers) {
            out.writeInt64NoTag(number);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static <K> int number(Map<K, Integer> table, K key, int first) {
        return table.computeIfAbsent(key, k -> table.size() + first);
    }

    /** One message, with its own numbers. */
    private final class Parsed {
        final List<Row> sampleTypes = new ArrayList<>();
        final List<Row> periodTypes = new ArrayList<>();
        final List<long[][]> samples = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final Map<Long, Row> mappingRows = new LinkedHashMap<>();
        final Map<Long, Row> functionRows = new LinkedHashMap<>();
        final Map<Long, Row> locationRows = new LinkedHashMap<>();
        final Map<Long, Integer> locationNumbers = new LinkedHashMap<>();
        long timeNanos;
        long durationNanos;
        long period;

        Parsed(byte[] message, String origin) {
            ProtobufReader in = new ProtobufReader(message, origin);
            for (int field = in.next(); field != 0; field = in.next()) {
                switch (field) {
                    case SAMPLE_TYPE -> sampleTypes.add(row(in));
                    case SAMPLE -> samples.add(sample(in));
                    case MAPPING -> add(mappingRows, row(in));
                    case LOCATION -> add(locationRows, row(in));
                    case FUNCTION -> add(functionRows, row(in));
                    case STRING -> texts.add(new String(in.bytes(), StandardCharsets.UTF_8));
                    case TIME_NANOS -> timeNanos = in.int64();
                    case DURATION_NANOS -> durationNanos = in.int64();
                    case PERIOD_TYPE -> periodTypes.add(row(in));
                    case PERIOD -> period = in.int64();
                    default -> in.skip();
                }
            }
        }

        private static void add(Map<Long, Row> rows, Row row) {
            rows.put(row.fields().get(1), row);
        }

        /** All fields of the messages that are read so are numbers, but for the lines of a location. */
        private static Row row(ProtobufReader in) {
            Long[] fields = new Long[FIELDS];
            Arrays.fill(fields, 0L);
            List<Row> lines = new ArrayList<>();
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                if (in.isBytes()) {
                    lines.add(row(in));
                } else {
                    fields[field] = in.int64();
                }
            }
            in.leave(outer);
            return new Row(List.of(fields), lines);
        }

        private static long[][] sample(ProtobufReader in) {
            Longs locations = new Longs();
            Longs values = new Longs();
            int outer = in.enter();
            for (int field = in.next(); field != 0; field = in.next()) {
                switch (field) {
                    case 1 -> in.int64s(locations);
                    case 2 -> in.int64s(values);
                    default -> in.skip();
                }
            }
            in.leave(outer);
            return new long[][] {array(locations), array(values)};
        }

        private static long[] array(Longs list) {
            long[] array = new long[list.size()];
            Arrays.setAll(array, list::get);
            return array;
        }

        int location(long id, UnaryOperator<String> naming) {
            return locationNumbers.computeIfAbsent(id, one -> written(one, naming));
        }

        private int written(long id, UnaryOperator<String> naming) {
            Row row = known(locationRows, id);
            List<Row> lines = new ArrayList<>();
            for (Row line : row.lines()) {
                lines.add(with(line, 1, function(line.fields().get(1), naming)));
            }
            long mapping = row.fields().get(2);
            Row written = with(with(row, 2, mapping == 0 ? 0 : mapping(mapping)), 1, 0);
            return number(locations, new Row(written.fields(), lines), 1);
        }

        private int function(long id, UnaryOperator<String> naming) {
            return number(functions, with(texts(known(functionRows, id), naming, 2, 3, 4), 1, 0), 1);
        }

        private int mapping(long id) {
            return number(mappings, with(texts(known(mappingRows, id), UnaryOperator.identity(), 5, 6), 1, 0), 1);
        }

        /** The row with these fields referring to the common string table. */
        Row texts(Row row, UnaryOperator<String> naming, int... fields) {
            Row changed = row;
            for (int field : fields) {
                String text = texts.get(row.fields().get(field).intValue());
                changed = with(changed, field, number(strings, text.isEmpty() ? text : naming.apply(text), 0));
            }
            return changed;
        }

        private static Row with(Row row, int field, long number) {
            List<Long> fields = new ArrayList<>(row.fields());
            fields.set(field, number);
            return new Row(fields, row.lines());
        }

        private static Row known(Map<Long, Row> rows, long id) {
            Row row = rows.get(id);
            if (row == null) {
                throw new IllegalArgumentException("id " + id + " is in no table");
            }
            return row;
        }
    }
}
