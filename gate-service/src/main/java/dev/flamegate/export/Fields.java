package dev.flamegate.export;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where the fields of a protobuf message are written to, on the wire or as JSON, so that a message is laid out once for both. Fields that
 * have the value of an empty message are left out; fields are written in one go, each once.
 */
interface Fields {

    void text(int number, String name, String value);

    /** Empty ones as well: their positions count. */
    void texts(int number, String name, List<String> values);

    /** An int64, uint64 or enum. */
    void int64(int number, String name, long value);

    void int64s(int number, String name, long[] values);

    void bool(int number, String name, boolean value);

    void float64(int number, String name, double value);

    void message(int number, String name, Consumer<Fields> content);

    <T> void messages(int number, String name, Iterable<T> items, BiConsumer<Fields, T> content);
}
