package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final double TEXT_MIN = 4.5;
    private static final double GRAPHIC_MIN = 3;

    @Test
    void labelsCanBeReadOnEveryFrame() {
        for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            for (String frameClass : classes()) {
                String fill = palette.fill(frameClass);
                assertThat(Palette.contrast(Palette.inkOn(fill), fill))
                        .as(frameClass)
                        .isGreaterThanOrEqualTo(TEXT_MIN);
            }
        }
    }

    @Test
    void textCanBeReadOnTheBackground() {
        assertThat(Palette.contrast(Palette.LIGHT.text, Palette.LIGHT.background))
                .isGreaterThan(TEXT_MIN);
        assertThat(Palette.contrast(Palette.LIGHT.muted, Palette.LIGHT.background))
                .isGreaterThan(TEXT_MIN);
        assertThat(Palette.contrast(Palette.DARK.text, Palette.DARK.background)).isGreaterThan(TEXT_MIN);
        assertThat(Palette.contrast(Palette.DARK.muted, Palette.DARK.background))
                .isGreaterThan(TEXT_MIN);
        for (String css : List.of("--pass", "--fail", "--inconclusive")) {
            List<String> colours = colours(css);
            assertThat(Palette.contrast(colours.get(0), Palette.LIGHT.background))
                    .as(css)
                    .isGreaterThan(TEXT_MIN);
            assertThat(Palette.contrast(colours.get(1), Palette.DARK.background))
                    .as(css)
                    .isGreaterThan(TEXT_MIN);
        }
    }

    /** Grey and weak frames are meant to be quiet; what they say is also in their label, outline or pattern. */
    @Test
    void strongFramesAndOutlinesStandOutFromTheBackground() {
        for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            for (String colour : List.of(palette.fill("g8"), palette.fill("s8"), palette.moved)) {
                assertThat(Palette.contrast(colour, palette.background))
                        .as(colour)
                        .isGreaterThan(GRAPHIC_MIN);
            }
        }
    }

    @Test
    void theStyleSheetHasTheSameColours() {
        assertThat(colours("--background")).containsExactly(Palette.LIGHT.background, Palette.DARK.background);
        assertThat(colours("--text")).containsExactly(Palette.LIGHT.text, Palette.DARK.text);
        assertThat(colours("--muted")).containsExactly(Palette.LIGHT.muted, Palette.DARK.muted);
        assertThat(colours("--frame")).containsExactly(Palette.LIGHT.frame, Palette.DARK.frame);
        assertThat(colours("--moved")).containsExactly(Palette.LIGHT.moved, Palette.DARK.moved);
        for (int stop = 1; stop <= 3; stop++) {
            int step = (stop - 1) * (Palette.STEPS - 1) / 2;
            assertThat(colours("--grew-" + stop))
                    .containsExactly(Palette.LIGHT.fill("g" + step), Palette.DARK.fill("g" + step));
            assertThat(colours("--shrank-" + stop))
                    .containsExactly(Palette.LIGHT.fill("s" + step), Palette.DARK.fill("s" + step));
        }
    }

    @Test
    void strengthIsTheSizeOfTheChangeInTheDirectionOfTheMark() {
        assertThat(Palette.frameClass(DiffTree.Mark.GREW, 10)).isEqualTo("g8");
        assertThat(Palette.frameClass(DiffTree.Mark.NEW, 1)).isEqualTo("g4");
        assertThat(Palette.frameClass(DiffTree.Mark.GREW, -10)).isEqualTo("g0");
        assertThat(Palette.frameClass(DiffTree.Mark.VANISHED, -10)).isEqualTo("s8");
        assertThat(Palette.frameClass(DiffTree.Mark.NEUTRAL, 10)).isEqualTo("neutral");
    }

    private static List<String> colours(String property) {
        Matcher matcher = Pattern.compile(property + ": (#[0-9a-f]{6});").matcher(PageFiles.read("base.css"));
        List<String> colours = new ArrayList<>();
        while (matcher.find()) {
            colours.add(matcher.group(1));
        }
        return colours;
    }

    private static List<String> classes() {
        List<String> classes = new ArrayList<>(List.of("neutral"));
        for (int step = 0; step < Palette.STEPS; step++) {
            classes.add("g" + step);
            classes.add("s" + step);
        }
        return classes;
    }
}
