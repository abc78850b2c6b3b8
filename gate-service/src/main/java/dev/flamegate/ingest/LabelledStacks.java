package dev.flamegate.ingest;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up samples by stack and by labels. Most samples have no labels and go straight into the profile; those with labels are kept by
 * (labels, stack), so that memory grows with what is there and not with sets of labels times stacks.
 *
 * <p>The first sets of labels that are seen are kept, as many as allowed; samples with further ones keep their stacks and values and get
 * {@link SampleLabels#TOO_MANY} instead.
 */
public final class LabelledStacks {

    /** The group of samples without labels. */
    public static final int NO_LABELS = 0;

    private final ProfileBuilder plain;
    private final int labelSetsMax;
    private final int sampleTypes;
    private final Map<Labels, Integer> groups = new HashMap<>();
    private final List<Labels> labels = new ArrayList<>(List.of(Labels.EMPTY));
    private final LongIndex rowNumbers = new LongIndex();
    private long[] rows = new long[16];
    private long[] values;

    /**
     * @param header fields of the profiles, which are to be set before {@link #profiles}
     * @param labelSetsMax 0 adds up stacks whatever their labels are
     */
    public LabelledStacks(ProfileBuilder header, int sampleTypes, int labelSetsMax) {
        this.plain = header;
        this.sampleTypes = sampleTypes;
        this.labelSetsMax = labelSetsMax;
        this.values = new long[rows.length * sampleTypes];
    }

    public int group(Labels wanted) {
        if (wanted.equals(Labels.EMPTY) || labelSetsMax == 0) {
            return NO_LABELS;
        }
        Integer known = groups.get(wanted);
        if (known != null) {
            return known;
        }
        if (groups.size() >= labelSetsMax && !wanted.equals(SampleLabels.TOO_MANY)) {
            return group(SampleLabels.TOO_MANY);
        }
        groups.put(wanted, labels.size());
        labels.add(wanted);
        return labels.size() - 1;
    }

    public void add(int group, int node, int sampleIndex, long value) {
        if (group == NO_LABELS) {
            plain.add(node, sampleIndex, value);
            return;
        }
        long key = (long) group << 32 | node;
        int row = rowNumbers.get(key);
        if (row == LongIndex.ABSENT) {
            row = rowNumbers.size();
            rowNumbers.put(key, row);
            if (row == rows.length) {
                rows = Arrays.copyOf(rows, row * 2);
                values = Arrays.copyOf(values, values.length * 2);
            }
            rows[row] = key;
        }
        values[row * sampleTypes + sampleIndex] += value;
    }

    /** The number of pairs of labels and stacks, which is to be bounded as the number of stacks is. */
    public int rows() {
        return rowNumbers.size();
    }

    /** The one without labels first, and always; then the others as they were first seen. */
    public List<Profile> profiles() {
        List<Profile> profiles = new ArrayList<>(List.of(plain.build()));
        long[] sorted = sortedRows();
        int from = 0;
        for (int group = 1; group < labels.size(); group++) {
            ProfileBuilder builder = plain.sibling();
            int end = from;
            while (end < sorted.length && sorted[end] >>> 32 == group) {
                addRow(builder, sorted[end++]);
            }
            from = end;
            Profile profile = builder.build();
            profiles.add(profile.withLabels(SampleLabels.under(profile.labels(), labels.get(group))));
        }
        return profiles;
    }

    private void addRow(ProfileBuilder builder, long key) {
        int row = rowNumbers.get(key);
        for (int type = 0; type < sampleTypes; type++) {
            builder.add((int) key, type, values[row * sampleTypes + type]);
        }
    }

    private long[] sortedRows() {
        long[] sorted = Arrays.copyOf(rows, rowNumbers.size());
        Arrays.sort(sorted);
        return sorted;
    }
}
