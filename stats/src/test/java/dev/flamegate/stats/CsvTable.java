package dev.flamegate.stats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Numbers of a comma-separated test resource; the first line may be a header. */
final class CsvTable {
    private final List<String> header;
    private final double[][] lines;

    private CsvTable(List<String> header, double[][] lines) {
        this.header = header;
        this.lines = lines;
    }

    static CsvTable withHeader(String resource) {
        List<String> text = lines(resource);
        return new CsvTable(List.of(text.get(0).split(",")), numbers(text.subList(1, text.size())));
    }

    static CsvTable withoutHeader(String resource) {
        return new CsvTable(List.of(), numbers(lines(resource)));
    }

    double[][] lines() {
        return lines;
    }

    double[] column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("no column " + name + " in " + header);
        }
        return Arrays.stream(lines).mapToDouble(line -> line[column]).toArray();
    }

    private static double[][] numbers(List<String> text) {
        return text.stream()
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static List<String> lines(String resource) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CsvTable.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
