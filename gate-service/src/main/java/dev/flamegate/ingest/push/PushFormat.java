package dev.flamegate.ingest.push;

import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.ingest.ProtobufSchema;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * The request of {@code push.v1.PusherService/Push}: series of labels, each with profiles that are bodies of their own, gzipped or not.
 * Field numbers are those of Pyroscope's {@code api/push/v1/push.proto} and {@code api/types/v1/types.proto}; three messages of two
 * fields each are read here, which is less than generated classes would be. Annotations and the profiles' ids are dropped.
 *
 * <p>One bad profile refuses the request as a whole. Stateless and thread-safe.
 */
public final class PushFormat {
    private static final int REQUEST_SERIES = 1;
    private static final int SERIES_LABELS = 1;
    private static final int SERIES_SAMPLES = 2;
    private static final int LABEL_NAME = 1;
    private static final int LABEL_VALUE = 2;
    private static final int SAMPLE_RAW_PROFILE = 1;

    /** What the message looks like in JSON. */
    public static final ProtobufSchema SCHEMA = new ProtobufSchema()
            .messages(
                    REQUEST_SERIES,
                    "series",
                    new ProtobufSchema()
                            .messages(
                                    SERIES_LABELS,
                                    "labels",
                                    new ProtobufSchema()
                                            .text(LABEL_NAME, "name")
                                            .text(LABEL_VALUE, "value"))
                            .messages(
                                    SERIES_SAMPLES,
                                    "samples",
                                    new ProtobufSchema().bytes(SAMPLE_RAW_PROFILE, "raw_profile")));

    /** Far above what a client sends at one time; each profile takes some kilobytes however small it is. */
    static final int PROFILES_MAX = 1000;

    private static final int LABELS_READ_MAX = 2 * Labels.COUNT_MAX;

    private final ProfileFormats formats;
    private final int contentBytesMax;

    /**
     * @param contentBytesMax most bytes of all profiles of a request together, decompressed
     */
    public PushFormat(ProfileFormats formats, int contentBytesMax) {
        this.formats = formats;
        this.contentBytesMax = contentBytesMax;
    }

    /**
     * All profiles of a request under their labels; at least one.
     *
     * @param reserve is told the bytes of each profile before it is decoded, and may refuse them
     * @throws MalformedProfileException naming the series, the label or the profile, and the rule
     */
    public List<Profile> read(byte[] request, String origin, IntConsumer reserve) {
        List<Series> all = series(request, origin);
        List<Profile> profiles = new ArrayList<>();
        int contentLeft = contentBytesMax;
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            SeriesLabels labels = SeriesLabels.of(series.labels, origin, "series " + i);
            for (int j = 0; j < series.bodies.size(); j++) {
                String place = origin + ", series " + i + ", sample " + j;
                byte[] content = content(series.bodies.get(j), contentLeft, place);
                reserve.accept(content.length);
                contentLeft -= content.length;
                formats.named("pprof").read(content, Source.of(place)).stream()
                        .map(labels::applyTo)
                        .forEach(profiles::addAll);
            }
        }
        if (profiles.isEmpty()) {
            throw new MalformedProfileException(origin, "request", "no profiles received");
        }
        return profiles;
    }

    /** What stands in a message, before anything of it is understood. */
    private static final class Series {
        final Map<String, String> labels = new TreeMap<>();
        final List<byte[]> bodies = new ArrayList<>();
    }

    private byte[] content(byte[] body, int bytesMax, String origin) {
        byte[] content = Gunzip.matches(body) ? Gunzip.content(body, bytesMax, origin) : body;
        if (content.length > bytesMax) {
            throw new MalformedProfileException(
                    origin,
                    "profile",
                    "the profiles of the request have more than " + contentBytesMax + " bytes together");
        }
        return content;
    }

    private static List<Series> series(byte[] request, String origin) {
        ProtobufReader in = new ProtobufReader(request, origin);
        List<Series> all = new ArrayList<>();
        int profiles = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == REQUEST_SERIES) {
                Series series = series(in, origin, PROFILES_MAX - profiles);
                profiles += series.bodies.size();
                all.add(series);
            } else {
                in.skip();
            }
            if (all.size() > PROFILES_MAX) {
                throw tooMany(origin, in);
            }
        }
        return all;
    }

    private static Series series(ProtobufReader in, String origin, int bodiesMax) {
        Series series = new Series();
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SERIES_LABELS -> label(in, origin, series.labels);
                case SERIES_SAMPLES -> series.bodies.add(body(in));
                default -> in.skip();
            }
            if (series.bodies.size() > bodiesMax) {
                throw tooMany(origin, in);
            }
        }
        in.leave(outer);
        return series;
    }

    private static void label(ProtobufReader in, String origin, Map<String, String> into) {
        int at = in.fieldStart();
        String name = "";
        String value = "";
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LABEL_NAME -> name = in.text();
                case LABEL_VALUE -> value = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (into.put(name, value) != null) {
            throw new MalformedProfileException(
                    origin, "byte " + at, "label '" + SeriesLabels.shown(name) + "' is given twice");
        }
        if (into.size() > LABELS_READ_MAX) {
            throw new MalformedProfileException(
                    origin,
                    "byte " + at,
                    "more than " + LABELS_READ_MAX + " labels, at most " + Labels.COUNT_MAX + " are stored");
        }
    }

    private static byte[] body(ProtobufReader in) {
        byte[] body = new byte[0];
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == SAMPLE_RAW_PROFILE) {
                body = in.bytes();
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return body;
    }

    private static MalformedProfileException tooMany(String origin, ProtobufReader in) {
        return new MalformedProfileException(
                origin, "byte " + in.fieldStart(), "more than " + PROFILES_MAX + " series or profiles in one request");
    }
}
