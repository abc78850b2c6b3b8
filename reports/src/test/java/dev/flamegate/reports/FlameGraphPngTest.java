package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FlameGraphPngTest {

    private static BufferedImage image(GateReport report) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(FlameGraphPng.png(report)));
    }

    private static Map<String, Integer> pixels(BufferedImage image) {
        Map<String, Integer> pixels = new TreeMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                pixels.merge(String.format("#%06x", image.getRGB(x, y) & 0xffffff), 1, Integer::sum);
            }
        }
        return pixels;
    }

    @Test
    void itIsThePictureOfTheSvgAtTwiceItsSize() throws IOException {
        Drawing drawing = ReportDrawing.of(SampleReports.fail());
        BufferedImage image = image(SampleReports.fail());

        assertThat(image.getWidth()).isEqualTo(2 * drawing.width());
        assertThat(image.getHeight()).isEqualTo(2 * drawing.height());
    }

    @Test
    void everyBoxHasItsColourInTheMiddle() throws IOException {
        Drawing drawing = ReportDrawing.of(SampleReports.pass());
        BufferedImage image = image(SampleReports.pass());

        drawing.shapes().stream()
                .filter(shape -> shape instanceof Drawing.Box box && box.opacity() == 1 && box.width() > 300)
                .map(Drawing.Box.class::cast)
                .forEach(box -> {
                    int rgb = image.getRGB((int) (2 * (box.x() + box.width() - 3)), (int) (2 * box.y() + 4));
                    assertThat(String.format("#%06x", rgb & 0xffffff)).isEqualTo(Palette.LIGHT.colour(box.paint()));
                });
    }

    @Test
    void whatGrewVanishedAndMovedHasItsColourAndAPassIsCalm() throws IOException {
        Map<String, Integer> moved = pixels(image(MovedSample.report()));

        assertThat(moved.get(Palette.LIGHT.colour("g8"))).isGreaterThan(1000);
        assertThat(moved.get(Palette.LIGHT.colour("s8"))).isGreaterThan(1000);
        assertThat(moved.get(Palette.LIGHT.colour("edge-moved"))).isGreaterThan(500);
        int swatch = 2 * 11 * 2 * 16;
        assertThat(pixels(image(SampleReports.pass())).get(Palette.LIGHT.colour("s8")))
                .isLessThanOrEqualTo(swatch);
    }

    @Test
    void fiftyThousandNodesStaySmall() {
        assertThat(FlameGraphPng.png(SampleReports.large(50_000))).hasSizeLessThan(1_000_000);
    }
}
