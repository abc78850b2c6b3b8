package dev.flamegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The functions that cost most by one or more sample types, as text for people or as rows for programs. Text shows scaled numbers and
 * percentages of the total; the other forms have exact numbers only, in the unit of the sample type.
 */
final class TopTable {

    /** The order of rows, and so which ones a limit keeps; equal ones stand in the order of their names. */
    enum Sort {
        FLAT(FlatCum.BY_FLAT),
        CUM(FlatCum.BY_CUM);

        private final Comparator<FlatCum.Row> order;

        Sort(Comparator<FlatCum.Row> order) {
            this.order = order;
        }
    }

    enum Format {
        TEXT,
        TSV,
        JSON
    }

    /**
     * One sample type of the profiles shown.
     *
     * @param index position of the sample type in the profiles
     */
    record Section(int index, ValueType type, FlatCum costs) {}

    private final List<Section> sections;
    private final Sort sort;
    private final int limit;

    /**
     * @param limit most rows a section
     */
    TopTable(List<Section> sections, Sort sort, int limit) {
        this.sections = List.copyOf(sections);
        this.sort = sort;
        this.limit = limit;
    }

    /** Ends in a line feed. */
    String render(Format format) {
        return switch (format) {
            case TEXT -> text();
            case TSV -> tsv();
            case JSON -> json();
        };
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        for (Section section : sections) {
            out.append(out.length() == 0 ? "" : "\n");
            text(section, out);
        }
        return out.toString();
    }

    private void text(Section section, StringBuilder out) {
        String unit = section.type.unit();
        long total = section.costs.total();
        List<FlatCum.Row> rows = rows(section);
        long shown = rows.stream().mapToLong(FlatCum.Row::flat).sum();
        out.append("Type: ").append(section.type).append(", total ").append(Amount.of(total, unit));
        out.append("\nShowing ")
                .append(rows.size())
                .append(" of ")
                .append(section.costs.rows().size());
        out.append(" functions, accounting for ").append(Amount.of(shown, unit));
        out.append(", ").append(Amount.percent(shown, total)).append(" of the total\n");
        out.append(String.format(
                Locale.ROOT, "%10s %7s %7s %10s %7s  %s\n", "flat", "flat%", "sum%", "cum", "cum%", "function"));
        long sum = 0;
        for (FlatCum.Row row : rows) {
            sum += row.flat();
            out.append(String.format(
                    Locale.ROOT,
                    "%10s %7s %7s %10s %7s  ",
                    Amount.of(row.flat(), unit),
                    Amount.percent(row.flat(), total),
                    Amount.percent(sum, total),
                    Amount.of(row.cum(), unit),
                    Amount.percent(row.cum(), total)));
            out.append(oneLine(row.function())).append('\n');
        }
    }

    private String tsv() {
        StringBuilder out = new StringBuilder("sample_index\tsample_type\tflat\tcum\tfunction\n");
        for (Section section : sections) {
            for (FlatCum.Row row : rows(section)) {
                out.append(section.index).append('\t').append(oneLine(section.type.toString()));
                out.append('\t').append(row.flat()).append('\t').append(row.cum());
                out.append('\t').append(oneLine(row.function())).append('\n');
            }
        }
        return out.toString();
    }

    private String json() {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode types = mapper.createArrayNode();
        for (Section section : sections) {
            ObjectNode type = types.addObject();
            type.put("sample_index", section.index);
            type.put("type", section.type.type());
            type.put("unit", section.type.unit());
            type.put("total", section.costs.total());
            type.put("function_count", section.costs.rows().size());
            ArrayNode functions = type.putArray("functions");
            for (FlatCum.Row row : rows(section)) {
                functions
                        .addObject()
                        .put("function", row.function())
                        .put("flat", row.flat())
                        .put("cum", row.cum());
            }
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(types) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of names and numbers did not become JSON", e);
        }
    }

    private List<FlatCum.Row> rows(Section section) {
        return section.costs.rows().stream().sorted(sort.order).limit(limit).toList();
    }

    /** Names hold tabs in real profiles, which do no harm in a last column; a line feed would make two rows of one. */
    private static String oneLine(String name) {
        return name.replace("\r", "\\r").replace("\n", "\\n");
    }
}
