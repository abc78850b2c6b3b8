package dev.flamegate.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A second reader of {@link PackedTree}, beside the page's script. */
final class Unpacked {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ByteBuffer bytes;

    private Unpacked(String nodes) {
        bytes = ByteBuffer.wrap(Base64.getDecoder().decode(nodes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The JSON of a whole report, of that which a page carries. */
    static byte[] report(String json) throws Exception {
        ObjectNode report = (ObjectNode) MAPPER.readTree(json);
        ObjectNode packed = (ObjectNode) report.get("tree");
        ObjectNode tree = new Unpacked(packed.get("nodes").textValue()).tree();
        ArrayNode names = tree.putArray("names");
        String last = "";
        for (JsonNode written : packed.get("names")) {
            String[] parts = written.textValue().split(":", 2);
            last = last.substring(0, Integer.parseInt(parts[0])) + parts[1];
            names.add(last);
        }
        report.set("tree", tree);
        return MAPPER.writeValueAsBytes(report);
    }

    private ObjectNode tree() {
        ObjectNode tree = MAPPER.createObjectNode();
        ArrayNode parents = tree.putArray("parents");
        ArrayNode names = tree.putArray("nameOfNode");
        ArrayNode baseline = tree.putArray("baselineSelf");
        ArrayNode candidate = tree.putArray("candidateSelf");
        ArrayNode marks = tree.putArray("marks");
        ArrayNode rows = tree.putArray("rows");
        int size = (int) varint();
        long unit = varint();
        for (int node = 0; node < size; node++) {
            int back = (int) varint();
            parents.add(node == 0 ? -1 : node - back);
            names.add((int) varint());
            marks.add((int) varint());
            rows.add((int) varint() - 1);
            baseline.add(value(unit));
            candidate.add(value(unit));
        }
        return tree;
    }

    private double value(long unit) {
        long multiple = varint();
        return multiple == 0 ? bytes.getDouble() : (double) ((multiple - 1) * unit);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
