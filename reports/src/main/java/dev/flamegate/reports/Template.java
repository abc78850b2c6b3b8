package dev.flamegate.reports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places to fill, itself a valid page. <code>{{name}}</code> becomes escaped text, also inside an attribute;
 * {@code <!--put name-->} becomes markup; what stands between {@code <!--each name-->} and {@code <!--end name-->} comes as often as
 * there are fills of that name. What was filled in is not looked at again, so a value cannot add places of its own.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}|<!--(each|end|put) (\\w+)-->");

    private final Block whole;

    private sealed interface Part permits Literal, Value, Put, Block {
        void fill(Fill fill, StringBuilder out);
    }

    private record Literal(String text) implements Part {
        @Override
        public void fill(Fill fill, StringBuilder out) {
            out.append(text);
        }
    }

    private record Value(String name) implements Part {
        @Override
        public void fill(Fill fill, StringBuilder out) {
            out.append(Markup.escaped(fill.value(name)));
        }
    }

    private record Put(String name) implements Part {
        @Override
        public void fill(Fill fill, StringBuilder out) {
            out.append(fill.markup(name));
        }
    }

    private record Block(String name, List<Part> parts) implements Part {
        @Override
        public void fill(Fill fill, StringBuilder out) {
            fill.each(name).forEach(inner -> fillParts(inner, out));
        }

        void fillParts(Fill fill, StringBuilder out) {
            parts.forEach(part -> part.fill(fill, out));
        }
    }

    private Template(Block whole) {
        this.whole = whole;
    }

    static Template of(String text) {
        Deque<Block> open = new ArrayDeque<>();
        open.push(new Block("", new ArrayList<>()));
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            add(open, new Literal(text.substring(from, place.start())));
            from = place.end();
            if (place.group(1) != null) {
                add(open, new Value(place.group(1)));
            } else {
                comment(open, place.group(2), place.group(3));
            }
        }
        add(open, new Literal(text.substring(from)));
        if (open.size() != 1) {
            throw new IllegalArgumentException(
                    "template: <!--each " + open.getFirst().name() + "--> has no end");
        }
        return new Template(open.getFirst());
    }

    private static void comment(Deque<Block> open, String kind, String name) {
        if (kind.equals("put")) {
            add(open, new Put(name));
        } else if (kind.equals("each")) {
            open.push(new Block(name, new ArrayList<>()));
        } else {
            Block block = open.pop();
            if (!block.name().equals(name) || open.isEmpty()) {
                throw new IllegalArgumentException("template: <!--end " + name + "--> closes " + block.name());
            }
            add(open, block);
        }
    }

    private static void add(Deque<Block> open, Part part) {
        open.getFirst().parts().add(part);
    }

    String fill(Fill fill) {
        StringBuilder out = new StringBuilder();
        whole.fillParts(fill, out);
        return out.toString();
    }
}
