package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.ProtobufReader;

/**
 * The value of an attribute, if it is text or a whole number: only text becomes a label. Since release 1.10 the text may be a reference into the
 * dictionary, and the Collector writes no other.
 *
 * @param text empty if it is a reference, or no text at all
 * @param reference 0 if it is none
 * @param number in decimal; empty if it is none
 */
record AnyValue(String text, long reference, String number) {
    static final AnyValue NONE = new AnyValue("", 0, "");

    static AnyValue read(ProtobufReader in) {
        AnyValue value = NONE;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case OtlpSchema.ANY_VALUE_STRING -> value = new AnyValue(in.text(), 0, "");
                case OtlpSchema.ANY_VALUE_STRING_REFERENCE -> value = new AnyValue("", in.int64(), "");
                case OtlpSchema.ANY_VALUE_INT -> value = new AnyValue("", 0, Long.toString(in.int64()));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return value;
    }

    /** The number, or else the text. */
    String resolvedNumber(Strings strings, String place) {
        return number.isEmpty() ? resolved(strings, place) : number;
    }

    String resolved(Strings strings, String place) {
        return text.isEmpty() ? strings.text(reference, place) : text;
    }
}
