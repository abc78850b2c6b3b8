package dev.flamegate.export;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import dev.flamegate.query.FrameTree;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Folded stacks, as Brendan Gregg's tools read them: a line a stack, names from the root on with semicolons between them, a blank, the
 * value; of two profiles the values of both. A semicolon inside a name becomes a colon, a line break a blank.
 */
public final class Folded {
    private Folded() {}

    /** Sorted by line. */
    public static String of(Profile profile) {
        CallTree tree = profile.tree();
        TreeMap<String, Long> lines = new TreeMap<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            lines.merge(path(tree, profile.node(i)), profile.value(0, i), Long::sum);
        }
        StringBuilder out = new StringBuilder();
        lines.forEach((path, value) -> {
            if (!path.isEmpty()) {
                out.append(path).append(' ').append(value).append('\n');
            }
        });
        return out.toString();
    }

    /** Of two profiles: the first one's value, then the second one's. */
    public static String of(FrameTree tree) {
        StringBuilder out = new StringBuilder();
        for (int node = 1; node < tree.size(); node++) {
            if (tree.self(0, node) != 0 || tree.self(1, node) != 0) {
                out.append(path(tree, node))
                        .append(' ')
                        .append(tree.self(0, node))
                        .append(' ')
                        .append(tree.self(1, node))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String path(CallTree tree, int leaf) {
        int depth = 0;
        for (int node = leaf; node != CallTree.ROOT; node = tree.parent(node)) {
            depth++;
        }
        String[] names = new String[depth];
        for (int node = leaf; node != CallTree.ROOT; node = tree.parent(node)) {
            names[--depth] = plain(tree.functionAt(tree.function(node)).name().raw());
        }
        return String.join(";", names);
    }

    private static String path(FrameTree tree, int leaf) {
        int depth = 0;
        for (int node = leaf; node > 0; node = tree.parent(node)) {
            depth++;
        }
        String[] names = new String[depth];
        for (int node = leaf; node > 0; node = tree.parent(node)) {
            names[--depth] = plain(tree.name(node));
        }
        return String.join(";", Arrays.asList(names));
    }

    private static String plain(String name) {
        return name.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
    }
}
