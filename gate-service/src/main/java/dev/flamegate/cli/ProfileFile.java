package dev.flamegate.cli;

import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one file holds: every sample type of every profile in it, numbered from 0.
 *
 * @param origin the file, for messages
 * @param columns in the order of the file
 */
record ProfileFile(String origin, List<Column> columns) {

    /** The values of one sample type. */
    record Column(Profile profile, int sampleIndex) {
        ProfileType type() {
            return profile.type(sampleIndex);
        }

        Column withRequests(double served) {
            return new Column(profile.withRequests(served), sampleIndex);
        }

        FlatCum costs() {
            return FlatCum.allOf(profile).get(sampleIndex);
        }
    }

    static ProfileFile read(ProfileFormats formats, byte[] body, String origin, UntypedCounts counts) {
        List<Column> columns = new ArrayList<>();
        for (Profile profile : formats.read(body, new Source(origin, counts))) {
            for (int index = 0; index < profile.sampleTypes().size(); index++) {
                columns.add(new Column(profile, index));
            }
        }
        return new ProfileFile(origin, List.copyOf(columns));
    }

    /** The same file of a process that served so many requests meanwhile. */
    ProfileFile withRequests(double served) {
        return new ProfileFile(
                origin,
                columns.stream().map(column -> column.withRequests(served)).toList());
    }

    /** The first that people may call so. */
    Optional<Column> called(String type) {
        return columns.stream().filter(column -> column.type().isCalled(type)).findFirst();
    }

    /** For messages, in full. */
    String typesInWords() {
        return columns.isEmpty()
                ? "no samples"
                : columns.stream()
                        .map(column -> column.type().toString())
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** For messages, in short. */
    String sampleTypesInWords() {
        return columns.isEmpty()
                ? "no samples"
                : columns.stream()
                        .map(column -> column.type().sampleType().toString())
                        .collect(Collectors.joining(", "));
    }
}
