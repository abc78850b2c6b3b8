package dev.flamegate.cli;

import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.NoFontException;
import dev.flamegate.reports.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        boolean folder = forms.size() > 1;
        List<String> left = new ArrayList<>();
        try {
            Path parent = folder ? path : path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            for (Rendering form : forms) {
                write(form, folder ? path.resolve(form.file()) : path, report, new Links(address, null), left);
            }
        } catch (IOException e) {
            throw new UsageException("--out " + path + ": cannot be written: " + e);
        }
        String others = (forms.size() - 1 - left.size()) + " more files";
        return folder
                ? "wrote " + path.resolve(Rendering.PAGE.file()) + " and " + others + String.join("", left)
                : "wrote " + path;
    }

    /** Without fonts a folder gets all but the picture in pixels, of which there is an SVG beside it. */
    private void write(Rendering form, Path file, GateReport report, Links links, List<String> left)
            throws IOException {
        try {
            Files.write(file, form.bytes(report, links));
        } catch (NoFontException e) {
            if (forms.size() == 1) {
                throw new FailureException("--out " + file + ": " + e.getMessage(), e);
            }
            left.add("; not " + form.file() + ": " + e.getMessage());
        }
    }
}
