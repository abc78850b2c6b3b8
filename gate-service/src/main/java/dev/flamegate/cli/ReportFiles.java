package dev.flamegate.cli;

import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.NoFontException;
import dev.flamegate.reports.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a report is written to: {@code FORM=FILE} is one form of it, anything else a folder that gets all of them.
 *
 * @param forms one, or all
 * @param path file of the one, or folder of all
 */
record ReportFiles(List<Rendering> forms, Path path) {
    private static final Pattern ASSIGNMENT = Pattern.compile("([a-z-]+)=(.+)");

    /** @throws UsageException if the form is not known; a folder whose name has an equals sign is written {@code ./a=b} */
    static ReportFiles parse(String text) {
        var assignment = ASSIGNMENT.matcher(text);
        if (!assignment.matches()) {
            return new ReportFiles(List.of(Rendering.values()), Path.of(text));
        }
        Rendering form = Rendering.called(assignment.group(1))
                .orElseThrow(() -> new UsageException("--out " + text + ": there is no form '" + assignment.group(1)
                        + "'; there are " + words() + "; a folder of that name is written ./" + text));
        return new ReportFiles(List.of(form), Path.of(assignment.group(2)));
    }

    private static String words() {
        return Arrays.stream(Rendering.values()).map(Rendering::word).collect(Collectors.joining(", "));
    }

    /**
     * Says what it wrote.
     *
     * @param address of the report's page; null if no service has one
     * @throws UsageException if that cannot be written to
     */
    String write(GateReport report, @Nullable String address) {
        try {
            if (forms.size() > 1) {
                return writeAll(report, address);
            }
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(path, forms.get(0).bytes(report, new Links(address, null)));
            return "wrote " + path;
        } catch (NoFontException e) {
            throw new FailureException("--out " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UsageException("--out " + path + ": cannot be written: " + e);
        }
    }

    /** The second profile type and those after it have pages and pictures of their own: {@code report-2.html}. */
    private String writeAll(GateReport report, @Nullable String address) throws IOException {
        Files.createDirectories(path);
        List<GateReport> types = report.everyType();
        List<String> pages = IntStream.rangeClosed(2, types.size())
                .mapToObj(number -> numbered(Rendering.PAGE, number))
                .toList();
        String left = "";
        for (Rendering form : forms) {
            left += write(form, path.resolve(form.file()), report, new Links(address, null, pages));
        }
        for (int number = 2; number <= types.size(); number++) {
            for (Rendering form : List.of(Rendering.PAGE, Rendering.PICTURE)) {
                byte[] bytes = form.bytes(types.get(number - 1), new Links(address, null));
                Files.write(path.resolve(numbered(form, number)), bytes);
            }
        }
        int more = forms.size() - 1 + 2 * pages.size();
        return "wrote " + path.resolve(Rendering.PAGE.file()) + " and " + (left.isEmpty() ? more : more - 1)
                + " more files" + left;
    }

    private static String numbered(Rendering form, int number) {
        return form.file().replace(".", "-" + number + ".");
    }

    /** Without fonts a folder gets all but the picture in pixels, of which there is an SVG beside it: says that, else nothing. */
    private static String write(Rendering form, Path file, GateReport report, Links links) throws IOException {
        try {
            Files.write(file, form.bytes(report, links));
            return "";
        } catch (NoFontException e) {
            return "; not " + form.file() + ": " + e.getMessage();
        }
    }
}
