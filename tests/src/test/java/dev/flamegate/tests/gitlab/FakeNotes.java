package dev.flamegate.tests.gitlab;

import dev.flamegate.tests.gitlab.FakeProject.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes of a merge request: 1,000,000 characters each, 300 new ones a minute. Lines that begin with a slash are orders; they are carried
 * out and taken away, and the white space at the end with them.
 */
final class FakeNotes {
    private static final int CHARS_MAX = 1_000_000;
    private static final int PER_MINUTE = 300;
    private static final Pattern ORDER = Pattern.compile("(?m)^/([a-z_]+)(?: [^\\n]*)?(?:\\s*\\n|$)");

    private final FakeProject project;
    private final Deque<Instant> made = new ArrayDeque<>();

    FakeNotes(FakeProject project) {
        this.project = project;
    }

    synchronized Answer answer(Request request, long user, Instant now) {
        Matcher number = Pattern.compile("/notes/(\\d+)$").matcher(request.path());
        if (number.find()) {
            long id = Long.parseLong(number.group(1));
            Optional<Note> found =
                    project.notes.stream().filter(note -> note.id == id).findFirst();
            return found.map(note -> one(request, user, note)).orElse(Answer.refused(404, "404 Not found"));
        }
        return request.method().equals("GET") ? list(request) : created(request, user, now);
    }

    private Answer one(Request request, long user, Note note) {
        if (note.author != user) {
            return Answer.refused(403, "403 Forbidden");
        }
        if (request.method().equals("DELETE")) {
            project.notes.remove(note);
            return Answer.of(204, null);
        }
        String body = obeyed(request.text("body"));
        if (body.codePointCount(0, body.length()) > CHARS_MAX) {
            return tooLong();
        }
        note.body = body;
        note.updates++;
        return Answer.of(200, shown(note));
    }

    private Answer created(Request request, long user, Instant now) {
        made.removeIf(time -> time.isBefore(now.minus(Duration.ofMinutes(1))));
        made.add(now);
        if (made.size() > PER_MINUTE) {
            return Answer.refused(
                    429, Map.of("error", "This endpoint has been requested too many times. Try again later."));
        }
        String body = obeyed(request.text("body"));
        if (body.codePointCount(0, body.length()) > CHARS_MAX) {
            return tooLong();
        }
        if (body.isBlank()) {
            return request.text("body").isBlank()
                    ? Answer.refused(400, "400 Bad request - Note {:note=>[\"can't be blank\"]}")
                    : Answer.of(202, Map.of("commands_changes", Map.of(), "summary", List.of("done")));
        }
        return Answer.of(201, shown(project.note(user, body)));
    }

    private static Answer tooLong() {
        return Answer.refused(
                400, "400 Bad request - Note {:note=>[\"is too long (maximum is " + CHARS_MAX + " characters)\"]}");
    }

    private String obeyed(String body) {
        Matcher order = ORDER.matcher(body);
        StringBuilder rest = new StringBuilder();
        while (order.find()) {
            project.orders.add(order.group(1));
            order.appendReplacement(rest, "");
        }
        return order.appendTail(rest).toString().stripTrailing();
    }

    /** Newest first, activity among them, unless something else is asked for. */
    private Answer list(Request request) {
        List<Note> notes = new ArrayList<>(project.notes.stream()
                .filter(note ->
                        !note.system || !"only_comments".equals(request.query().get("activity_filter")))
                .toList());
        if (!"asc".equals(request.query().get("sort"))) {
            Collections.reverse(notes);
        }
        return Answer.of(200, notes.stream().map(FakeNotes::shown).toList());
    }

    private static Object shown(Note note) {
        return Map.of(
                "id", note.id,
                "body", note.body,
                "system", note.system,
                "author", Map.of("id", note.author, "username", "user-" + note.author));
    }
}
