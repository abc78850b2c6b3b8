package dev.flamegate.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flamegate.bench.throughput.ServiceUnderLoad;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.StoredSeries;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * How soon the pages of a service are there whose store has a week of profiles: the first page, the week, two versions of the week beside
 * each other, and a gate's report. The service runs in a process of its own, each opening has a browser of its own.
 */
public final class PagesBench {
    private static final double GOAL_MILLIS = 1000;
    private static final int APPEND = 240;
    private static final String HOME = "home";
    private static final String WEEK = "the week of a service";

    /** Nothing ages while it is measured, and nothing runs beside it. */
    private static final Map<String, String> SETTINGS = Map.of(
            "FLAMEGATE_RETENTION_PROFILES", "0s",
            "FLAMEGATE_RETENTION_FIVE_MINUTES", "0s",
            "FLAMEGATE_RETENTION_HOURS", "0s",
            "FLAMEGATE_RETENTION_DAYS", "0s",
            "FLAMEGATE_RETENTION_BYTES_MAX", "0",
            "FLAMEGATE_TRIAL_INTERVAL", "0s");

    private final EnlargedProgram made;
    private final StoreScale scale;
    private final Path folder;
    private final List<String> program;
    private final Consumer<String> progress;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> lines = new ArrayList<>();

    /**
     * @param recorded whose profiles the made ones are drawn from
     * @param scale what to make if there is nothing yet, and how often each page is opened
     * @param folder of the store, in {@code store}: as {@code bench store} or {@code bench gate} left it, or filled by this
     * @param program what runs Flamegate, without its arguments
     * @param progress hears a line now and then
     */
    public PagesBench(
            RecordedService recorded, StoreScale scale, Path folder, List<String> program, Consumer<String> progress) {
        this.made = new EnlargedProgram(recorded, scale.copies());
        this.scale = scale;
        this.folder = folder;
        this.program = program;
        this.progress = progress;
    }

