package dev.flamegate.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes into a {@link Template}. A name that the template has and the fill has not is a mistake, and an exception. */
final class Fill {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> markup = new HashMap<>();
    private final Map<String, List<Fill>> blocks = new HashMap<>();

    Fill value(String name, String text) {
        values.put(name, text);
        return this;
    }

    /** Taken as it is: only for markup made here. */
    Fill markup(String name, String trusted) {
        markup.put(name, trusted);
        return this;
    }

    /** A sentence, its names set as code. */
    Fill prose(String name, String sentence) {
        return markup(name, Markup.prose(sentence));
    }

    Fill each(String name, List<Fill> fills) {
        blocks.put(name, fills);
        return this;
    }

    /** Once or not at all, with this fill's own values. */
    Fill when(String name, boolean shown) {
        return each(name, shown ? List.of(this) : List.of());
    }

    /** Copies everything that {@code other} fills. */
    Fill with(Fill other) {
        values.putAll(other.values);
        markup.putAll(other.markup);
        blocks.putAll(other.blocks);
        return this;
    }

    String value(String name) {
        return found(values.get(name), name);
    }

    String markup(String name) {
        return found(markup.get(name), name);
    }

    List<Fill> each(String name) {
        return found(blocks.get(name), name);
    }

    private static <T> T found(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("nothing fills '" + name + "'");
        }
        return value;
    }
}
