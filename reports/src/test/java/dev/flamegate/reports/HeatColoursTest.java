package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeatColoursTest {

    @Test
    void colourIsEvidence() {
        assertThat(HeatColours.cellClass(6.8, true)).isEqualTo(Palette.frameClass(DiffTree.Mark.GREW, 6.8));
        assertThat(HeatColours.cellClass(-6.8, true)).isEqualTo(Palette.frameClass(DiffTree.Mark.SHRANK, -6.8));
        assertThat(HeatColours.cellClass(6.8, false)).isEqualTo("neutral");
        assertThat(HeatColours.cellClass(0, true)).isEqualTo("neutral");
    }

    @Test
    void whatIsWrittenOnEveryColourCanBeRead() {
        Matcher rule =
                Pattern.compile("background: (#\\w{6}); color: (#\\w{6});").matcher(HeatColours.style());
        int rules = 0;
        while (rule.find()) {
            rules++;
            assertThat(Palette.contrast(rule.group(1), rule.group(2)))
                    .as(rule.group())
                    .isGreaterThanOrEqualTo(4.5);
        }
        assertThat(rules).isEqualTo(2 * (2 * Palette.STEPS + 1));
    }
}
