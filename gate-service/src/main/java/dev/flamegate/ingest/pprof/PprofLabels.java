package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.LabelledStacks;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProtobufReader;
import dev.flamegate.ingest.SaidRequests;
import dev.flamegate.ingest.SampleLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The string labels of the current sample, and the group of samples that it belongs to by them. Of a repeated key the last value holds. */
final class PprofLabels {
    private static final int LABEL_KEY = 1;
    private static final int LABEL_STR = 2;
    private static final int LABEL_NUM = 3;
    private static final int REMEMBERED_PER_SET = 16;

    private final StringTable strings;
    private final LabelledStacks sums;
    private final int rememberedMax;
    private final Map<List<Long>, Integer> groups = new HashMap<>();
    private final List<Long> pairs = new ArrayList<>();
    private final SaidRequests requests = new SaidRequests();

    PprofLabels(StringTable strings, LabelledStacks sums, int labelSetsMax) {
        this.strings = strings;
        this.sums = sums;
        this.rememberedMax = labelSetsMax * REMEMBERED_PER_SET;
    }

    void clear() {
        pairs.clear();
    }

    /** Reads the label that the reader is at. */
    void read(ProtobufReader in, String origin) {
        if (rememberedMax == 0) {
            in.skip();
            return;
        }
        int at = in.fieldStart();
        long key = 0;
        long text = 0;
        long number = 0;
        int outer = in.enter();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case LABEL_KEY -> key = in.int64();
                case LABEL_STR -> text = in.int64();
                case LABEL_NUM -> number = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (!strings.has(key) || !strings.has(text)) {
            throw new MalformedProfileException(
                    origin, "byte " + at, "a label refers to a string that the string table does not have");
        }
        if (strings.text(key).equals(SaidRequests.NAME)
                && requests.take(text == 0 ? Long.toString(number) : strings.text(text), origin, "byte " + at)) {
            return;
        }
        if (text != 0 && !SampleLabels.isOfOneRequest(strings.text(key))) {
            pairs.add(key);
            pairs.add(text);
        }
    }

    /** What the labels say of all samples together. */
    SaidRequests requests() {
        return requests;
    }

    int group() {
        if (pairs.isEmpty()) {
            return LabelledStacks.NO_LABELS;
        }
        Integer known = groups.get(pairs);
        if (known != null) {
            return known;
        }
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            texts.put(strings.text(pairs.get(i)), strings.text(pairs.get(i + 1)));
        }
        int group = sums.group(SampleLabels.of(texts));
        if (groups.size() < rememberedMax) {
            groups.put(List.copyOf(pairs), group);
        }
        return group;
    }
}
