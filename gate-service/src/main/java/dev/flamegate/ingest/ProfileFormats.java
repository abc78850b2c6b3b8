package dev.flamegate.ingest;

import dev.flamegate.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The formats that are read, told apart by the first bytes: neither file names nor content types can be trusted. */
public final class ProfileFormats {
    private static final int HEAD_BYTES = 512;

    private final List<ProfileFormat> formats;

    /**
     * @param formats asked in this order, so the one with the most telling head stands first
     */
    public ProfileFormats(List<ProfileFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * Decodes a whole body of whichever format it is.
     *
     * @throws MalformedProfileException if it is of no known format, or not valid in its own
     */
    public Profile read(byte[] body, String origin) {
        return sniff(body, origin).read(body, origin);
    }

    /**
     * @throws MalformedProfileException saying what the bytes look like and which formats are read
     */
    public ProfileFormat sniff(byte[] body, String origin) {
        byte[] head = Arrays.copyOf(body, Math.min(body.length, HEAD_BYTES));
        for (ProfileFormat format : formats) {
            if (format.matches(head)) {
                return format;
            }
        }
        String known = formats.stream().map(ProfileFormat::name).collect(Collectors.joining(", "));
        throw new MalformedProfileException(
                origin, "byte 0", "looks like " + LooksLike.of(body) + "; formats that are read: " + known);
    }
}
