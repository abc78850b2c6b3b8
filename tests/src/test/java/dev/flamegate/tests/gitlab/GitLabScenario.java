package dev.flamegate.tests.gitlab;

import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.gitlab.GitLabPublisher;
import dev.flamegate.delivery.gitlab.GitLabSettings;
import dev.flamegate.reports.Verdict;
import dev.flamegate.tests.github.MovableClock;
import dev.flamegate.tests.github.Posting;
import dev.flamegate.tests.github.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A GitLab of one's own, and a token that may write to its project. */
abstract class GitLabScenario {
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));

    @TempDir
    Path folder;

    FakeGitLab gitlab;
    FakeProject project;
    Posting posting;

    @BeforeEach
    void start() throws IOException {
        gitlab = new FakeGitLab(clock);
        project = gitlab.project;
        posting = posting(folder);
    }

    @AfterEach
    void stop() {
        posting.close();
        gitlab.close();
    }

    /** A service with its store in a folder of its own. */
    Posting posting(Path its) throws IOException {
        Path token = Files.writeString(its.resolve("token"), FakeGitLab.TOKEN + "\n");
        GitLabSettings settings = new GitLabSettings(gitlab.address(), token.toString(), List.of(), List.of(), false);
        return new Posting(its, this::target, new GitLabPublisher(settings, Posting.wording(), clock), clock);
    }

    private Target target() {
        return new Target(Forge.GITLAB, "acme/backend/shop", FakeProject.MERGE_REQUEST, project.head);
    }

    void failing(String gate) {
        posting.ask(gate);
        posting.answer(Reports.of(gate, Verdict.FAIL));
    }

    FakeProject.Note onlyNote() {
        if (project.notesOf(FakeGitLab.ROBOT).size() != 1) {
            throw new AssertionError("expected one note of ours: " + project.notes.size());
        }
        return project.notesOf(FakeGitLab.ROBOT).get(0);
    }

    /** The one that counts, of the head. */
    FakeProject.Status status() {
        List<FakeProject.Status> latest = project.latest(project.head);
        if (latest.size() != 1) {
            throw new AssertionError("expected one status: " + latest.size());
        }
        return latest.get(0);
    }
}
