package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String path : List.of("pods/p1/1.pb", "pods/p1/2.pb", "pods/p2/1.pb", "runs/a.pb", "runs/b.pb")) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), "x");
        }
        Files.createDirectories(folder.resolve("empty"));
    }

    @Test
    void aFolderOfFoldersIsPodsWithTheirWindows() {
        var pods = ProfileFiles.byPod(List.of(folder.resolve("pods")));

        assertThat(pods).containsOnlyKeys("p1", "p2");
        assertThat(pods.get("p1"))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("1.pb", "2.pb");
    }

    @Test
    void everyFileOfAFlatFolderIsAReplicate() {
        assertThat(ProfileFiles.byPod(List.of(folder.resolve("runs")))).containsOnlyKeys("a.pb", "b.pb");
    }

    @Test
    void everyNamedFileIsAReplicate() {
        assertThat(ProfileFiles.byPod(List.of(folder.resolve("runs/a.pb"), folder.resolve("runs/b.pb"))))
                .containsOnlyKeys("a.pb", "b.pb");
    }

    @Test
    void twoReplicatesOfOneNameAreRefused() {
        assertThatThrownBy(() ->
                        ProfileFiles.byPod(List.of(folder.resolve("pods/p1/1.pb"), folder.resolve("pods/p2/1.pb"))))
                .hasMessageContaining("'1.pb' was given already");
    }

    @Test
    void aMissingPathAndAnEmptyFolderAreNamed() {
        assertThatThrownBy(() -> ProfileFiles.byPod(List.of(folder.resolve("nowhere"))))
                .hasMessageContaining("nowhere: there is no such file or folder");
        assertThatThrownBy(() -> ProfileFiles.byPod(List.of(folder.resolve("empty"))))
                .hasMessageContaining("there is no profile in this folder");
    }
}
