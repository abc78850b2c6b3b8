package dev.flamegate.ingest.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of a chunk. Its metadata event holds a table of strings and a tree of elements, as XML would: {@code class} with
 * {@code field} with {@code annotation}.
 */
final class JfrMetadata {
    private static final int ELEMENTS_MAX = 1 << 18;
    private static final int DEPTH_MAX = 32;
    private static final int STRING_CHARS_MAX = 1 << 16;
    private static final String TIMESPAN = "jdk.jfr.Timespan";

    /** How JDK 9 and 10 begin the names of types, and how all later ones do. */
    private static final Map<String, String> RENAMED =
            Map.of("com.oracle.jdk.", "jdk.", "com.oracle.jfr.types.", "jdk.types.");

    private record Element(String name, Map<String, String> attributes, List<Element> children) {
        String attribute(String key) {
            return attributes.getOrDefault(key, "");
        }

        List<Element> children(String wanted) {
            return children.stream().filter(child -> child.name.equals(wanted)).toList();
        }
    }

    private final JfrBytes in;
    private final List<String> strings = new ArrayList<>();
    private final Map<Long, JfrType> types = new HashMap<>();
    private int elements;

    private JfrMetadata(JfrBytes in) {
        this.in = in;
    }

    static JfrMetadata read(JfrBytes in, ChunkHeader chunk) {
        in.window(chunk.metadata(), chunk.end());
        JfrMetadata metadata = new JfrMetadata(in);
        metadata.read();
        return metadata;
    }

    @Nullable
    JfrType type(long id) {
        return types.get(id);
    }

    Iterable<JfrType> types() {
        return types.values();
    }

    private void read() {
        in.skipNumber(); // size
        if (in.number() != 0) {
            throw in.wrong("the header points to metadata, but here is another event");
        }
        in.skipNumber(); // start
        in.skipNumber(); // duration
        in.skipNumber(); // number of the metadata
        for (int left = in.count("strings"); left > 0; left--) {
            strings.add(in.string(STRING_CHARS_MAX));
            if (strings.size() > ELEMENTS_MAX) {
                throw in.wrong("the metadata has more than " + ELEMENTS_MAX + " strings, the most accepted");
            }
        }
        Element root = element(0);
        List<Element> classes = root.children("metadata").stream()
                .flatMap(metadata -> metadata.children("class").stream())
                .toList();
        Map<String, String> classNames = new HashMap<>();
        classes.forEach(each -> classNames.put(each.attribute("id"), each.attribute("name")));
        for (Element each : classes) {
            JfrType type = type(each, classNames);
            types.put(type.id(), type);
        }
    }

    private JfrType type(Element element, Map<String, String> classNames) {
        List<JfrType.Field> fields = new ArrayList<>();
        for (Element field : element.children("field")) {
            String timespan = field.children("annotation").stream()
                    .filter(each -> TIMESPAN.equals(classNames.get(each.attribute("class"))))
                    .map(each -> each.attribute("value"))
                    .findFirst()
                    .orElse("");
            fields.add(new JfrType.Field(
                    field.attribute("name"),
                    id(field.attribute("class")),
                    field.attribute("constantPool").equals("true"),
                    !field.attribute("dimension").isEmpty()
                            && !field.attribute("dimension").equals("0"),
                    timespan));
        }
        return new JfrType(id(element.attribute("id")), renamed(element.attribute("name")), fields);
    }

    private static String renamed(String name) {
        return RENAMED.entrySet().stream()
                .filter(prefix -> name.startsWith(prefix.getKey()))
                .map(prefix ->
                        prefix.getValue() + name.substring(prefix.getKey().length()))
                .findFirst()
                .orElse(name);
    }

    private long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw in.wrong("the metadata has '" + text + "' where the number of a type belongs");
        }
    }

    private Element element(int depth) {
        if (++elements > ELEMENTS_MAX || depth > DEPTH_MAX) {
            throw in.wrong("the metadata has more than " + ELEMENTS_MAX + " elements, or more than " + DEPTH_MAX
                    + " inside each other, the most accepted");
        }
        String name = string();
        Map<String, String> attributes = new HashMap<>();
        for (int left = in.count("attributes"); left > 0; left--) {
            attributes.put(string(), string());
        }
        List<Element> children = new ArrayList<>();
        for (int left = in.count("elements"); left > 0; left--) {
            children.add(element(depth + 1));
        }
        return new Element(name, attributes, children);
    }

    private String string() {
        long index = in.number();
        if (index < 0 || index >= strings.size()) {
            throw in.wrong("the metadata refers to string " + index + " of " + strings.size());
        }
        return strings.get((int) index);
    }
}
