package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.bench.CalibrationJson;
import dev.flamegate.bench.CalibrationMarkdown;
import dev.flamegate.bench.CalibrationResults;
import dev.flamegate.bench.ReadmeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nobody types a measured number by hand. */
class CalibrationDocumentsAreGeneratedTest {
    private static final Path DOCS = Checkout.root().resolve("gate-service/docs");

    private static CalibrationResults results() throws IOException {
        return CalibrationJson.read(Files.readString(DOCS.resolve("calibration.json")), "calibration.json");
    }

    @Test
    void theTableIsThatOfTheJson() throws IOException {
        assertThat(DOCS.resolve("calibration.md"))
                .as("`flamegate bench calibration --out gate-service/docs` writes both")
                .content()
                .isEqualTo(CalibrationMarkdown.write(results()));
    }

    @Test
    void theReadmesFiguresAreThoseOfTheJson() throws IOException {
        String readme = Files.readString(Checkout.root().resolve("README.md"));

        assertThat(readme)
                .as("`flamegate bench calibration --out gate-service/docs --readme README.md` rewrites the block")
                .isEqualTo(ReadmeBlock.rewrite(readme, "README.md", results()));
        assertThat(readme).contains("| this gate |");
    }
}
