package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCountsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String path : List.of("p1/1.pb", "p1/2,5.pb", "p2/1.pb")) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), "x");
        }
    }

    private void list(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    private RequestCounts counts() {
        return RequestCounts.of(List.of(folder));
    }

    @Test
    void aListCountsTheFilesOfItsFolderByRelativePath() throws IOException {
        list("requests.csv", "file,requests\np1/1.pb,2227\np1/2,5.pb,0.5\n");

        assertThat(counts().of(folder.resolve("p1/1.pb"))).hasValue(2227);
        assertThat(counts().of(folder.resolve("p1/../p1/2,5.pb"))).hasValue(0.5);
        assertThat(counts().of(folder.resolve("p2/1.pb"))).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void aListOfAnInnerFolderAndOneBesideANamedFileCountToo() throws IOException {
        list("p2/requests.csv", "file,requests\n1.pb,7\n");

        assertThat(counts().of(folder.resolve("p2/1.pb"))).hasValue(7);
        assertThat(RequestCounts.of(List.of(folder.resolve("p2/1.pb"))).of(folder.resolve("p2/1.pb")))
                .hasValue(7);
        assertThat(RequestCounts.of(List.of(folder.resolve("p1"))).of(folder.resolve("p2/1.pb")))
                .isEmpty();
    }

    @Test
    void aListIsNoProfile() throws IOException {
        list("requests.csv", "file,requests\n");
        list("p1/requests.csv", "file,requests\n");

        assertThat(UploadFiles.under(List.of(folder))).hasSize(3);
        assertThat(ReplicateFiles.byPod(List.of(folder))).containsOnlyKeys("p1", "p2");
        assertThat(ReplicateFiles.byPod(List.of(folder.resolve("p1"), folder.resolve("p1/requests.csv"))))
                .containsOnlyKeys("1.pb", "2,5.pb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 1: the header is 'file,requests', and the file is empty",
                "name,count|line 1: the header is 'file,requests', found 'name,count'",
                "file,requests;p1/1.pb|line 2: a line is FILE,REQUESTS, found 'p1/1.pb'",
                "file,requests;p1/1.pb,1;;|line 3: a line is FILE,REQUESTS, found ''",
                "file,requests;p1/9.pb,1|line 2: there is no file 'p1/9.pb' in",
                "file,requests;p1,1|line 2: there is no file 'p1' in",
                "file,requests;../x.pb,1|line 2: '../x.pb' is no path relative to and within",
                "file,requests;p1/1.pb,1;p1/1.pb,2|was counted already, in",
                "file,requests;p1/1.pb,many|line 2: 'many' is no number of requests",
                "file,requests;p1/1.pb,-1|line 2: '-1' is no number of requests",
                "file,requests;p1/1.pb,NaN|line 2: 'NaN' is no number of requests",
                "file,requests;p1/1.pb,1e999|line 2: '1e999' is no number of requests",
                "file,requests;p1/1.pb, 1|line 2: ' 1' is no number of requests",
            })
    void whatIsNoListIsRefusedWithFileLineAndRule(String text, String message) throws IOException {
        list("requests.csv", text.replace(';', '\n'));

        assertThatThrownBy(this::counts)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(folder.resolve("requests.csv").toString())
                .hasMessageContaining(message);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(
                folder.resolve("requests.csv"), "file,requests\n\u00e9.pb,1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(this::counts).isInstanceOf(UsageException.class).hasMessageContaining("UTF-8");
    }
}
