package dev.flamegate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a report page takes in a browser: to its first paint, to its flame graph, and from a choice of the reader to the next painted
 * frame. All in milliseconds;
 * the last two are what the page's main thread used of a processor, to the graph and for a zoom.
 */
record PageTimes(
        String browser,
        List<Double> firstPaint,
        List<Double> graphDrawn,
        List<Double> zoom,
        List<Double> search,
        List<Double> around,
        List<Double> processorToDrawn,
        List<Double> processorOfZoom) {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;
    private static final int ZOOMS = 40;

    /** Time from a change to the task after the frame that shows it, for each of the changes. */
    private static final String TIMED = """
            (async (changes) => {
              const painted = () => new Promise((done) => requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = done;
                channel.port2.postMessage(0);
              }));
              const times = [];
              for (const change of changes) {
                await painted();
                const start = performance.now();
                window.flamegate.set(change);
                await painted();
                times.push(performance.now() - start);
              }
              return times;
            })(%s)
            """;

    /**
     * @param nodes of the report's tree: zooms go to the first frames and to some all over it, and back to the root each time
     * @param runs each in a browser of its own, with nothing in its caches
     */
    static PageTimes of(Path chromium, Path page, int nodes, int runs) throws IOException, InterruptedException {
        List<Double> paint = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        List<Double> zoom = new ArrayList<>();
        List<Double> search = new ArrayList<>();
        List<Double> around = new ArrayList<>();
        List<Double> toDrawn = new ArrayList<>();
        List<Double> ofZoom = new ArrayList<>();
        String browser = "";
        for (int run = 0; run < runs; run++) {
            try (Chromium one = Chromium.start(chromium, WIDTH, HEIGHT)) {
                one.open(page.toUri().toString(), "performance.getEntriesByName('flame graph drawn').length");
                browser = one.evaluate("navigator.userAgent.match(/Chrome.[0-9.]+/)[0]")
                        .asText();
                paint.add(one.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                        .asDouble());
                drawn.add(one.evaluate("performance.getEntriesByName('flame graph drawn')[0].startTime")
                        .asDouble());
                double before = one.mainThreadMillis();
                toDrawn.add(before);
                List<Double> zooms = timed(one, zooms(nodes));
                ofZoom.add((one.mainThreadMillis() - before) / zooms.size());
                zoom.addAll(zooms);
                search.addAll(timed(one, "[{find: 'ba'}, {find: ''}, {find: '^com.*[aeiou]ce$'}, {find: ''}]"));
                around.addAll(timed(
                        one, "[{around: document.querySelector('#functions tbody button').title}, {around: ''}]"));
            }
        }
        return new PageTimes(browser, paint, drawn, zoom, search, around, toDrawn, ofZoom);
    }

    private static String zooms(int nodes) {
        StringBuilder changes = new StringBuilder("[");
        for (int i = 1; i <= ZOOMS; i++) {
            changes.append("{frame: ")
                    .append(i <= ZOOMS / 2 ? i : (long) i * (nodes - 1) / ZOOMS)
                    .append("}, {frame: 0}, ");
        }
        return changes + "]";
    }

    private static List<Double> timed(Chromium browser, String changes) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (JsonNode time : browser.evaluate(String.format(TIMED, changes))) {
            times.add(time.asDouble());
        }
        return times;
    }

    static double quantile(List<Double> times, double part) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }
}
