package dev.flamegate.tests;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The accessibility checks of axe-core, run inside a page. */
final class Axe {
    private static final String SCRIPT = script();

    /** What is serious or critical, with the rule and the elements; the page's policy holds for scripts of the page, not for this one. */
    private static final String RUN = """
            () => axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations
                .filter((found) => found.impact === 'serious' || found.impact === 'critical')
                .map((found) => found.id + ' (' + found.impact + '): ' + found.help + ': '
                    + found.nodes.slice(0, 5).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | ')))
            """;

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading axe.min.js", e);
        }
    }

    @SuppressWarnings("unchecked")
    static List<String> seriousIssues(Page page) {
        page.evaluate("source => { (0, eval)(source); }", SCRIPT);
        return (List<String>) page.evaluate(RUN);
    }
}
