package dev.flamegate.reports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The nodes of a {@link DiffTree} in about an eighth of the room that JSON takes, for the page, which carries its tree inside. Base64 of
 * varints (seven bits a byte, the lowest first, the high bit set on all but the last byte): the number of nodes; the unit of values; then
 * for each node how far it is behind its parent (0 for the root), its name, its mark, its row plus 1, and both selves. A self is a multiple
 * of the unit plus 1; or 0, followed by eight bytes of a double, the lowest first, where it is none.
 */
final class PackedTree {
    private static final double EXACT_MAX = 0x1p53;

    private final DiffTree tree;
    private final long unit;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PackedTree(DiffTree tree) {
        this.tree = tree;
        this.unit = unit(tree);
    }

    static String of(DiffTree tree) {
        PackedTree packed = new PackedTree(tree);
        packed.write();
        return Base64.getEncoder().encodeToString(packed.out.toByteArray());
    }

    /** Each name says first how many letters it has in common with the one before it. */
    static List<String> names(DiffTree tree) {
        List<String> packed = new ArrayList<>();
        String last = "";
        for (String name : tree.jsonNames()) {
            int common = 0;
            while (common < Math.min(last.length(), name.length()) && last.charAt(common) == name.charAt(common)) {
                common++;
            }
            packed.add(common + ":" + name.substring(common));
            last = name;
        }
        return packed;
    }

    private void write() {
        varint(tree.size());
        varint(unit);
        int[] names = tree.jsonNameOfNode();
        for (int node = 0; node < tree.size(); node++) {
            varint(node == 0 ? 0 : node - tree.parent(node));
            varint(names[node]);
            varint(tree.mark(node).ordinal());
            varint(tree.row(node) + 1);
            value(tree.baselineSelf(node));
            value(tree.candidateSelf(node));
        }
    }

    private void value(double value) {
        double multiple = value / unit;
        if (isWhole(value) && multiple + 1 < EXACT_MAX) {
            varint((long) multiple + 1);
            return;
        }
        varint(0);
        byte[] bytes = ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
        out.writeBytes(bytes);
    }

    private void varint(long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** The greatest common divisor of all whole values: the cost of one sample, as a rule. */
    private static long unit(DiffTree tree) {
        long unit = 0;
        for (int node = 0; node < tree.size() && unit != 1; node++) {
            unit = divisor(unit, tree.baselineSelf(node));
            unit = divisor(unit, tree.candidateSelf(node));
        }
        return Math.max(1, unit);
    }

    private static long divisor(long unit, double value) {
        if (!isWhole(value)) {
            return unit;
        }
        long a = unit;
        long b = (long) value;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && value < EXACT_MAX;
    }
}
