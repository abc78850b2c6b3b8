package dev.flamegate.tests.gitlab;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the fake GitLab has of one project: one merge request with its notes, and the statuses of its commits. */
final class FakeProject {
    static final int MERGE_REQUEST = 7;
    static final long ID = 81;

    volatile String path = "acme/backend/shop";
    volatile String oldPath = "";
    volatile String head = "1".repeat(40);
    volatile boolean fork;
    /** Of the head of the merge request; null if none runs. */
    volatile @Nullable Long pipeline = 900L;

    final List<Note> notes = new CopyOnWriteArrayList<>();
    /** What notes ordered GitLab to do. */
    final List<String> orders = new CopyOnWriteArrayList<>();

    final List<Status> statuses = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(1000);

    static final class Note {
        final long id;
        final long author;
        final boolean system;
        volatile String body;
        volatile int updates;

        Note(long id, long author, boolean system, String body) {
            this.id = id;
            this.author = author;
            this.system = system;
            this.body = body;
        }
    }

    /** A job that runs elsewhere. */
    static final class Status {
        final long id;
        final String sha;
        final String name;
        volatile @Nullable Long pipeline;
        volatile String state = "created";
        volatile String description = "";
        volatile @Nullable String address;

        Status(long id, String sha, String name) {
            this.id = id;
            this.sha = sha;
            this.name = name;
        }

        boolean isOpen() {
            return state.equals("running") || state.equals("pending");
        }
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    Note note(long author, String body) {
        Note note = new Note(nextId(), author, false, body);
        notes.add(note);
        return note;
    }

    List<Note> notesOf(long author) {
        return notes.stream().filter(note -> note.author == author).toList();
    }

    /** Of all that have one name and one commit the last counts, as in GitLab's list of jobs. */
    List<Status> latest(String sha) {
        return statuses.stream()
                .filter(one -> one.sha.equals(sha))
                .filter(one -> statuses.stream()
                        .noneMatch(other -> other.sha.equals(sha) && other.name.equals(one.name) && other.id > one.id))
                .toList();
    }

    Map<String, Object> mergeRequest() {
        Map<String, Object> answer = new java.util.HashMap<>(Map.of(
                "id",
                5001,
                "iid",
                MERGE_REQUEST,
                "project_id",
                ID,
                "target_project_id",
                ID,
                "source_project_id",
                fork ? ID + 1 : ID,
                "source_branch",
                "faster",
                "state",
                "opened",
                "sha",
                head));
        Long number = pipeline;
        if (number != null) {
            answer.put("head_pipeline", Map.of("id", number, "sha", head, "project_id", fork ? ID + 1 : ID));
        }
        return answer;
    }
}
