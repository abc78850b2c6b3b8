package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.ingest.SampleLabels;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that Pyroscope's Java agent sends beside a recording (message LabelsSnapshot of its {@code jfr_labels.proto}): events refer
 * to a context by its id, a context to strings by theirs.
 */
final class ContextLabels {
    private static final int BYTES_MAX = 16 << 20;
    private static final int ENTRIES_MAX = 1 << 18;
    private static final int SNAPSHOT_CONTEXTS = 1;
    private static final int SNAPSHOT_STRINGS = 2;
    private static final int CONTEXT_LABELS = 1;
    private static final int MAP_KEY = 1;
    private static final int MAP_VALUE = 2;

    private final Source source;
    private final byte[] snapshot;
    private final Map<Long, String> strings = new HashMap<>();
    private final Map<Long, List<long[]>> contexts = new HashMap<>();
    private int entries;

    private ContextLabels(byte[] snapshot, Source source) {
        this.source = new Source(source.origin() + ", labels", source.counts());
        this.snapshot = snapshot;
    }

    /** None if nothing was sent beside the recording. */
    static ContextLabels of(Source source) {
        byte[] sent = source.contexts();
        byte[] plain = Gunzip.matches(sent) ? Gunzip.content(sent, BYTES_MAX, source.origin() + ", labels") : sent;
        ContextLabels labels = new ContextLabels(plain, source);
        labels.read();
        return labels;
    }

    boolean has(long contextId) {
        return contexts.containsKey(contextId);
    }

    /** No labels if the id is unknown. */
    Labels labels(long contextId) {
        Map<String, String> pairs = new TreeMap<>();
        for (long[] pair : contexts.getOrDefault(contextId, List.of())) {
            pairs.put(strings.getOrDefault(pair[0], ""), strings.getOrDefault(pair[1], ""));
        }
        return SampleLabels.of(pairs);
    }

    private void read() {
        ProtobufReader in = new ProtobufReader(snapshot, source.origin());
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SNAPSHOT_CONTEXTS -> context(in);
                case SNAPSHOT_STRINGS -> string(in);
                default -> in.skip();
            }
        }
    }

    private void context(ProtobufReader in) {
        long id = 0;
        List<long[]> pairs = new ArrayList<>();
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case MAP_KEY -> id = in.int64();
                case MAP_VALUE -> pairs(in, pairs);
                default -> in.skip();
            }
        }
        in.leave(outer);
        count();
        contexts.put(id, pairs);
    }

    private void pairs(ProtobufReader in, List<long[]> pairs) {
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == CONTEXT_LABELS) {
                pairs.add(pair(in));
                count();
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }

    private static long[] pair(ProtobufReader in) {
        long[] pair = new long[2];
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case MAP_KEY -> pair[0] = in.int64();
                case MAP_VALUE -> pair[1] = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return pair;
    }

    private void string(ProtobufReader in) {
        long id = 0;
        String text = "";
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case MAP_KEY -> id = in.int64();
                case MAP_VALUE -> {
                    int length = in.skipBytes();
                    text = new String(snapshot, in.offset() - length, length, StandardCharsets.UTF_8);
                }
                default -> in.skip();
            }
        }
        in.leave(outer);
        count();
        strings.put(id, text);
    }

    private void count() {
        if (++entries > ENTRIES_MAX) {
            throw new MalformedProfileException(
                    source.origin(), "entry " + entries, "more than " + ENTRIES_MAX + " entries, the most accepted");
        }
    }
}
