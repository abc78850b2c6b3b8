package dev.flamegate.tests.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording as the JDK's own reader tells it. */
record RecordedEvents(List<RecordedEvent> all) {

    static RecordedEvents in(Path recording) throws IOException {
        return new RecordedEvents(RecordingFile.readAllEvents(recording));
    }

    /** Events of a type with a stack. */
    private List<RecordedEvent> events(String type) {
        return all.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .filter(event -> event.getStackTrace() != null)
                .toList();
    }

    long count(String type) {
        return events(type).size();
    }

    /** Events in whose stack a method is. */
    long count(String type, String method) {
        return events(type).stream().filter(event -> isIn(event, method)).count();
    }

    /** The sum of a field of those. */
    long sum(String type, String field, String method) {
        return events(type).stream()
                .filter(event -> isIn(event, method))
                .mapToLong(event -> event.getLong(field))
                .sum();
    }

    private static boolean isIn(RecordedEvent event, String method) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod())
                .anyMatch(one -> method.equals(one.getType().getName() + "." + one.getName()));
    }
}
