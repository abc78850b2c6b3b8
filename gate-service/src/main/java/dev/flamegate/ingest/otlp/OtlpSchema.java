package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.ProtobufSchema;

/**
 * Field numbers of {@code opentelemetry/proto/profiles/v1development/profiles.proto} and of what it refers to, in the layout that
 * releases 1.10 and 1.11 of opentelemetry-proto have. The wire carries no version, and releases before 1.10 used some of these numbers
 * for other things; what gives them away is a field of the wrong kind, an index beyond its table, or a sample without values.
 */
final class OtlpSchema {
    static final String REVISION =
            "read is the layout of opentelemetry-proto 1.10 and 1.11 (profiles v1development); older senders must be updated";

    static final int REQUEST_RESOURCE_PROFILES = 1;
    static final int REQUEST_DICTIONARY = 2;

    static final int DICTIONARY_MAPPINGS = 1;
    static final int DICTIONARY_LOCATIONS = 2;
    static final int DICTIONARY_FUNCTIONS = 3;
    static final int DICTIONARY_STRINGS = 5;
    static final int DICTIONARY_ATTRIBUTES = 6;
    static final int DICTIONARY_STACKS = 7;

    static final int RESOURCE_PROFILES_RESOURCE = 1;
    static final int RESOURCE_PROFILES_SCOPES = 2;
    static final int RESOURCE_ATTRIBUTES = 1;
    static final int SCOPE_PROFILES_PROFILES = 2;

    static final int PROFILE_SAMPLE_TYPE = 1;
    static final int PROFILE_SAMPLES = 2;
    static final int PROFILE_TIME = 3;
    static final int PROFILE_DURATION = 4;
    static final int PROFILE_PERIOD_TYPE = 5;
    static final int PROFILE_PERIOD = 6;
    static final int PROFILE_ATTRIBUTES = 11;

    static final int VALUE_TYPE_TYPE = 1;
    static final int VALUE_TYPE_UNIT = 2;

    static final int SAMPLE_STACK = 1;
    static final int SAMPLE_ATTRIBUTES = 2;
    static final int SAMPLE_LINK = 3;
    static final int SAMPLE_VALUES = 4;
    static final int SAMPLE_TIMESTAMPS = 5;

    static final int STACK_LOCATIONS = 1;

    static final int LOCATION_MAPPING = 1;
    static final int LOCATION_LINES = 3;

    static final int LINE_FUNCTION = 1;
    static final int LINE_LINE = 2;

    static final int FUNCTION_NAME = 1;
    static final int FUNCTION_FILE = 3;
    static final int FUNCTION_START_LINE = 4;

    static final int MAPPING_FILE = 4;

    static final int ATTRIBUTE_KEY = 1;
    static final int ATTRIBUTE_VALUE = 2;

    static final int KEY_VALUE_KEY = 1;
    static final int KEY_VALUE_VALUE = 2;
    static final int KEY_VALUE_KEY_REFERENCE = 3;

    static final int ANY_VALUE_STRING = 1;
    static final int ANY_VALUE_INT = 3;
    static final int ANY_VALUE_STRING_REFERENCE = 8;

    /** The request in JSON, as far as it is read: ids of traces and profiles, which OTLP writes in hexadecimal, are not. */
    static final ProtobufSchema REQUEST = new ProtobufSchema()
            .messages(REQUEST_RESOURCE_PROFILES, "resource_profiles", resourceProfiles())
            .message(REQUEST_DICTIONARY, "dictionary", dictionary());

    private OtlpSchema() {}

    private static ProtobufSchema dictionary() {
        return new ProtobufSchema()
                .messages(
                        DICTIONARY_MAPPINGS,
                        "mapping_table",
                        new ProtobufSchema().int64(MAPPING_FILE, "filename_strindex"))
                .messages(DICTIONARY_LOCATIONS, "location_table", location())
                .messages(
                        DICTIONARY_FUNCTIONS,
                        "function_table",
                        new ProtobufSchema()
                                .int64(FUNCTION_NAME, "name_strindex")
                                .int64(FUNCTION_FILE, "filename_strindex")
                                .int64(FUNCTION_START_LINE, "start_line"))
                .texts(DICTIONARY_STRINGS, "string_table")
                .messages(
                        DICTIONARY_ATTRIBUTES,
                        "attribute_table",
                        new ProtobufSchema()
                                .int64(ATTRIBUTE_KEY, "key_strindex")
                                .message(ATTRIBUTE_VALUE, "value", anyValue()))
                .messages(
                        DICTIONARY_STACKS,
                        "stack_table",
                        new ProtobufSchema().int64s(STACK_LOCATIONS, "location_indices"));
    }

    private static ProtobufSchema location() {
        ProtobufSchema line =
                new ProtobufSchema().int64(LINE_FUNCTION, "function_index").int64(LINE_LINE, "line");
        return new ProtobufSchema().int64(LOCATION_MAPPING, "mapping_index").messages(LOCATION_LINES, "lines", line);
    }

    private static ProtobufSchema anyValue() {
        return new ProtobufSchema()
                .text(ANY_VALUE_STRING, "string_value")
                .int64(ANY_VALUE_INT, "int_value")
                .int64(ANY_VALUE_STRING_REFERENCE, "string_value_strindex");
    }

    private static ProtobufSchema resourceProfiles() {
        ProtobufSchema attribute = new ProtobufSchema()
                .text(KEY_VALUE_KEY, "key")
                .message(KEY_VALUE_VALUE, "value", anyValue())
                .int64(KEY_VALUE_KEY_REFERENCE, "key_strindex");
        return new ProtobufSchema()
                .message(
                        RESOURCE_PROFILES_RESOURCE,
                        "resource",
                        new ProtobufSchema().messages(RESOURCE_ATTRIBUTES, "attributes", attribute))
                .messages(
                        RESOURCE_PROFILES_SCOPES,
                        "scope_profiles",
                        new ProtobufSchema().messages(SCOPE_PROFILES_PROFILES, "profiles", profile()));
    }

    private static ProtobufSchema profile() {
        ProtobufSchema type =
                new ProtobufSchema().int64(VALUE_TYPE_TYPE, "type_strindex").int64(VALUE_TYPE_UNIT, "unit_strindex");
        ProtobufSchema sample = new ProtobufSchema()
                .int64(SAMPLE_STACK, "stack_index")
                .int64s(SAMPLE_ATTRIBUTES, "attribute_indices")
                .int64s(SAMPLE_VALUES, "values")
                .fixed64s(SAMPLE_TIMESTAMPS, "timestamps_unix_nano");
        return new ProtobufSchema()
                .message(PROFILE_SAMPLE_TYPE, "sample_type", type)
                .messages(PROFILE_SAMPLES, "samples", sample)
                .fixed64(PROFILE_TIME, "time_unix_nano")
                .uint64(PROFILE_DURATION, "duration_nano")
                .message(PROFILE_PERIOD_TYPE, "period_type", type)
                .int64(PROFILE_PERIOD, "period")
                .int64s(PROFILE_ATTRIBUTES, "attribute_indices");
    }
}
