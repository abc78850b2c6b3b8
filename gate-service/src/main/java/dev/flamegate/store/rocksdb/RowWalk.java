package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every row of a family that can be read. Where a block fails its checksum the walk goes on behind it: it tries keys ever further on until
 * one can be read, then halves the step until it has the first. Of two damaged blocks close to each other it may take what lies between
 * them for damaged as well, never the other way round.
 */
final class RowWalk {
    /** No structural key is longer; ids of documents are told apart up to here. */
    private static final int KEY_BYTES = 24;

    private static final BigInteger END = BigInteger.ONE.shiftLeft(8 * KEY_BYTES);

    /** What is done with a row. */
    interface Visitor {
        void row(byte[] key, byte[] value);
    }

    /** Keys that cannot be read. */
    record Gap(byte[] from, byte @Nullable [] to, StoreException cause) {
        String inWords() {
            HexFormat hex = HexFormat.of();
            String first = from.length == 0 ? "from the first" : "from " + hex.formatHex(from);
            return "rows " + first + (to == null ? " to the last" : " to before " + hex.formatHex(to));
        }
    }

    /** What is done about keys that cannot be read. */
    interface GapVisitor {
        void unreadable(Gap gap);
    }

    private final Database database;
    private final Family family;
    private final Supplier<String> place;

    /**
     * @param place what is being read, in words, for messages
     */
    RowWalk(Database database, Family family, Supplier<String> place) {
        this.database = database;
        this.family = family;
        this.place = place;
    }

    void all(Visitor visitor, GapVisitor gaps) {
        range(new byte[0], null, visitor, gaps);
    }

    /**
     * @param end the first key that is not visited; null for none
     */
    void range(byte[] first, byte @Nullable [] end, Visitor visitor, GapVisitor gaps) {
        byte[] next = first;
        while (next != null) {
            StoreException failure = failure(next);
            if (failure != null) {
                byte[] readable = firstReadable(next);
                gaps.unreadable(new Gap(next, readable, failure));
                next = readable;
            }
            if (next != null) {
                next = visit(next, end, visitor);
            }
        }
    }

    /** Null if all is visited, else the key behind which nothing could be read. */
    private byte @Nullable [] visit(byte[] first, byte @Nullable [] end, Visitor visitor) {
        try (Rows rows = database.rows(family)) {
            boolean more = rows.seek(first, place);
            while (more) {
                byte[] key = rows.key();
                if (end != null && Arrays.compareUnsigned(key, end) >= 0) {
                    return null;
                }
                visitor.row(key, rows.value());
                try {
                    more = rows.next(place);
                } catch (StoreException e) {
                    return Arrays.copyOf(key, key.length + 1);
                }
            }
            return null;
        }
    }

    /** Rows of its own for every try: an iterator that has failed may fail once more where a new one does not. */
    private @Nullable StoreException failure(byte[] key) {
        try (Rows rows = database.rows(family)) {
            rows.seek(key, place);
            return null;
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.DAMAGED) {
                throw e;
            }
            return e;
        }
    }

    private byte @Nullable [] firstReadable(byte[] unreadable) {
        BigInteger low = number(unreadable);
        BigInteger step = BigInteger.ONE;
        while (failure(key(low.add(step))) != null) {
            low = low.add(step);
            step = step.shiftLeft(1);
            if (low.add(step).compareTo(END) >= 0) {
                return null;
            }
        }
        BigInteger high = low.add(step);
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (failure(key(middle)) == null) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return key(high);
    }

    private static BigInteger number(byte[] key) {
        return new BigInteger(1, Arrays.copyOf(key, KEY_BYTES));
    }

    private static byte[] key(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] key = new byte[KEY_BYTES];
        int count = Math.min(KEY_BYTES, bytes.length);
        System.arraycopy(bytes, bytes.length - count, key, KEY_BYTES - count, count);
        return key;
    }
}
