package dev.flamegate.ingest.jfr;

import java.util.List;

/**
 * A type as the metadata of a chunk describes it.
 *
 * @param name {@code jdk.ExecutionSample}, {@code long}
 * @param fields in the order in which they are written; primitive types have none
 */
record JfrType(long id, String name, List<Field> fields) {

    /**
     * A field.
     *
     * @param pooled whether a number stands for the value, which is in the constant pool
     * @param array whether there is a number of values and then the values
     * @param timespan unit of a length of time, empty for other fields
     */
    record Field(String name, long typeId, boolean pooled, boolean array, String timespan) {}

    JfrType {
        fields = List.copyOf(fields);
    }
}
