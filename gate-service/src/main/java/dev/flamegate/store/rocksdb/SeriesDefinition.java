package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What makes a series: profiles that agree in all of this are in one. */
record SeriesDefinition(
        int service, Labels labels, String profileName, List<ValueType> sampleTypes, ValueType periodType) {

    SeriesDefinition {
        sampleTypes = List.copyOf(sampleTypes);
    }

    static SeriesDefinition of(int service, Profile profile) {
        return new SeriesDefinition(
                service,
                storable(profile.labels()),
                Utf8.storable(profile.name()),
                profile.sampleTypes().stream().map(SeriesDefinition::storable).toList(),
                storable(profile.periodType()));
    }

    /** One a sample type, in the order of the columns. */
    List<ProfileType> types() {
        return sampleTypes.stream()
                .map(type -> new ProfileType(profileName, type, periodType))
                .toList();
    }

    byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter().varint(service);
        out.varint(labels.asMap().size());
        labels.asMap().forEach((name, value) -> out.string(name).string(value));
        out.string(profileName).varint(sampleTypes.size());
        sampleTypes.forEach(type -> out.string(type.type()).string(type.unit()));
        return out.string(periodType.type()).string(periodType.unit()).sealed(key);
    }

    static SeriesDefinition decode(ByteReader in) {
        int service = in.number("service");
        Map<String, String> pairs = new TreeMap<>();
        for (int left = in.count("labels", 2); left > 0; left--) {
            pairs.put(in.string(), in.string());
        }
        String profileName = in.string();
        int typeCount = in.count("sample types", 2);
        List<ValueType> sampleTypes = new ArrayList<>(typeCount);
        for (int left = typeCount; left > 0; left--) {
            sampleTypes.add(new ValueType(in.string(), in.string()));
        }
        ValueType periodType = new ValueType(in.string(), in.string());
        in.end();
        try {
            SeriesDefinition series =
                    new SeriesDefinition(service, Labels.of(pairs), profileName, sampleTypes, periodType);
            series.types();
            return series;
        } catch (IllegalArgumentException e) {
            throw in.damaged(e);
        }
    }

    private static Labels storable(Labels labels) {
        Map<String, String> pairs = new TreeMap<>();
        labels.asMap().forEach((name, value) -> pairs.put(name, Utf8.storable(value)));
        return pairs.equals(labels.asMap()) ? labels : Labels.of(pairs);
    }

    private static ValueType storable(ValueType type) {
        return new ValueType(Utf8.storable(type.type()), Utf8.storable(type.unit()));
    }
}
