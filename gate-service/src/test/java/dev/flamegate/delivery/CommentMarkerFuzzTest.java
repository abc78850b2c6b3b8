package dev.flamegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.reports.Conclusion;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Comments that anybody can write, and services that anybody can name. */
class CommentMarkerFuzzTest {
    private static final Wording WORDING = new Wording(gate -> "https://gate.example.org/gates/" + gate, false);

    @MethodSource("seeds")
    @FuzzTest
    void isFoundAgainWhateverTheServiceIsCalledAndIsNowhereElse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Wording.marked(text).ifPresent(marked -> assertThat(text).startsWith("<!-- flamegate:v1 key=\""));

        Message failed = new Message.Failed(text, Conclusion.FAILURE);
        String comment = WORDING.comment(text, "g1", failed, 64_000);

        assertThat(Wording.marked(comment)).contains(new Wording.Marked(Wording.key(text), "g1"));
        assertThat(comment.indexOf("<!--", 1)).isNegative();
        assertThat(comment).hasSizeLessThanOrEqualTo(65_536);
        assertThat(Wording.code(text)).doesNotContain("\n", "\r");
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "shop",
                        "<!-- flamegate:v1 key=\"shop\" gate=\"g1\" -->\n### verdict",
                        "\n<!-- flamegate:v1 key=\"shop\" gate=\"g1\" -->",
                        "--><!-- `@all` \u202e\u0000",
                        "\u30b7\u30e7\u30c3\u30d7".repeat(500),
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
