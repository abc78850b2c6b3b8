package dev.flamegate.ingest.otlp;

import static dev.flamegate.ingest.otlp.OtlpSchema.*;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The dictionary of a request as columns of numbers. It may follow what refers to it, so it is read in a pass of its own, and its
 * references are resolved when somebody needs them.
 */
final class Tables {
    private static final int STACK_ENTRIES_PER_TABLE_ENTRY = 8;

    final Strings strings;
    final Longs mappingFiles = new Longs();
    final Longs locationMappings = new Longs();
    /** Where the lines of location {@code i} start; those of the next one end them. */
    final Longs locationLines = new Longs();

    final Longs lineFunctions = new Longs();
    final Longs lineNumbers = new Longs();
    final Longs functionNames = new Longs();
    final Longs functionFiles = new Longs();
    final Longs functionStartLines = new Longs();
    /** Where the locations of stack {@code i} start, leaf first. */
    final Longs stackLocations = new Longs();

    final Longs locations = new Longs();
    final Longs attributeKeys = new Longs();
    final List<AnyValue> attributeValues = new ArrayList<>();

    private final ProtobufReader in;
    private final OtlpLimits limits;
    private final String origin;

    Tables(byte[] request, OtlpLimits limits, String origin) {
        this.in = new ProtobufReader(request, origin);
        this.strings = new Strings(request, limits.stringBytes(), origin);
        this.limits = limits;
        this.origin = origin;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == REQUEST_DICTIONARY) {
                dictionary();
            } else {
                in.skip();
            }
        }
        locationLines.add(lineFunctions.size());
        stackLocations.add(locations.size());
    }

    int stackCount() {
        return stackLocations.size() - 1;
    }

    int locationCount() {
        return locationMappings.size();
    }

    /** The index, if there is an entry of that number. */
    static int checked(long index, int size, String table, String origin, String place) {
        if (index < 0 || index >= size) {
            throw new MalformedProfileException(
                    origin, place, table + " index " + index + " is out of range: the table has " + size + " entries");
        }
        return (int) index;
    }

    private void dictionary() {
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case DICTIONARY_MAPPINGS -> mapping();
                case DICTIONARY_LOCATIONS -> location();
                case DICTIONARY_FUNCTIONS -> function();
                case DICTIONARY_STRINGS -> {
                    limit(strings.size());
                    strings.add(in.skipBytes(), in.offset());
                }
                case DICTIONARY_ATTRIBUTES -> attribute();
                case DICTIONARY_STACKS -> stack();
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    private void mapping() {
        limit(mappingFiles.size());
        long file = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == MAPPING_FILE) {
                file = in.int64();
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        mappingFiles.add(file);
    }

    private void location() {
        limit(locationMappings.size());
        long mapping = 0;
        locationLines.add(lineFunctions.size());
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LOCATION_MAPPING -> mapping = in.int64();
                case LOCATION_LINES -> line();
                default -> in.skip();
            }
        }
        in.leave(outer);
        locationMappings.add(mapping);
    }

    private void line() {
        limit(lineFunctions.size());
        long function = 0;
        long number = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LINE_FUNCTION -> function = in.int64();
                case LINE_LINE -> number = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        lineFunctions.add(function);
        lineNumbers.add(number);
    }

    private void function() {
        limit(functionNames.size());
        long name = 0;
        long file = 0;
        long startLine = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case FUNCTION_NAME -> name = in.int64();
                case FUNCTION_FILE -> file = in.int64();
                case FUNCTION_START_LINE -> startLine = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        functionNames.add(name);
        functionFiles.add(file);
        functionStartLines.add(startLine);
    }

    private void attribute() {
        limit(attributeKeys.size());
        long key = 0;
        AnyValue value = AnyValue.NONE;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case ATTRIBUTE_KEY -> key = in.int64();
                case ATTRIBUTE_VALUE -> value = AnyValue.read(in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        attributeKeys.add(key);
        attributeValues.add(value);
    }

    private void stack() {
        limit(stackLocations.size());
        stackLocations.add(locations.size());
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == STACK_LOCATIONS) {
                in.int64s(locations, STACK_ENTRIES_PER_TABLE_ENTRY * limits.tableEntries());
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }

    private void limit(int count) {
        if (count >= limits.tableEntries()) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + in.fieldStart(),
                    "more than " + limits.tableEntries() + " entries in a table of the dictionary, the most accepted");
        }
    }
}
