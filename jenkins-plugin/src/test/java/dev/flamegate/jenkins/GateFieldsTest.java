package dev.flamegate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:4040", "https://flamegate.example.org/", "${URL}", "https://a.example/base"})
    void addressesAndVariablesAreFine(String server) {
        assertThat(GateFields.server(server)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "flamegate", "ftp://a.example", "http://", "http://user:secret@a.example", "http://a b"
            })
    void whatIsNoAddressIsSaid(String server) {
        assertThat(GateFields.server(server)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "NaN", "1e9", "1441"})
    void minutesAreBounded(String text) {
        assertThat(GateFields.wait(text)).contains("between 0 and 1440");
        assertThatIllegalArgumentException().isThrownBy(() -> GateFields.minutes(text));
    }

    @Test
    void minutesMayBeFractions() {
        assertThat(GateFields.minutes(" 2.5 ")).isEqualTo(2.5);
        assertThat(GateFields.wait("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"profiles/pod-1/cpu-1.pb.gz, pod-1", "cpu.pb.gz, cpu", ".hidden, .hidden", "a\\b\\c.jfr, b"})
    void filesOfAFolderAreOfOnePod(String path, String pod) {
        assertThat(ProfileUpload.pod(path)).isEqualTo(pod);
    }

    @Test
    void consequencesHaveNames() {
        assertThat(Consequence.parse(" unstable ")).isEqualTo(Consequence.UNSTABLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Consequence.parse("explode"))
                .withMessage("'explode' is none of failure, unstable, nothing");
    }

    @Test
    void aPolicyThatLetsThroughChangesNoBuild() {
        Outcome fail = new Outcome("g", Verdict.FAIL, true, "", "", "");
        assertThat(fail.consequence(Consequence.FAILURE, Consequence.FAILURE)).isEqualTo(Consequence.NOTHING);
    }
}
