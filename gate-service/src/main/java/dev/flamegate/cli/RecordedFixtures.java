package dev.flamegate.cli;

import dev.flamegate.bench.RecordedService;
import dev.flamegate.gate.Selection;
import dev.flamegate.gate.SelectionBuilder;
import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.UntypedCounts;
import dev.flamegate.profile.ProfileType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads recorded profiles for the calibration. */
final class RecordedFixtures {
    private final ProfileFormats formats;

    RecordedFixtures(ProfileFormats formats) {
        this.formats = formats;
    }

    /** @throws UsageException naming the file, if the folder has no list or a profile cannot be read */
    List<RecordedService> read(Path folder) {
        return FixtureSets.read(folder).services().stream()
                .map(service -> service(folder, service))
                .toList();
    }

    private RecordedService service(Path folder, FixtureSets.Service service) {
        ProfileType type = ProfileType.parse(service.profileType());
        SelectionBuilder builder = new SelectionBuilder(type);
        for (FixtureSets.Version version : service.versions()) {
            for (FixtureSets.Recorded recorded : version.profiles()) {
                ProfileFile.Column column =
                        column(folder.resolve(recorded.file()), type).withRequests(recorded.served());
                builder.add(
                        Side.BASELINE,
                        version.version() + " " + recorded.pod(),
                        column.profile(),
                        column.sampleIndex());
            }
        }
        Selection all = builder.build(service.service(), "all", "", "none", "");
        List<RecordedService.Version> versions = service.versions().stream()
                .map(version -> version(version, all.baseline().pods()))
                .toList();
        return new RecordedService(service.service(), type, all.tree(), versions);
    }

    private static RecordedService.Version version(FixtureSets.Version version, List<Selection.Pod> all) {
        Optional<String> culprit = version.culprit().isNull()
                ? Optional.empty()
                : Optional.of(version.culprit().asText());
        return new RecordedService.Version(
                version.version(),
                version.expect(),
                culprit,
                all.stream()
                        .filter(pod -> pod.name().startsWith(version.version() + " "))
                        .toList());
    }

    private ProfileFile.Column column(Path file, ProfileType type) {
        try {
            return ProfileFile.read(formats, UploadFiles.bytes(file), file.toString(), UntypedCounts.DEFAULT)
                    .called(type.toString())
                    .orElseThrow(() -> new UsageException(file + " has no " + type));
        } catch (MalformedProfileException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
