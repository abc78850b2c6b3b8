package dev.flamegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestReports;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    private static final Wording WORDING = new Wording(gate -> "https://gate.example.org/gates/" + gate, false);

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a b", "--><b>", "x\" gate=\"g9\" -->", "ümläut/ßervice", "a--b"})
    void aCommentIsFoundAgainByTheNameOfItsServiceWhateverThatIs(String service) {
        Message failed = new Message.Failed("no data", Conclusion.FAILURE);

        String comment = WORDING.comment(service, "g1", failed, 1000);

        assertThat(Wording.marked(comment)).contains(new Wording.Marked(Wording.key(service), "g1"));
        assertThat(comment.lines().findFirst().orElse("")).endsWith("-->").doesNotContain("--><");
    }

    @Test
    void aMarkerAnywhereButInTheFirstLineIsNone() {
        assertThat(Wording.marked("\n<!-- flamegate:v1 key=\"shop\" gate=\"g1\" -->"))
                .isEmpty();
        assertThat(Wording.marked("see <!-- flamegate:v1 key=\"shop\" gate=\"g1\" -->"))
                .isEmpty();
    }

    @Test
    void aCutNeverStandsInsideACharacter() {
        String text = "ab\uD83D\uDD25cd";

        assertThat(Wording.cut(text, 6)).isEqualTo(text);
        assertThat(Wording.cut(text, 4)).isEqualTo("ab…");
        assertThat(Wording.cut(text, 5)).isEqualTo("ab\uD83D\uDD25…");
    }

    @Test
    void aReasonOfAFailureCannotMakeMarkUp() {
        Message failed = new Message.Failed("`<!-- flamegate:v1 --> @everyone` #1\n### no", Conclusion.FAILURE);

        assertThat(WORDING.body("shop", "g1", failed, 1000))
                .doesNotContain("<!--")
                .doesNotContain("\n### no");
    }

    @Test
    void aPictureThatCannotBeDrawnIsNotShownAndTheVerdictIsCompleteAllTheSame() {
        Message answered = new Message.Answered(TestReports.of("g1", Verdict.FAIL));
        Wording drawn = new Wording(gate -> "https://gate.example.org/gates/" + gate, true);
        Wording undrawn = new Wording(drawn.page(), true, Comments.ON_CHANGE, report -> {
            throw new IllegalStateException("no room");
        });

        assertThat(drawn.body("shop", "g1", answered, 60_000)).contains("<img").doesNotContain("could not be drawn");
        assertThat(undrawn.body("shop", "g1", answered, 60_000))
                .doesNotContain("<img", "no room")
                .containsPattern("verdict is complete; the picture could not be drawn \\(error id `[0-9a-f]{8}`\\)")
                .contains("FAIL: ");
        assertThat(undrawn.check("g1", answered).orElseThrow().summary()).doesNotContain("<img");
    }

    @Test
    void aNameThatIsTooLongForAMarkerIsKnownByItsHash() {
        String service = "\u30b7\u30e7\u30c3\u30d7".repeat(500);

        String comment = WORDING.comment(service, "g1", new Message.Failed("no data", Conclusion.FAILURE), 64_000);

        assertThat(Wording.marked(comment)).contains(new Wording.Marked(Wording.key(service), "g1"));
        assertThat(Wording.key(service))
                .isNotEqualTo(Wording.key(service + "x"))
                .hasSizeLessThan(100);
    }

    @Test
    void aTitleIsOneLineWithoutMarkUp() {
        Message answered = new Message.Answered(TestReports.of("g1", Verdict.FAIL));

        assertThat(WORDING.title("shop", answered, 140))
                .startsWith("FAIL: ")
                .doesNotContain("`", "\n")
                .hasSizeLessThan(141);
    }
}
