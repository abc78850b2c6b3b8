package dev.flamegate.delivery.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final Notes NOTES = new Notes(
            new GitLabApi("https://gitlab.example.org/api/v4", Path.of("token")),
            new MergeRequest("/projects/1/merge_requests/7", "a".repeat(40), Optional.empty(), Optional.empty()),
            42);

    @Test
    void noLineBeginsWithASlashHoweverFarItIsIndented() {
        String note = NOTES.kept("/merge\ntext /merge\n  /close now\n```\n/approve\n```\n");

        assertThat(note)
                .doesNotContainPattern("(?m)^\\s*/")
                .contains("/merge", "text /merge", "/close now", "/approve");
    }

    @Test
    void aNoteIsComparedAsGitLabKeepsIt() {
        String note = NOTES.kept("### FAIL\n\ntext\n\n");

        assertThat(note).isEqualTo("### FAIL\n\ntext");
        assertThat(NOTES.kept(note)).isEqualTo(note);
    }
}
