package dev.flamegate.tests;

import dev.flamegate.reports.Rendering;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reports of recorded profiles, made by the command line as a pipeline makes them: one of each verdict. */
enum FixtureReports {
    FAIL("1.1.0", 1),
    PASS("1.0.1", 0),
    /** One profile of three pods a side cannot rule anything out. */
    INCONCLUSIVE("1.0.1", 2);

    private final String candidate;
    private final int exitCode;

    FixtureReports(String candidate, int exitCode) {
        this.candidate = candidate;
        this.exitCode = exitCode;
    }

    /** Writes every form of the report into the folder. */
    void into(Path folder) throws IOException, InterruptedException {
        Files.writeString(Files.createDirectories(folder).resolve(".flamegate.yml"), """
                source:
                  address: https://git.example/shop/blob/v{version}/{path}#L{line}
                  folders:
                    - {pattern: dev.flamegate.**, folder: fixtures/src/main/java, ending: .java}
                owners:
                  - {pattern: dev.flamegate.**, owners: ['@shop/cart']}
                """);
        Path all = Fixtures.folder().resolve("profiles/shop");
        Path profiles = this == INCONCLUSIVE ? firstOfThreePods(all, folder) : all;
        Flamegate diff = Flamegate.run(
                folder,
                "diff",
                "--service",
                "shop",
                "--baseline",
                profiles.resolve("1.0.0").toString(),
                "--candidate",
                profiles.resolve(candidate).toString(),
                "--out",
                folder.toString());
        if (diff.exitCode() != exitCode) {
            throw new IllegalStateException(this + " ended with " + diff.exitCode() + ": " + diff.standardError());
        }
    }

    private Path firstOfThreePods(Path all, Path folder) throws IOException {
        for (String version : new String[] {"1.0.0", candidate}) {
            for (String pod : new String[] {"p1", "p2", "p3"}) {
                Path own = Files.createDirectories(folder.resolve(version).resolve(pod));
                Files.copy(all.resolve(version).resolve(pod).resolve("1.pb.gz"), own.resolve("1.pb.gz"));
            }
        }
        return folder;
    }

    /** One form, without what is another on every machine and at every time. */
    static String form(Path folder, Rendering form) throws IOException {
        if (form == Rendering.PIXELS) {
            BufferedImage image = ImageIO.read(folder.resolve(form.file()).toFile());
            return image.getWidth() + " x " + image.getHeight() + " pixels";
        }
        return Files.readString(folder.resolve(form.file()))
                .replace(Fixtures.folder().toString(), "fixtures")
                .replace(folder.toString(), "out")
                .replaceAll("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("(Flamegate |toolVersion\":\"|\"version\" : \")[0-9][\\w.-]*-SNAPSHOT", "$1VERSION");
    }
}
