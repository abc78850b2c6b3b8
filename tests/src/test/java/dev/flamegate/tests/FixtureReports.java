package dev.flamegate.tests;

import dev.flamegate.reports.Rendering;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reports of recorded profiles, made by the command line as a pipeline makes them: one of each verdict. */
enum FixtureReports {
    FAIL("1.1.0", 1, ""),
    PASS("1.0.1", 0, ""),
    INCONCLUSIVE("1.1.0", 2, "p1");

    private final String candidate;
    private final int exitCode;
    private final String pod;

    /** @param pod the only one that is compared; all if empty */
    FixtureReports(String candidate, int exitCode, String pod) {
        this.candidate = candidate;
        this.exitCode = exitCode;
        this.pod = pod;
    }

    /** Writes every form of the report into the folder. */
    void into(Path folder) throws IOException, InterruptedException {
        Path policy = Files.createDirectories(folder).resolve("policy.yml");
        Files.writeString(policy, """
                source:
                  address: https://git.example/shop/blob/v{version}/{path}#L{line}
                  folders:
                    - {pattern: dev.flamegate.**, folder: fixtures/src/main/java}
                owners:
                  - {pattern: dev.flamegate.**, owners: ['@shop/cart']}
                """);
        Path profiles = Fixtures.folder().resolve("profiles/shop");
        Flamegate diff = Flamegate.run(
                folder,
                "diff",
                "--service",
                "shop",
                "--policy",
                policy.toString(),
                "--baseline",
                profiles.resolve("1.0.0").resolve(pod).toString(),
                "--candidate",
                profiles.resolve(candidate).resolve(pod).toString(),
                "--out",
                folder.toString());
        if (diff.exitCode() != exitCode) {
            throw new IllegalStateException(this + " ended with " + diff.exitCode() + ": " + diff.standardError());
        }
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