    /** The results as Markdown, line by line. */
    public List<String> run(String toolVersion, Path chromium) throws IOException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long[] behind = new long[1];
        CanaryFleet canary = fill(behind);
        Map<String, List<PageLoad>> loads = new LinkedHashMap<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        try (ServiceUnderLoad service = ServiceUnderLoad.start(program, folder, SETTINGS)) {
            String gate = gate(service.address(), canary);
            progress.accept("gate " + gate + " is answered");
            for (Map.Entry<String, String> page : pages(canary, gate).entrySet()) {
                URI address = service.address().resolve(page.getValue());
                int status = status(address);
                if (status == 200) {
                    loads.put(page.getKey(), opened(page.getKey(), chromium, address));
                } else {
                    refused.put(page.getKey(), status);
                }
            }
        }
        title(toolVersion, load, behind[0]);
        table(loads, refused);
        goals(loads);
        return List.copyOf(lines);
    }

    /** The canary's ten minutes come two hours after all that is stored. */
    private CanaryFleet fill(long[] behind) {
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            List<StoredSeries> week = store.profiles().series(LabelSelector.equal(Labels.SERVICE, MadeFleet.SERVICE));
            behind[0] = week.stream().mapToLong(StoredSeries::profileCount).sum();
            if (behind[0] == 0) {
                StoreFill.of(store, new MadeFleet(made, scale), scale, progress);
                behind[0] = scale.profiles();
            }
            long last = store.profiles().series(LabelSelector.ALL).stream()
                    .mapToLong(StoredSeries::lastNanos)
                    .max()
                    .orElse(MadeFleet.START_NANOS);
            Instant hour = Instant.ofEpochSecond(0, last).truncatedTo(ChronoUnit.HOURS);
            CanaryFleet canary =
                    new CanaryFleet(made, MadeFleet.SERVICE, (hour.getEpochSecond() + 7200) * 1_000_000_000L);
            List<Profile> profiles = canary.profiles();
            for (int at = 0; at < profiles.size(); at += APPEND) {
                store.profiles().append(profiles.subList(at, Math.min(profiles.size(), at + APPEND)));
            }
            return canary;
        }
    }

    private String gate(URI service, CanaryFleet canary) throws IOException, InterruptedException {
        String question = JsonMapper.builder()
                .build()
                .writeValueAsString(Map.of(
                        "service",
                        canary.service(),
                        "baseline",
                        canary.baseline(),
                        "candidate",
                        canary.candidate(),
                        "window",
                        Map.of(
                                "from",
                                canary.time().startNanos(),
                                "until",
                                canary.time().endNanos())));
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/api/v1/gates?wait=60s"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question))
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        String id = JsonMapper.builder().build().readTree(answer).path("id").asText();
        URI gate = service.resolve("/api/v1/gates/" + id + "?wait=60s");
        String state = "running";
        while (state.equals("running")) {
            String now = client.send(HttpRequest.newBuilder(gate).build(), BodyHandlers.ofString())
                    .body();
            state = JsonMapper.builder().build().readTree(now).path("state").asText();
        }
        if (!state.equals("done")) {
            throw new IOException("the gate whose page is measured ended as '" + state + "': " + answer);
        }
        return id;
    }

    private static Map<String, String> pages(CanaryFleet canary, String gate) {
        String compared = "/explore?service=" + canary.service() + "&type=cpu&baseline=" + canary.baseline()
                + "&candidate=" + canary.candidate();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(HOME, "/");
        pages.put(WEEK, "/services/" + canary.service());
        pages.put("explore, two versions of a week compared", compared);
        pages.put("a gate's report", "/gates/" + gate);
        return pages;
    }

    private int status(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private List<PageLoad> opened(String name, Path chromium, URI address) throws IOException, InterruptedException {
        PageLoad.of(chromium, address);
        List<PageLoad> loads = new ArrayList<>();
        for (int i = 0; i < scale.repetitions(); i++) {
            loads.add(PageLoad.of(chromium, address));
        }
        progress.accept(name + " was opened " + scale.repetitions() + " times");
        return loads;
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void title(String toolVersion, double load, long behind) {
        line("# How soon the pages are there");
        line("");
        line("Written by `./flamegate bench pages --out gate-service/docs`; do not edit.");
        line("");
        line(
                "Measured %s by `flamegate bench pages` %s on %d processors, Java %s; %.1f processes wanted one before it began, this one"
                        + " among them. Service and browser share the processors.",
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                toolVersion,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                load);
        line("");
        line(
                "The store has %,d profiles of the service that is looked at, made, not recorded. Each page was opened %d times, after"
                        + " once that does not count, in a Chromium without a window, 1280 x 900, that was just started and has nothing in its"
                        + " caches. Times are in milliseconds from entering the address, median and longest; those of data are until the last answer came that"
                        + " a script of the page asked for, and in the last column how long the slowest of these took from its question.",
                behind, scale.repetitions());
        line("");
    }

    private void table(Map<String, List<PageLoad>> loads, Map<String, Integer> refused) {
        line("| page | the page itself | first contentful paint | data | slowest answer |");
        line("|---|--:|--:|--:|--:|");
        loads.forEach((name, times) -> line(
                "| %s | %s | %s | %s | %s |",
                name,
                both(times, PageLoad::document),
                both(times, PageLoad::firstPaint),
                both(times, PageLoad::data),
                both(times, PageLoad::longestData)));
        refused.forEach((name, status) -> line("| %s | not there: status %d | | | |", name, status));
    }

    private static String both(List<PageLoad> loads, ToDoubleFunction<PageLoad> time) {
        return String.format(Locale.ROOT, "%,.0f, %,.0f", quantile(loads, time, 0.5), quantile(loads, time, 1));
    }

    private static double quantile(List<PageLoad> loads, ToDoubleFunction<PageLoad> time, double part) {
        return PageTimes.quantile(loads.stream().mapToDouble(time).boxed().toList(), part);
    }

    private void goals(Map<String, List<PageLoad>> loads) {
        line("");
        line("| goal | this run | |");
        line("|---|--:|---|");
        loads.forEach((name, times) -> goal(
                "first contentful paint of " + name + " under 1 s, median",
                quantile(times, PageLoad::firstPaint, 0.5)));
        if (loads.containsKey(WEEK)) {
            List<PageLoad> week = loads.getOrDefault(WEEK, List.of());
            goal("data of the week under 1 s, median", quantile(week, PageLoad::data, 0.5));
        }
    }

    private void goal(String name, double millis) {
        line("| %s | %,.0f ms | %s |", name, millis, millis < GOAL_MILLIS ? "reached" : "**missed**");
    }
}
