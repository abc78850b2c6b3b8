package dev.flamegate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class TrendSvgTest {
    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyVerdictHasAShapeOfItsOwn() throws Exception {
        Document svg = parsed(TrendSvg.svg(List.of(
                new TrendSvg.Point(7, Verdict.PASS, "no function grew"),
                new TrendSvg.Point(8, Verdict.FAIL, "`a` grew"),
                new TrendSvg.Point(9, Verdict.INCONCLUSIVE, "one pod"),
                new TrendSvg.Point(10, Verdict.ERROR, "no answer"))));
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(1);
        assertThat(svg.getElementsByTagName("polygon").getLength()).isEqualTo(3);
        assertThat(svg.getElementsByTagName("title").item(2).getTextContent()).isEqualTo("#8: FAIL. `a` grew");
        assertThat(svg.getElementsByTagName("text").item(3).getTextContent()).isEqualTo("10");
    }

    @Test
    void hostileHeadlinesStayText() throws Exception {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 500; round++) {
            StringBuilder headline = new StringBuilder("</title><script>alert(1)</script> & \u202e\u001b[31m\ud800");
            for (int i = 0; i < 40; i++) {
                headline.append((char) random.nextInt(0x10000));
            }
            List<TrendSvg.Point> points = new ArrayList<>();
            points.add(new TrendSvg.Point(1, Verdict.FAIL, headline.toString()));
            Document svg = parsed(TrendSvg.svg(points));
            assertThat(svg.getElementsByTagName("*").getLength()).isEqualTo(6);
        }
    }

    @Test
    void hasNeitherScriptNorStyleNorAddress() {
        String svg = TrendSvg.svg(List.of(new TrendSvg.Point(1, Verdict.PASS, "fine")));
        assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("script", "style", "href", "http", " on");
    }
}
