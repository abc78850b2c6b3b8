package dev.flamegate.corpus;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The wire format as protobuf-java reads messages that it knows nothing about; field numbers are those of {@code profile.proto}. */
public final class PprofReading implements SecondReading {
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int STRING_TABLE = 6;
    private static final int TYPE = 1;
    private static final int UNIT = 2;
    private static final int VALUE = 2;

    @Override
    public Map<String, Long> totals(byte[] content) throws IOException {
        UnknownFieldSet profile = UnknownFieldSet.parseFrom(content);
        List<String> types = types(profile);
        Map<String, Long> totals = new TreeMap<>();
        for (List<Long> values : values(profile)) {
            for (int i = 0; i < types.size(); i++) {
                totals.merge(types.get(i), values.get(i), Long::sum);
            }
        }
        return totals;
    }

    /** The sums of absolute values, which are Go's totals, one a sample type. */
    public static List<Long> absoluteTotals(byte[] content) throws IOException {
        UnknownFieldSet profile = UnknownFieldSet.parseFrom(content);
        long[] sums = new long[types(profile).size()];
        for (List<Long> values : values(profile)) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Math.abs(values.get(i));
            }
        }
        return java.util.Arrays.stream(sums).boxed().toList();
    }

    private static List<String> types(UnknownFieldSet profile) throws IOException {
        List<ByteString> strings = profile.getField(STRING_TABLE).getLengthDelimitedList();
        List<String> types = new ArrayList<>();
        for (ByteString each : profile.getField(SAMPLE_TYPE).getLengthDelimitedList()) {
            UnknownFieldSet type = UnknownFieldSet.parseFrom(each);
            types.add(text(strings, type, TYPE) + "/" + text(strings, type, UNIT));
        }
        return types;
    }

    private static String text(List<ByteString> strings, UnknownFieldSet type, int field) {
        List<Long> index = type.getField(field).getVarintList();
        return index.isEmpty()
                ? ""
                : strings.get(index.get(index.size() - 1).intValue()).toStringUtf8();
    }

    private static List<List<Long>> values(UnknownFieldSet profile) throws IOException {
        List<List<Long>> all = new ArrayList<>();
        for (ByteString each : profile.getField(SAMPLE).getLengthDelimitedList()) {
            UnknownFieldSet.Field field = UnknownFieldSet.parseFrom(each).getField(VALUE);
            List<Long> values = new ArrayList<>(field.getVarintList());
            for (ByteString packed : field.getLengthDelimitedList()) {
                CodedInputStream in = packed.newCodedInput();
                while (!in.isAtEnd()) {
                    values.add(in.readInt64());
                }
            }
            all.add(values);
        }
        return all;
    }
}
