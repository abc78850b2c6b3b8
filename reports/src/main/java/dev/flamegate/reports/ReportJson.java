package dev.flamegate.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The report as JSON, schema version {@value GateReport#SCHEMA}, described in docs/report-schema.md. Every field is always written,
 * null where it may be absent; the reader takes nothing else: an unknown, missing, repeated or null field is an error that names its
 * place.
 */
public final class ReportJson {
    private static final Set<String> NULLABLE =
            Set.of("place", "firstNanos", "lastNanos", "requests", "requestCost", "hash", "decrease");

    /** Null there only: in a row or a finding the same name is never null. */
    private static final Pattern NULLABLE_PLACES = Pattern.compile("(others\\[\\d+]\\.)?"
            + "(policy\\.acknowledgements\\[\\d+]\\.(function|row)|findings\\[\\d+]\\.place\\.(path|address))");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ReportJson() {}

    public static byte[] write(GateReport report) {
        return text(report).getBytes(StandardCharsets.UTF_8);
    }

    static String text(GateReport report) {
        try {
            return Plain.wellFormed(MAPPER.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing gate report " + report.id(), e);
        }
    }

    /** Another document than the report, laid out for people, with a line's end at its end. */
    static String compact(Object value) {
        try {
            return Plain.wellFormed(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing a part of a gate report", e);
        }
    }

    static String pretty(Object value) {
        try {
            return Plain.wellFormed(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing a form of a gate report", e);
        }
    }

    /** Reads what {@link #write} wrote; anything else is an {@link IllegalArgumentException} that names the place. */
    public static GateReport read(byte[] json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            checkSchema(tree);
            checkNulls(tree, "");
            addWhatCameLater(tree);
            return MAPPER.treeToValue(tree, GateReport.class);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("gate report, at " + place(e) + ": " + message(e), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "gate report, at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a gate report", e);
        }
    }

    /** JSON that may stand inside a script element or an HTML comment: nothing in it ends either. */
    static String hidden(Object value) {
        try {
            return inert(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing a part of a gate report", e);
        }
    }

    /**
     * The same for a page, where the tree has only {@code names}, and its {@code nodes} as {@link PackedTree} writes them. Other profile
     * types have pages of their own.
     */
    static String packed(GateReport report) {
        ObjectNode json = MAPPER.valueToTree(report);
        ObjectNode tree = MAPPER.createObjectNode();
        tree.set("names", MAPPER.valueToTree(PackedTree.names(report.tree())));
        tree.put("nodes", PackedTree.of(report.tree()));
        json.set("tree", tree);
        json.putArray("others");
        return hidden(json);
    }

    private static String inert(String json) {
        StringBuilder inert = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean secondDash = c == '-' && i > 0 && json.charAt(i - 1) == '-';
            if (c == '<' || c == '>' || c == '&' || c >= 0x7f || secondDash) {
                inert.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                inert.append(c);
            }
        }
        return inert.toString();
    }

    private static void checkSchema(JsonNode tree) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("gate report: not a JSON object");
        }
        JsonNode schema = tree.path("schema");
        if (!schema.isInt() || schema.intValue() != GateReport.SCHEMA) {
            throw new IllegalArgumentException("gate report, at schema: "
                    + (schema.isMissingNode() ? "missing" : schema) + ", this program reads " + GateReport.SCHEMA);
        }
    }

    /** What a report that was kept earlier does not say: nothing was waived, nobody was named, of one type and of requests, else unknown. */
    private static void addWhatCameLater(JsonNode tree) {
        if (tree instanceof ObjectNode report && !report.has("policy")) {
            String verdict = report.path("verdict").asText();
            boolean known =
                    Arrays.stream(Verdict.values()).anyMatch(one -> one.name().equals(verdict));
            if (known) {
                report.set("policy", MAPPER.valueToTree(AppliedPolicy.none(Verdict.valueOf(verdict))));
            }
        }
        tree.path("others").forEach(ReportJson::addWhatCameLater);
        if (tree instanceof ObjectNode report && !report.has("others")) {
            report.putArray("others");
        }
        if (tree.path("requestCost") instanceof ObjectNode cost && !cost.has("per")) {
            cost.put("per", "request");
        }
        for (JsonNode finding : tree.path("findings")) {
            if (finding instanceof ObjectNode one && !one.has("owners")) {
                one.putArray("owners");
            }
            if (finding.path("place") instanceof ObjectNode place) {
                addNull(place, "path");
                addNull(place, "address");
            }
        }
        for (JsonNode row : tree.path("rows")) {
            if (row.path("evidence") instanceof ObjectNode evidence) {
                addNull(evidence, "decrease");
            }
        }
    }

    private static void addNull(ObjectNode object, String field) {
        if (!object.has(field)) {
            object.putNull(field);
        }
    }

    private static void checkNulls(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            boolean nullable = NULLABLE.contains(field.getKey())
                    || NULLABLE_PLACES.matcher(place).matches();
            if (field.getValue().isNull() && !nullable) {
                throw new IllegalArgumentException("gate report, at " + place + ": null");
            }
            checkNulls(field.getValue(), place);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (node.get(i).isNull()) {
                throw new IllegalArgumentException("gate report, at " + path + "[" + i + "]: null");
            }
            checkNulls(node.get(i), path + "[" + i + "]");
        }
    }

    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "its top" : place.toString();
    }

    private static String message(JsonMappingException e) {
        Throwable cause = e.getCause();
        String message = cause == null ? e.getOriginalMessage() : cause.getMessage();
        return message == null ? e.getOriginalMessage() : message;
    }
}
