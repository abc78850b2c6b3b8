package dev.flamegate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * One opening of a page of the service in a browser that was just started, with nothing in its caches. Milliseconds from the moment at
 * which the address was entered.
 *
 * @param document when the page itself had come
 * @param firstPaint first contentful paint
 * @param data when the last answer that a script of the page asked for had come; that of the page itself, if none asked
 * @param longestData how long the slowest of those answers took from its question; of the page itself, if none asked
 */
record PageLoad(double document, double firstPaint, double data, double longestData) {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    private static final String PAINTED =
            "document.readyState === 'complete' && performance.getEntriesByName('first-contentful-paint').length";

    /** Waits until no script has asked for anything for a second: answers that come after a choice of the reader are not of this. */
    private static final String READ = """
            (async () => {
              const asked = () => performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'fetch');
              for (let before = -1; before !== asked().length;) {
                before = asked().length;
                await new Promise((done) => setTimeout(done, 1000));
              }
              const [page] = performance.getEntriesByType('navigation');
              const answers = asked();
              return {
                document: page.responseEnd,
                firstPaint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
                data: Math.max(page.responseEnd, ...answers.map((one) => one.responseEnd)),
                longestData: answers.length === 0 ? page.responseEnd - page.requestStart : Math.max(...answers.map((one) => one.duration)),
              };
            })()
            """;

    static PageLoad of(Path chromium, URI page) throws IOException, InterruptedException {
        try (Chromium browser = Chromium.start(chromium, WIDTH, HEIGHT)) {
            browser.open(page.toString(), PAINTED);
            JsonNode times = browser.evaluate(READ);
            return new PageLoad(
                    times.path("document").asDouble(),
                    times.path("firstPaint").asDouble(),
                    times.path("data").asDouble(),
                    times.path("longestData").asDouble());
        }
    }
}
