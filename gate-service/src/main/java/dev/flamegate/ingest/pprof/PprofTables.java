package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The first pass over a pprof message: everything but the samples, as columns of numbers. Tables may follow what refers to them, so
 * references are resolved only when the pass is over, and the samples are left to a second one.
 */
final class PprofTables {
    static final int PROFILE_SAMPLE_TYPE = 1;
    static final int PROFILE_SAMPLE = 2;
    static final int PROFILE_MAPPING = 3;
    static final int PROFILE_LOCATION = 4;
    static final int PROFILE_FUNCTION = 5;
    static final int PROFILE_STRING_TABLE = 6;
    static final int PROFILE_DROP_FRAMES = 7;
    static final int PROFILE_KEEP_FRAMES = 8;
    static final int PROFILE_TIME_NANOS = 9;
    static final int PROFILE_DURATION_NANOS = 10;
    static final int PROFILE_PERIOD_TYPE = 11;
    static final int PROFILE_PERIOD = 12;
    static final int PROFILE_COMMENT = 13;
    static final int PROFILE_DEFAULT_SAMPLE_TYPE = 14;
    static final int PROFILE_DOC_URL = 15;

    private static final int VALUE_TYPE_TYPE = 1;
    private static final int VALUE_TYPE_UNIT = 2;

    private static final int MAPPING_ID = 1;
    private static final int MAPPING_FILENAME = 5;
    private static final int MAPPING_BUILD_ID = 6;

    private static final int LOCATION_ID = 1;
    private static final int LOCATION_MAPPING_ID = 2;
    private static final int LOCATION_LINE = 4;

    private static final int LINE_FUNCTION_ID = 1;
    private static final int LINE_LINE = 2;

    private static final int FUNCTION_ID = 1;
    private static final int FUNCTION_NAME = 2;
    private static final int FUNCTION_SYSTEM_NAME = 3;
    private static final int FUNCTION_FILENAME = 4;
    private static final int FUNCTION_START_LINE = 5;

    final StringTable strings;
    final KnownNames known;
    final Longs mappingIds = new Longs();
    final Longs mappingFiles = new Longs();
    final Longs locationIds = new Longs();
    final Longs locationMappingIds = new Longs();
    /** Where the lines of location {@code i} start; those of the next one end them. */
    final Longs locationLines = new Longs();

    final Longs lineFunctionIds = new Longs();
    final Longs lineNumbers = new Longs();
    final Longs functionIds = new Longs();
    final Longs functionNames = new Longs();
    final Longs functionFiles = new Longs();
    final Longs functionStartLines = new Longs();
    int sampleCount;
    long timeNanos;
    long durationNanos;
    long period;

    private final Longs sampleTypes = new Longs();
    private final Longs periodType = new Longs();
    private final Longs unread = new Longs();
    private final ProtobufReader in;
    private final PprofLimits limits;
    private final String origin;

    PprofTables(byte[] message, PprofLimits limits, KnownNames known, String origin) {
        this.strings = new StringTable(message, limits, known, origin);
        this.known = known;
        this.in = new ProtobufReader(message, origin);
        this.limits = limits;
        this.origin = origin;
        for (int field = in.next(); field != 0; field = in.next()) {
            profileField(field);
        }
        locationLines.add(lineFunctionIds.size());
        strings.check();
    }

