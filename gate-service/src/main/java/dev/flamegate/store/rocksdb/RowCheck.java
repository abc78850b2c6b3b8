package dev.flamegate.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What has to hold for a row, beyond its checksum. */
@FunctionalInterface
interface RowCheck {
    /** Nothing is checked, not even the checksum. */
    RowCheck NONE = (key, value) -> {};

    /**
     * @throws dev.flamegate.store.StoreException if the row does not hold
     */
    void row(byte[] key, ByteReader value);

    /** Hexadecimal, or text if it is one. */
    static String inWords(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        return text.matches("[!-~]+\0[ -~]+")
                ? text.replace("\0", " '") + "'"
                : HexFormat.of().formatHex(key);
    }
}
