package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    /** The page's script is tested with the same file. */
    @ParameterizedTest
    @CsvFileSource(files = "src/test/js/words.csv", delimiter = ';', numLinesToSkip = 1)
    void numbersAreWrittenAsThePageWritesThem(String kind, double number, String words) {
        String unit = kind.substring(kind.indexOf(' ') + 1);
        String written = switch (kind.split(" ")[0]) {
            case "percent" -> Words.percent(number);
            case "signed" -> Words.signed(number);
            case "probability" -> Words.probability(number);
            case "quantity" -> Words.quantity(number, unit);
            case "each" -> Words.each(number, unit);
            default -> Words.count(number);
        };
        assertThat(written).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "process_cpu:cpu:nanoseconds:cpu:nanoseconds, CPU",
        "memory:alloc_space:bytes:space:bytes, allocated bytes",
        "block:contentions:count:contentions:count, contentions",
        "mutex:lock_delay, lock delay",
        "wall, wall"
    })
    void theProfileTypeIsAWord(String profileType, String word) {
        assertThat(Words.cost(profileType)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "4.8212e13, nanoseconds, 13.4 h",
        "1.5e9, nanoseconds, 1.5 s",
        "2.41e6, nanoseconds, 2.4 ms",
        "5e9, bytes, 4.7 GiB",
        "512, bytes, 512 B",
        "12345, '', '12,345'"
    })
    void aTotalIsReadable(double total, String unit, String words) {
        assertThat(Words.quantity(total, unit)).isEqualTo(words);
    }

    @Test
    void theLanguageOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        String page = ReportPage.html(SampleReports.fail());
        String text = ReportText.render(SampleReports.fail(), true, null);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ReportPage.html(SampleReports.fail())).isEqualTo(page);
            assertThat(ReportText.render(SampleReports.fail(), true, null)).isEqualTo(text);
            assertThat(FlameGraphSvg.svg(SampleReports.fail())).contains("+7.5 points");
        } finally {
            Locale.setDefault(before);
        }
    }
}