    /** At least one. */
    List<ValueType> sampleTypes() {
        if (sampleTypes.size() == 0) {
            String samples = sampleCount == 0 ? "no samples" : sampleCount + " samples";
            throw new MalformedProfileException(
                    origin, "profile", "has no sample types and " + samples + ": nothing says what is counted");
        }
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < sampleTypes.size(); i += 2) {
            types.add(valueType(sampleTypes, i));
        }
        return types;
    }

    /** {@link ValueType#NONE} if the profile does not say. */
    ValueType periodType() {
        return periodType.size() == 0 ? ValueType.NONE : valueType(periodType, periodType.size() - 2);
    }

    private void profileField(int field) {
        switch (field) {
            case PROFILE_SAMPLE_TYPE -> valueType(sampleTypes, "sample types", limits.sampleTypes());
            case PROFILE_SAMPLE -> sample();
            case PROFILE_MAPPING -> mapping();
            case PROFILE_LOCATION -> location();
            case PROFILE_FUNCTION -> function();
            case PROFILE_STRING_TABLE -> strings.add(in.skipBytes(), in.offset());
            case PROFILE_DROP_FRAMES, PROFILE_KEEP_FRAMES, PROFILE_DEFAULT_SAMPLE_TYPE, PROFILE_DOC_URL -> string();
            case PROFILE_TIME_NANOS -> timeNanos();
            case PROFILE_DURATION_NANOS -> durationNanos = in.int64();
            case PROFILE_PERIOD_TYPE -> valueType(periodType, "period types", 1);
            case PROFILE_PERIOD -> period = in.int64();
            case PROFILE_COMMENT -> comments();
            default -> in.skip();
        }
    }

    /** The outcome of appending one profile's file to another's is valid protobuf, and only the second time gives it away. */
    private void timeNanos() {
        if (timeNanos != 0) {
            throw wrong("a second time_nanos: these are concatenated profiles, which must be sent one by one");
        }
        timeNanos = in.int64();
    }

    private void valueType(Longs into, String what, int most) {
        limit(into.size() / 2, most, what);
        long type = 0;
        long unit = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case VALUE_TYPE_TYPE -> type = string();
                case VALUE_TYPE_UNIT -> unit = string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        into.add(type);
        into.add(unit);
    }

    private void sample() {
        limit(sampleCount, limits.samples(), "samples");
        sampleCount++;
        in.skipBytes();
    }

    private void mapping() {
        limit(mappingIds.size(), limits.tableEntries(), "mappings");
        long id = 0;
        long file = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case MAPPING_ID -> id = in.int64();
                case MAPPING_FILENAME -> file = string();
                case MAPPING_BUILD_ID -> string();
                default -> in.skip();
            }
        }
        in.leave(outer);
        mappingIds.add(id);
        mappingFiles.add(file);
    }

    private void location() {
        limit(locationIds.size(), limits.tableEntries(), "locations");
        long id = 0;
        long mappingId = 0;
        locationLines.add(lineFunctionIds.size());
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LOCATION_ID -> id = in.int64();
                case LOCATION_MAPPING_ID -> mappingId = in.int64();
                case LOCATION_LINE -> line();
                default -> in.skip();
            }
        }
        in.leave(outer);
        locationIds.add(id);
        locationMappingIds.add(mappingId);
    }

    private void line() {
        limit(lineFunctionIds.size(), limits.tableEntries(), "lines");
        long functionId = 0;
        long line = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LINE_FUNCTION_ID -> functionId = in.int64();
                case LINE_LINE -> line = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        lineFunctionIds.add(functionId);
        lineNumbers.add(line);
    }

    private void function() {
        limit(functionIds.size(), limits.tableEntries(), "functions");
        long id = 0;
        long name = 0;
        long file = 0;
        long startLine = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case FUNCTION_ID -> id = in.int64();
                case FUNCTION_NAME -> name = string();
                case FUNCTION_SYSTEM_NAME -> string();
                case FUNCTION_FILENAME -> file = string();
                case FUNCTION_START_LINE -> startLine = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        functionIds.add(id);
        functionNames.add(name);
        functionFiles.add(file);
        functionStartLines.add(startLine);
    }

    private void comments() {
        unread.clear();
        in.int64s(unread);
        for (int i = 0; i < unread.size(); i++) {
            strings.refer(unread.get(i), in.fieldStart());
        }
    }

    /** Reads an index into the string table, which is checked when the table is complete. */
    private long string() {
        long index = in.int64();
        strings.refer(index, in.fieldStart());
        return index;
    }

    private ValueType valueType(Longs columns, int i) {
        return new ValueType(strings.text(columns.get(i)), strings.text(columns.get(i + 1)));
    }

    private void limit(int count, int most, String what) {
        if (count >= most) {
            throw wrong("more than " + most + " " + what + ", the most accepted");
        }
    }

    private MalformedProfileException wrong(String rule) {
        return new MalformedProfileException(origin, "byte " + in.fieldStart(), rule);
    }
}
