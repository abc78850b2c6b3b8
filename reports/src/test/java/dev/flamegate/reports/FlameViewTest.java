package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class FlameViewTest {
    private static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";
    private static final DiffTree TREE = new DiffTree(
            List.of("total", "</script><b>"),
            new int[] {-1, 0},
            new int[] {0, 1},
            new double[] {0, 10},
            new double[] {0, 20},
            new int[] {0, 0},
            new int[] {-1, -1});

    @Test
    void ofTwoSelectionsTheSectionSaysEverywhereThatNothingWasTested() {
        Document section = Jsoup.parse(FlameView.section(CPU, true));

        assertThat(section.select("h2").text()).isEqualTo("Difference, not tested");
        assertThat(section.select(".legend").text())
                .contains("nothing was tested")
                .doesNotContain("not significant", "moved");
        assertThat(section.select("[data-to=baseline], [data-to=candidate]")).hasSize(2);
        assertThat(section.select("#functions th")).hasSize(4);
    }

    @Test
    void ofOneSelectionThereAreNoSidesAndNoLegend() {
        Document section = Jsoup.parse(FlameView.section(CPU, false));

        assertThat(section.select("h2").text()).isEqualTo("Flame graph");
        assertThat(section.select("[data-to=baseline], .legend svg")).isEmpty();
        assertThat(section.select("#functions th").eachText()).containsExactly("function", "share");
    }

    @Test
    void theDocumentHasTheTreePackedAndNoEvidence() throws Exception {
        JsonNode json = new ObjectMapper().readTree(FlameView.json(CPU, "nanoseconds", "1.0", "1.1", TREE, true));

        assertThat(json.at("/report/rows")).isEmpty();
        assertThat(json.at("/report/greyBelow").asDouble()).isEqualTo(Palette.WEAK_POINTS);
        assertThat(json.at("/report/single").asBoolean()).isFalse();
        assertThat(json.at("/report/subject/unit").asText()).isEqualTo("nanoseconds");
        assertThat(json.at("/report/tree/names/1").asText()).endsWith("</script><b>");
        assertThat(json.at("/shown/cost").asText()).isEqualTo("CPU");
    }

    @Test
    void theModuleHasNoImportsLeft() {
        assertThat(FlameView.module())
                .doesNotContainPattern("(?m)^import ")
                .doesNotContainIgnoringCase("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        assertThat(FlameView.times()).contains("export function localText");
    }
}
