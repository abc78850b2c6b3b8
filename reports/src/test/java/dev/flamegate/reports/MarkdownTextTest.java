package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@all",
                "#12",
                "GH-12",
                "GL-12",
                "!12",
                "acme/shop!12",
                "~bug",
                "~\"big bug\"",
                "%v2",
                "%\"v 2\"",
                "&12",
                "$12",
                "^alert#12"
            })
    void whatAForgeWouldMakeAReferenceOfIsBrokenUp(String reference) {
        assertThat(MarkdownText.plain("see " + reference)).contains("\u200b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1 % of CPU", "a & b", "grew!", "about ~ 3", "5 $ each", "x ^ y"})
    void aSignThatNamesNothingStaysWhole(String sentence) {
        assertThat(MarkdownText.plain(sentence)).doesNotContain("\u200b");
    }
}
