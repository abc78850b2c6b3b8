package dev.flamegate.tests.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What the fake GitHub has of one repository: one pull request, its comments, checks and statuses. */
final class FakeRepository {
    static final int PULL_REQUEST = 7;

    final long id = 4711;
    volatile String name;
    volatile String head = "1".repeat(40);
    volatile boolean locked;
    final Set<String> permissions = new TreeSet<>(Set.of("checks", "pull_requests", "statuses", "deployments"));
    final List<String> files = new CopyOnWriteArrayList<>(List.of("README.md"));
    final Map<String, String> collaborators = new TreeMap<>();
    final List<Comment> comments = new CopyOnWriteArrayList<>();
    final Map<Long, ObjectNode> checks = new TreeMap<>();
    final List<JsonNode> statuses = new ArrayList<>();
    final List<JsonNode> protections = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(1000);

    /** A comment of a pull request. */
    static final class Comment {
        final long id;
        final String author;
        volatile String body;
        volatile int updates;
        volatile boolean minimized;

        Comment(long id, String author, String body) {
            this.id = id;
            this.author = author;
            this.body = body;
        }
    }

    FakeRepository(String name) {
        this.name = name;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    Comment comment(String author, String body) {
        Comment comment = new Comment(nextId(), author, body);
        comments.add(comment);
        return comment;
    }

    List<Comment> commentsOf(String author) {
        return comments.stream().filter(one -> one.author.equals(author)).toList();
    }

    /** Answers of deployment protection rules. */
    List<JsonNode> reviews() {
        return protections.stream().filter(one -> one.has("state")).toList();
    }

    /** What was said before them. */
    List<JsonNode> progress() {
        return protections.stream().filter(one -> !one.has("state")).toList();
    }

    synchronized List<ObjectNode> checks() {
        return List.copyOf(checks.values());
    }
}
