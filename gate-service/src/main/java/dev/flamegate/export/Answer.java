package dev.flamegate.export;

import java.util.function.Consumer;

/** A message of an answer, which can be written in both of protobuf's forms. */
public final class Answer {
    private final Consumer<Fields> content;

    Answer(Consumer<Fields> content) {
        this.content = content;
    }

    void into(Fields fields) {
        content.accept(fields);
    }

    public byte[] wire() {
        return WireFields.write(content);
    }

    public byte[] json() {
        return JsonFields.write(content);
    }
}
