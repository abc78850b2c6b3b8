package dev.flamegate.ingest;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.Map;
import java.util.TreeMap;

/** Profiles as text that tests compare: {@code root;frame;leaf} to the sum of its values. */
public final class TestStacks {
    private TestStacks() {}

    public static Map<String, Long> of(Profile profile, int sampleIndex) {
        Map<String, Long> stacks = new TreeMap<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            if (profile.value(sampleIndex, i) != 0) {
                stacks.merge(text(profile.tree(), profile.node(i)), profile.value(sampleIndex, i), Long::sum);
            }
        }
        return stacks;
    }

    public static Map<String, Long> of(Profile profile) {
        return of(profile, 0);
    }

    /** With the line of every frame: {@code root:1;leaf:7}. */
    public static Map<String, Long> withLines(Profile profile, int sampleIndex) {
        Map<String, Long> stacks = new TreeMap<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            StringBuilder stack = new StringBuilder();
            for (int node = profile.node(i);
                    node != CallTree.ROOT;
                    node = profile.tree().parent(node)) {
                String name = profile.tree()
                        .functionAt(profile.tree().function(node))
                        .name()
                        .raw();
                stack.insert(0, ";" + name + ":" + profile.tree().line(node));
            }
            if (profile.value(sampleIndex, i) != 0) {
                stacks.merge(stack.toString(), profile.value(sampleIndex, i), Long::sum);
            }
        }
        return stacks;
    }

    static String text(CallTree tree, int node) {
        if (node == CallTree.ROOT) {
            return "";
        }
        String name = tree.functionAt(tree.function(node)).name().raw();
        return tree.parent(node) == CallTree.ROOT ? name : text(tree, tree.parent(node)) + ";" + name;
    }
}
