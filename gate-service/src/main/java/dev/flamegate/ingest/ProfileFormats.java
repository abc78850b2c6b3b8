package dev.flamegate.ingest;

import dev.flamegate.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats that are read, told apart by the first bytes, inside gzip if there is one: neither file names nor content
 * types can be trusted.
 */
public final class ProfileFormats {
    private static final int HEAD_BYTES = 4096;

    /** Text is told by more than its first words; what is not text, by its first bytes. */
    private static final int BINARY_HEAD_BYTES = 512;

    private final List<ProfileFormat> formats;

    /**
     * @param formats asked in this order, so the one with the most telling head stands first; each is asked about what is inside gzip before
     *     any is asked about gzip itself
     */
    public ProfileFormats(List<ProfileFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * Decodes a whole body of whichever format it is.
     *
     * @throws MalformedProfileException if it is of no known format, or not valid in its own
     */
    public List<Profile> read(byte[] body, Source source) {
        return sniff(body, source.origin()).read(body, source);
    }

    /**
     * The format of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ProfileFormat named(String name) {
        return formats.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format '" + name + "' is not one of " + names()));
    }

    /** The format whose head these bytes have, if there is one. */
    public Optional<ProfileFormat> find(byte[] body) {
        byte[] head = Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES));
        byte[] inside = inside(head);
        return Stream.of(inside, head)
                .filter(bytes -> bytes.length > 0)
                .flatMap(bytes -> formats.stream().filter(format -> format.matches(bytes)))
                .findFirst();
    }

    private static byte[] inside(byte[] head) {
        byte[] start = Gunzip.head(head, BINARY_HEAD_BYTES);
        return LooksLike.isText(start) ? Gunzip.head(head, HEAD_BYTES) : start;
    }

    /**
     * @throws MalformedProfileException saying what the bytes look like and which formats are read
     */
    public ProfileFormat sniff(byte[] body, String origin) {
        return find(body)
                .orElseThrow(() -> new MalformedProfileException(
                        origin, "byte 0", "looks like " + LooksLike.of(body) + "; formats that are read: " + names()));
    }

    private String names() {
        return formats.stream().map(ProfileFormat::name).collect(Collectors.joining(", "));
    }
}
