package dev.flamegate.ingest;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Remembers texts and names of functions from body to body: a service sends the same ones all day, and the rules of canonical names
 * cost more than the rest of reading a profile. Each place of the tables holds what came last, so that they never grow and nobody can
 * make them slow; what is forgotten is only made anew.
 *
 * <p>Safe for use by many threads without a lock: entries are immutable, and one that is overwritten or not seen yet costs only time.
 */
public final class KnownNames {
    private static final int PLACES = 1 << 14;
    private static final int BYTES_MAX = 512;

    private record Text(byte[] utf8, String text) {}

    private final @Nullable Text[] texts = new @Nullable Text[PLACES];
    private final @Nullable Function[] functions = new @Nullable Function[PLACES];
    private final @Nullable FunctionName[] names = new @Nullable FunctionName[PLACES];

    /** The text of bytes that were given to {@link #remember} not long ago; null if there is none. */
    public @Nullable String text(byte[] body, int from, int length) {
        if (length > BYTES_MAX) {
            return null;
        }
        Text known = texts[place(body, from, length)];
        boolean same = known != null && Arrays.equals(known.utf8(), 0, known.utf8().length, body, from, from + length);
        return same ? known.text() : null;
    }

    /** @param text of these bytes, which are valid UTF-8 */
    public void remember(byte[] body, int from, int length, String text) {
        if (length <= BYTES_MAX) {
            texts[place(body, from, length)] = new Text(Arrays.copyOfRange(body, from, from + length), text);
        }
    }

    public Function function(String name, String file, int startLine) {
        int place = place(31 * name.hashCode() + file.hashCode() + startLine);
        Function known = functions[place];
        if (known != null
                && known.startLine() == startLine
                && known.name().raw().equals(name)
                && known.file().equals(file)) {
            return known;
        }
        Function function = new Function(name(name), file, startLine);
        if (name.length() + file.length() <= BYTES_MAX) {
            functions[place] = function;
        }
        return function;
    }

    private FunctionName name(String raw) {
        int place = place(raw.hashCode());
        FunctionName known = names[place];
        if (known != null && known.raw().equals(raw)) {
            return known;
        }
        FunctionName name = FunctionName.of(raw);
        if (raw.length() <= BYTES_MAX) {
            names[place] = name;
        }
        return name;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & PLACES - 1;
    }

    private static int place(byte[] body, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(body, from, length);
        return (int) crc.getValue() & PLACES - 1;
    }
}
