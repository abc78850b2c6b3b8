package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.MalformedProfileException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The dictionary's strings, left in the message until one is needed. */
final class Strings {
    private final byte[] message;
    private final int bytesMax;
    private final String origin;
    private final Longs starts = new Longs();
    private final Longs lengths = new Longs();
    private final Map<Integer, String> texts = new HashMap<>();

    Strings(byte[] message, int bytesMax, String origin) {
        this.message = message;
        this.bytesMax = bytesMax;
        this.origin = origin;
    }

    int size() {
        return starts.size();
    }

    /** Appends the entry that ends before byte {@code end}. */
    void add(int length, int end) {
        starts.add(end - length);
        lengths.add(length);
    }

    /** Index 0 means that there is no text, whether the table has it or not. */
    String text(long index, String place) {
        if (index == 0) {
            return "";
        }
        int i = Tables.checked(index, size(), "string", origin, place);
        return texts.computeIfAbsent(i, this::decode);
    }

    private String decode(int i) {
        int length = (int) lengths.get(i);
        if (length > bytesMax) {
            throw new MalformedProfileException(
                    origin, "string " + i, "has " + length + " bytes, at most " + bytesMax + " are accepted");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(message, (int) starts.get(i), length);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedProfileException(origin, "string " + i, "is not valid UTF-8");
        }
    }
}
