package dev.flamegate.ingest.speedscope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Adds up the profiles of one kind of unit. */
final class Stacks {

    /** A frame that was opened and not closed yet. */
    private record Open(int frame, int node) {}

    private final Frames frames;
    private final Source source;
    private final StackSums sums;
    private int profile;

    Stacks(Frames frames, ReadLimits limits, Source source) {
        this.frames = frames;
        this.source = source;
        this.sums = new StackSums(source, limits, "item");
    }

    List<Profile> profiles() {
        return sums.profiles();
    }

    /** @param number of the profile in the file, for messages */
    void add(JsonNode from, int number, Unit unit) {
        profile = number;
        switch (from.path("type").asText()) {
            case "sampled" -> sampled(from, unit);
            case "evented" -> evented(from, unit);
            default -> throw wrong(0, "type '" + from.path("type").asText() + "' is neither sampled nor evented");
        }
    }

    private void sampled(JsonNode from, Unit unit) {
        JsonNode samples = from.path("samples");
        JsonNode weights = from.path("weights");
        if (samples.size() != weights.size()) {
            throw wrong(0, samples.size() + " samples but " + weights.size() + " weights");
        }
        for (int i = 0; i < samples.size(); i++) {
            sums.at(i);
            int node = CallTree.ROOT;
            for (int depth = 0; depth < samples.get(i).size(); depth++) {
                node = child(node, depth, frame(samples.get(i).get(depth), i));
            }
            double weight = weight(weights.get(i), i);
            if (weight < 0) {
                throw wrong(i, "the weight " + weight + " is negative");
            }
            sums.addFraction(node, weight * unit.factor() * unit.kind().perUnit(source));
        }
    }

    /** What passes between two events was spent in the frame opened last. */
    private void evented(JsonNode from, Unit unit) {
        Deque<Open> open = new ArrayDeque<>();
        JsonNode events = from.path("events");
        double before = from.path("startValue").asDouble(0);
        for (int i = 0; i < events.size(); i++) {
            sums.at(i);
            JsonNode event = events.get(i);
            double now = weight(event.path("at"), i);
            if (now < before && i > 0) {
                throw wrong(i, "is at " + now + ", before the event in front of it at " + before);
            }
            Open top = open.peek();
            if (top != null) {
                sums.addFraction(
                        top.node(), (now - before) * unit.factor() * unit.kind().perUnit(source));
            }
            before = now;
            step(open, event, i);
        }
        if (!open.isEmpty()) {
            throw wrong(events.size(), open.size() + " frames are not closed at the end");
        }
    }

    private void step(Deque<Open> open, JsonNode event, int i) {
        int frame = frame(event.path("frame"), i);
        Open top = open.peek();
        switch (event.path("type").asText()) {
            case "O" -> open.push(new Open(frame, child(top == null ? CallTree.ROOT : top.node(), open.size(), frame)));
            case "C" -> {
                if (top == null || top.frame() != frame) {
                    throw wrong(i, "closes '" + frames.name(frame) + "', which is not the frame opened last");
                }
                open.pop();
            }
            default -> throw wrong(i, "type '" + event.path("type").asText() + "' is neither O nor C");
        }
    }

    private int child(int parent, int depth, int frame) {
        return sums.child(parent, depth, frames.name(frame), frames.file(frame), frames.line(frame));
    }

    private int frame(JsonNode index, int item) {
        if (!index.isInt() || index.asInt() < 0 || index.asInt() >= frames.size()) {
            throw wrong(item, "refers to frame " + index + " of " + frames.size());
        }
        return index.asInt();
    }

    private double weight(JsonNode number, int item) {
        if (!number.isNumber()) {
            throw wrong(item, "has no number but '" + number.asText() + "'");
        }
        return number.asDouble();
    }

    private MalformedProfileException wrong(int item, String rule) {
        return source.wrong("profile " + profile + ", item " + item, rule);
    }
}
