package dev.flamegate.tests.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A GitHub of one's own, and an App that is installed there. */
abstract class GitHubScenario {
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));

    @TempDir
    Path folder;

    FakeGitHub github;
    FakeRepository repository;
    Posting posting;

    @BeforeEach
    void start() throws IOException {
        github = new FakeGitHub(clock);
        repository = github.repository;
        posting = Posting.byApp(folder, github, clock);
    }

    @AfterEach
    void stop() {
        posting.close();
        github.close();
    }

    JsonNode onlyCheck() {
        if (repository.checks().size() != 1) {
            throw new AssertionError("expected one check: " + repository.checks());
        }
        return repository.checks().get(0);
    }

    FakeRepository.Comment onlyComment() {
        if (repository.commentsOf(FakeGitHub.APP_LOGIN).size() != 1) {
            throw new AssertionError("expected one comment: " + repository.comments.size());
        }
        return repository.commentsOf(FakeGitHub.APP_LOGIN).get(0);
    }
}
