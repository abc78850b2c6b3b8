package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.reports.Rendering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of reports of recorded profiles says what it said when somebody last looked. */
class GoldenRenderingsTest {
    @TempDir
    static Path folder;

    private static final Map<FixtureReports, Path> REPORTS = new EnumMap<>(FixtureReports.class);

    @BeforeAll
    static void makeTheReports() throws IOException, InterruptedException {
        for (FixtureReports report : FixtureReports.values()) {
            Path own = folder.resolve(report.name());
            report.into(own);
            REPORTS.put(report, own);
        }
    }

    /** The golden file of the one is the README's picture, which ReadmeTest holds; the other is drawn with the fonts that there are. */
    private static final Set<Rendering> DRAWN = EnumSet.of(Rendering.PICTURE, Rendering.PIXELS);

    static List<Arguments> forms() {
        return Arrays.stream(FixtureReports.values())
                .flatMap(report -> Arrays.stream(Rendering.values())
                        .filter(form -> !DRAWN.contains(form))
                        .map(form -> Arguments.of(report, form)))
                .toList();
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("forms")
    void everyFormSaysWhatItSaid(FixtureReports report, Rendering form) throws Exception {
        String text = FixtureReports.form(REPORTS.get(report), form);
        List<String> lines = Outline.of(form, text);

        assertThat(lines).isNotEmpty();
        new GoldenFile(report.name().toLowerCase(Locale.ROOT) + "/" + form.file() + ".txt").holds(lines);
    }
}
