package dev.flamegate.bench;

import dev.flamegate.gate.Evaluation;
import dev.flamegate.gate.Policy;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Rendering;
import dev.flamegate.reports.ReportJson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The size of a large report's forms, how long each takes to make, and how fast its page is in a browser. The report is what the gate says
 * of a made program of 50,000 nodes in which one function grew.
 */
public final class ReportBench {
    private static final int FUNCTIONS = 20_000;
    private static final int NODES = 50_000;
    private static final int SEED = 1;
    private static final int REPETITIONS = 5;
    private static final double MEGABYTE = 1e6;
    private static final double PAGE_MB_MAX = 3;
    private static final double PAINT_MILLIS_MAX = 1000;
    private static final double ZOOM_MILLIS_MAX = 50;

    private final Consumer<String> progress;
    private final List<String> lines = new ArrayList<>();

    /** @param progress hears a line now and then */
    public ReportBench(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * The results as Markdown, line by line.
     *
     * @param folder where the forms of the report are written to
     * @param chromium the browser's program
     */
    public List<String> run(String toolVersion, Path folder, Path chromium) throws IOException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        GateReport report = report();
        progress.accept("the report has " + report.tree().size() + " nodes and "
                + report.rows().size() + " rows");
        title(toolVersion, load, report);
        Files.createDirectories(folder);
        double page = forms(report, folder);
        progress.accept("the forms are in " + folder);
        PageTimes times = PageTimes.of(
                chromium, folder.resolve(Rendering.PAGE.file()), report.tree().size(), REPETITIONS);
        browser(times);
        goals(page, times);
        return List.copyOf(lines);
    }

    /** The names of made programs are short: as long as those of Java they make the page larger. */
    private static GateReport report() {
        SimulatedProgram program = ProgramGenerator.random(FUNCTIONS, NODES, SEED);
        PlantedChange change = PlantedChange.grown(program, Target.self(program, 0.01), 0.03);
        FleetRun run =
                new SimulatedFleet(FleetScenario.of("report", 8, 8, 10, 3)).run(change, new SplittableRandom(SEED));
        Provenance here = new Provenance("2026-01-01T00:00:00Z", "bench", 1, "flamegate bench report");
        GateReport report = new Evaluation(Policy.withDefaults()).evaluate(run.selectionWithRequests(), "bench", here);
        String json = new String(ReportJson.write(report), StandardCharsets.UTF_8);
        return ReportJson.read(
                json.replace("\"app/", "\"com/example/checkout/internal/").getBytes(StandardCharsets.UTF_8));
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void title(String toolVersion, double load, GateReport report) {
        long names = ReportJson.write(report).length;
        line("# Size and speed of a large report");
        line("");
        line("Written by `./flamegate bench report --out gate-service/docs`; do not edit.");
        line("");
        line(
                "Measured %s by `flamegate bench report` %s on %d processors, Java %s; load average before it %.1f.",
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                toolVersion,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                load);
        line("");
        line(
                "A gate's report of a made program: %,d nodes of %,d functions, 8 pods a side, %,d rows tested, %s. Its JSON has %.1f MB.",
                report.tree().size(), FUNCTIONS, report.rows().size(), report.verdict(), names / MEGABYTE);
    }

    /** Size of the page in megabytes. */
    private double forms(GateReport report, Path folder) throws IOException {
        line("");
        line("| form | file | KB | ms to make, median of %d |", REPETITIONS);
        line("|---|---|--:|--:|");
        double page = 0;
        for (Rendering form : Rendering.values()) {
            List<Double> times = new ArrayList<>();
            byte[] bytes = {};
            for (int i = 0; i < REPETITIONS; i++) {
                long start = System.nanoTime();
                bytes = form.bytes(report, new Links(null, null));
                times.add((System.nanoTime() - start) / 1e6);
            }
            Files.write(folder.resolve(form.file()), bytes);
            line(
                    "| %s | `%s` | %,.0f | %,.0f |",
                    form.word(), form.file(), bytes.length / 1e3, PageTimes.quantile(times, 0.5));
            page = form == Rendering.PAGE ? bytes.length / MEGABYTE : page;
        }
        return page;
    }

    private void browser(PageTimes times) {
        line("");
        line(
                "The page in %s without a window, 1280 x 900, opened from disk, %d times in a browser that was just started. A choice"
                        + " of the reader is timed from the call that makes it to the task after the frame that shows it, so that up to 17"
                        + " ms of each are the wait for the next frame.",
                times.browser(), REPETITIONS);
        line("");
        line("| what | times | median ms | 95 of 100 ms | longest ms |");
        line("|---|--:|--:|--:|--:|");
        row("first contentful paint", times.firstPaint());
        row("flame graph drawn", times.graphDrawn());
        row("zoom, into a frame or out again", times.zoom());
        row("search, or leaving it", times.search());
        row("callers and callees of a function, or leaving them", times.around());
        row("processor time of the main thread until the graph is drawn", times.processorToDrawn());
        row("processor time of the main thread for a zoom, mean of a run", times.processorOfZoom());
    }

    private void row(String what, List<Double> times) {
        line(
                "| %s | %d | %.0f | %.0f | %.0f |",
                what,
                times.size(),
                PageTimes.quantile(times, 0.5),
                PageTimes.quantile(times, 0.95),
                PageTimes.quantile(times, 1));
        progress.accept(lines.get(lines.size() - 1));
    }

    private void goals(double page, PageTimes times) {
        line("");
        line("| goal | this run | |");
        line("|---|--:|---|");
        goal("page below 3 MB", "%.2f MB", page, PAGE_MB_MAX);
        goal(
                "first paint within 1 s, median",
                "%.0f ms",
                PageTimes.quantile(times.firstPaint(), 0.5),
                PAINT_MILLIS_MAX);
        goal(
                "flame graph drawn within 1 s, median",
                "%.0f ms",
                PageTimes.quantile(times.graphDrawn(), 0.5),
                PAINT_MILLIS_MAX);
        goal("zoom within 50 ms, 95 of 100", "%.0f ms", PageTimes.quantile(times.zoom(), 0.95), ZOOM_MILLIS_MAX);
    }

    private void goal(String what, String format, double value, double max) {
        line("| %s | " + format + " | %s |", what, value, value < max ? "reached" : "**missed**");
    }
}
