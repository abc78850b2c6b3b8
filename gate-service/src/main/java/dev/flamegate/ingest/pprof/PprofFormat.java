package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.LooksLike;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Profile;
import java.util.List;

/**
 * pprof: a protobuf message (perftools.profiles.Profile of google/pprof's {@code proto/profile.proto}), gzipped or not, told apart by
 * the bytes.
 *
 * <p>Everything google/pprof refuses is refused, with the place and the rule: a byte offset into the decompressed message, an id, or
 * the position of a sample (the first is 0). Unlike there, an empty list of sample types and invalid UTF-8 in a name are refused too.
 *
 * <p>What is read: every sample type, stacks with inlined functions, period, start and duration. Samples with string labels become
 * profiles with these labels, where that is asked for. What is dropped: numbers as labels of samples, mappings beyond the name of an unsymbolised frame, addresses, columns, comments.
 *
 * <p>Thread-safe, and without state but for names that are remembered.
 */
public final class PprofFormat implements ProfileFormat {
    private final PprofLimits limits;
    private final int labelSetsMax;
    private final KnownNames known = new KnownNames();

    /** Adds up samples whatever their labels are. */
    public PprofFormat(PprofLimits limits) {
        this(limits, 0);
    }

    /**
     * @param labelSetsMax sets of labels that the samples of one body may have; samples with further ones lose their labels
     */
    public PprofFormat(PprofLimits limits, int labelSetsMax) {
        this.limits = limits;
        this.labelSetsMax = labelSetsMax;
    }

    @Override
    public String name() {
        return "pprof";
    }

    @Override
    public boolean matches(byte[] head) {
        return Gunzip.matches(head) || isMessage(head);
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        return read(body, source.origin(), labelSetsMax);
    }

    /** The whole body as one profile, whatever the labels of its samples. */
    public Profile read(byte[] body, String origin) {
        return read(body, origin, 0).get(0);
    }

    private List<Profile> read(byte[] body, String origin, int labelSets) {
        if (body.length == 0) {
            throw new MalformedProfileException(origin, "byte 0", "the body is empty");
        }
        byte[] message = Gunzip.matches(body) ? Gunzip.content(body, limits.bytes(), origin) : body;
        if (message.length == 0) {
            throw new MalformedProfileException(origin, "byte 0", "the gzip content is empty");
        }
        if (message.length > limits.bytes()) {
            throw new MalformedProfileException(
                    origin, "byte " + limits.bytes(), "larger than " + limits.bytes() + " bytes, the most accepted");
        }
        if (!isMessage(message)) {
            String subject = message == body ? "not gzip and not protobuf" : "the gzip content is not protobuf";
            throw new MalformedProfileException(origin, "byte 0", subject + ": looks like " + LooksLike.of(message));
        }
        PprofTables tables = new PprofTables(message, limits, known, origin);
        return new PprofSamples(tables, message, limits, labelSets, origin).profiles();
    }

    /** Whether bytes begin with a field of Profile that has the right wire type, and are not text that happens to. */
    private static boolean isMessage(byte[] head) {
        if (head.length < 2 || LooksLike.isText(head) || LooksLike.isPerfData(head)) {
            return false;
        }
        int field = (head[0] & 0xff) >> 3;
        int wireType = head[0] & 7;
        if (field == PprofTables.PROFILE_SAMPLE_TYPE) {
            return wireType == 2 && isValueType(head);
        }
        boolean isNumber = field >= PprofTables.PROFILE_DROP_FRAMES && field != PprofTables.PROFILE_PERIOD_TYPE;
        boolean isNumberList = field == PprofTables.PROFILE_COMMENT;
        return field >= 1
                && field <= PprofTables.PROFILE_DOC_URL
                && ((wireType == 0 && isNumber) || (wireType == 2 && (!isNumber || isNumberList)));
    }

    /** Other formats begin with field 1 as well, but not with one that holds two small numbers. */
    private static boolean isValueType(byte[] head) {
        int length = head[1];
        if (length == 0 || head.length < 3) {
            return length >= 0;
        }
        return length > 0 && isValueTypeField(head[2]) && isFollowedByAnother(head, 3, 2 + length);
    }

    /** Labels of a recording begin like a value type too, but go on with a message. */
    private static boolean isFollowedByAnother(byte[] head, int number, int end) {
        int at = number;
        while (at < head.length && head[at] < 0) {
            at++;
        }
        int next = at + 1;
        return next >= end || next >= head.length || isValueTypeField(head[next]);
    }

    private static boolean isValueTypeField(byte tag) {
        return tag == 0x08 || tag == 0x10;
    }
}
