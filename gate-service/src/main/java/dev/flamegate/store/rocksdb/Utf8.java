package dev.flamegate.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as it comes back from the store: an unpaired surrogate, which UTF-8 cannot hold, becomes {@code ?}. */
final class Utf8 {

    private Utf8() {}

    /** Equal to what is read back after storing {@code text}; the same object unless it has surrogates. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(UTF_8), UTF_8);
            }
        }
        return text;
    }
}
