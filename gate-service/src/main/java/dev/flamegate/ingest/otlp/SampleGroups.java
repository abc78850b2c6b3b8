package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.Longs;
import dev.flamegate.ingest.SaidRequests;
import dev.flamegate.profile.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts the samples of a profile by their labels. The first sets of labels that are seen are kept, as many as allowed; samples with
 * further ones are joined under {@link #TOO_MANY}.
 */
final class SampleGroups {
    /** Visible to whoever looks for the labels that are gone. */
    static final Labels TOO_MANY = Labels.of(Map.of("sample_labels", "dropped"));

    private static final int REMEMBERED_MAX = 4096;

    private final Tables tables;
    private final String origin;
    private final int setsMax;
    private final List<Labels> labels = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final Map<List<Long>, Integer> remembered = new HashMap<>();
    private final SaidRequests requests = new SaidRequests();

    SampleGroups(Tables tables, int setsMax, String origin) {
        this.tables = tables;
        this.setsMax = setsMax;
        this.origin = origin;
    }

    /** The number of the group of samples with these attributes. */
    int group(Longs attributes, String place) {
        List<Long> key = new ArrayList<>(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            key.add(attributes.get(i));
        }
        Integer known = remembered.get(key);
        if (known != null) {
            return known;
        }
        int group = number(read(attributes, place));
        if (remembered.size() < REMEMBERED_MAX) {
            remembered.put(key, group);
        }
        return group;
    }

    /** What the profile says of itself by one of its own attributes. */
    void ofProfile(Longs attributes, String place) {
        for (int i = 0; i < attributes.size(); i++) {
            int at = Tables.checked(attributes.get(i), tables.attributeKeys.size(), "attribute", origin, place);
            if (tables.strings.text(tables.attributeKeys.get(at), place).equals(SaidRequests.NAME)) {
                requests.take(tables.attributeValues.get(at).resolvedNumber(tables.strings, place), origin, place);
            }
        }
    }

    SaidRequests requests() {
        return requests;
    }

    int size() {
        return labels.size();
    }

    Labels labels(int group) {
        return labels.get(group);
    }

    private int number(Labels wanted) {
        Integer known = numbers.get(wanted);
        if (known != null) {
            return known;
        }
        if (labels.size() >= setsMax && !wanted.equals(TOO_MANY)) {
            return number(TOO_MANY);
        }
        labels.add(wanted);
        numbers.put(wanted, labels.size() - 1);
        return labels.size() - 1;
    }

    private Labels read(Longs attributes, String place) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            int at = Tables.checked(attributes.get(i), tables.attributeKeys.size(), "attribute", origin, place);
            String key = tables.strings.text(tables.attributeKeys.get(at), place);
            AnyValue value = tables.attributeValues.get(at);
            boolean isFigure = key.equals(SaidRequests.NAME)
                    && requests.take(value.resolvedNumber(tables.strings, place), origin, place);
            if (!isFigure) {
                texts.put(key, value.resolved(tables.strings, place));
            }
        }
        return AttributeLabels.ofSample(texts);
    }
}
