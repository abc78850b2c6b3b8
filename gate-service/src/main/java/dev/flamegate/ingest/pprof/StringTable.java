package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.MalformedProfileException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The string table of a pprof message, left in its bytes: an entry becomes text when a name needs it. Entries that nobody reads
 * are neither decoded nor checked.
 */
final class StringTable {
    private final byte[] message;
    private final PprofLimits limits;
    private final String origin;
    private final KnownNames known;
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int size;
    private @Nullable String[] texts = new String[0];
    private long largestReference;
    private int largestReferenceAt;

    StringTable(byte[] message, PprofLimits limits, KnownNames known, String origin) {
        this.message = message;
        this.limits = limits;
        this.origin = origin;
        this.known = known;
    }

    /** Appends the entry that ends before byte {@code end}. */
    void add(int length, int end) {
        if (size >= limits.tableEntries()) {
            throw new MalformedProfileException(
                    origin, "byte " + end, "more than " + limits.tableEntries() + " strings, the most accepted");
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
        }
        starts[size] = end - length;
        lengths[size++] = length;
    }

    /** Notes that the field at byte {@code at} refers to entry {@code index}; {@link #check} fails if it turns out not to exist. */
    void refer(long index, int at) {
        if (Long.compareUnsigned(index, largestReference) > 0) {
            largestReference = index;
            largestReferenceAt = at;
        }
    }

    /** To be called when the table is complete, before the first {@link #text}. */
    void check() {
        if (size == 0) {
            throw new MalformedProfileException(origin, "string table", "is missing: a profile has at least \"\"");
        }
        if (lengths[0] != 0) {
            throw new MalformedProfileException(
                    origin, "string table", "entry 0 must be empty, but has " + lengths[0] + " bytes");
        }
        if (Long.compareUnsigned(largestReference, size) >= 0) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + largestReferenceAt,
                    "string index " + largestReference + " is out of range: the string table has " + size + " entries");
        }
        texts = new @Nullable String[size];
    }

    /** Whether there is such an entry; for references that {@link #refer} was not told of. */
    boolean has(long index) {
        return index >= 0 && index < size;
    }

    /** The text of an entry that exists. */
    String text(long index) {
        int i = (int) index;
        String text = texts[i];
        if (text == null) {
            text = decode(i);
            texts[i] = text;
        }
        return text;
    }

    private String decode(int i) {
        if (lengths[i] > limits.stringBytes()) {
            throw new MalformedProfileException(
                    origin,
                    "string " + i,
                    "has " + lengths[i] + " bytes, at most " + limits.stringBytes() + " are accepted");
        }
        String before = known.text(message, starts[i], lengths[i]);
        if (before != null) {
            return before;
        }
        String text = new String(message, starts[i], lengths[i], StandardCharsets.UTF_8);
        // The decoder puts U+FFFD where bytes are wrong; only then is a second, strict look needed.
        if (text.indexOf('\uFFFD') >= 0) {
            requireUtf8(i);
        }
        known.remember(message, starts[i], lengths[i], text);
        return text;
    }

    private void requireUtf8(int i) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message, starts[i], lengths[i]));
        } catch (CharacterCodingException e) {
            throw new MalformedProfileException(origin, "string " + i, "is not valid UTF-8");
        }
    }
}
