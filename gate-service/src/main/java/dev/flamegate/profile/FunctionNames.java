package dev.flamegate.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct raw function names of a tree, and which nodes are the outermost of their name: those above which the name does not
 * occur. Adding up outermost nodes only counts recursion once.
 */
final class FunctionNames {
    private final CallTree tree;
    private final int[] nameOfFunction;
    private final List<String> texts = new ArrayList<>();
    private final boolean[] outermost;

    FunctionNames(CallTree tree) {
        this.tree = tree;
        this.nameOfFunction = new int[tree.functionCount()];
        Map<String, Integer> numbers = new HashMap<>();
        for (int function = 0; function < nameOfFunction.length; function++) {
            String text = tree.functionAt(function).name().raw();
            Integer known = numbers.putIfAbsent(text, texts.size());
            if (known == null) {
                texts.add(text);
            }
            nameOfFunction[function] = known == null ? texts.size() - 1 : known;
        }
        this.outermost = new boolean[tree.nodeCount()];
        markOutermost();
    }

    int count() {
        return texts.size();
    }

    String text(int name) {
        return texts.get(name);
    }

    /** The name's number of a node other than the root. */
    int ofNode(int node) {
        return nameOfFunction[tree.function(node)];
    }

    boolean isOutermost(int node) {
        return outermost[node];
    }

    /** Walks the tree depth first, counting how often each name is on the way from the root: linear however deep the tree is. */
    private void markOutermost() {
        int[] firstChild = new int[tree.nodeCount()];
        int[] nextSibling = new int[tree.nodeCount()];
        for (int node = tree.nodeCount() - 1; node > CallTree.ROOT; node--) {
            nextSibling[node] = firstChild[tree.parent(node)];
            firstChild[tree.parent(node)] = node;
        }
        int[] onPath = new int[texts.size()];
        int node = firstChild[CallTree.ROOT];
        while (node > CallTree.ROOT) {
            outermost[node] = onPath[ofNode(node)]++ == 0;
            int next = firstChild[node];
            while (next == 0 && node > CallTree.ROOT) {
                onPath[ofNode(node)]--;
                next = nextSibling[node];
                node = tree.parent(node);
            }
            node = next;
        }
    }
}
