package dev.flamegate.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The frame around every page of the service, and its one way to put text into HTML. */
final class Pages {

    /** Nothing is loaded, run or asked but this service's own files and answers. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Pages that were there before they were tabs of one. */
    private static final Set<String> OPERATE = Set.of("/targets", "/labels", "/outbox");

    private static final char UNSHOWABLE = '\ufffd';

    private Pages() {}

    /** A whole page: {@code body} is HTML, the title is text. */
    static String frame(String title, String headExtra, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>%s - Flamegate</title>
                <link rel="stylesheet" href="/flamegate.css">
                %s</head>
                <body>
                %s<main id="main">
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), headExtra, navigation(), text(title), body);
    }

    /** The bar above every page. */
    static String navigation() {
        return """
                <a class="skip" href="#main">Skip to the content</a>
                <nav class="site" aria-label="Flamegate">
                <strong>Flamegate</strong> <a href="/">Home</a> <a href="/explore">Explore</a> <a href="/operate">Operate</a> <a href="/api">API</a>
                <form role="search" action="/search"><input type="search" name="q" aria-label="Search services, versions and gates" \
                placeholder="service, version, gate" autocomplete="off" spellcheck="false" required><button>Search</button></form>
                </nav>
                """;
    }

    /** The same for pages with a policy of their own, under which no form may be sent. */
    static String links() {
        return "<nav class=\"site\" aria-label=\"Flamegate\"><strong>Flamegate</strong> <a href=\"/\">Home</a> "
                + "<a href=\"/explore\">Explore</a> <a href=\"/operate\">Operate</a> <a href=\"/api\">API</a></nav>\n";
    }

    /** Scripts of {@code assets/} for the page's head; {@code times.mjs} shows the times of {@link #time} as they are where the reader is. */
    static String modules(String... names) {
        return Stream.of(names)
                .map(name -> "<script type=\"module\" src=\"/assets/" + name + "\"></script>\n")
                .collect(Collectors.joining());
    }

    static String styles(String... names) {
        return Stream.of(names)
                .map(name -> "<link rel=\"stylesheet\" href=\"/assets/" + name + "\">\n")
                .collect(Collectors.joining());
    }

    /** To the second; UTC, which {@code times.mjs} leaves on hover. */
    static String time(Instant time) {
        String iso = time.truncatedTo(ChronoUnit.SECONDS).toString();
        String shown = iso.replace('T', ' ').replace("Z", " UTC");
        return "<time datetime=\"" + iso + "\" title=\"" + shown + "\">" + shown + "</time>";
    }

    static String problem(int status, Problem problem) {
        String hint = problem.hint() == null ? "" : "<p class=\"muted\">" + text(problem.hint()) + "</p>";
        return frame(status + " " + problem.code(), "", "<p>" + text(problem.message()) + "</p>" + hint);
    }

    static void answer(Context ctx, String html) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(marked(html, ctx.path()));
    }

    /** Text whose names stand between back-ticks, as in every sentence of a report. */
    static String sentence(String raw) {
        return text(raw).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    /** The link of the bar under which the page is found says so. */
    private static String marked(String html, String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        String link = "<a href=\"" + (OPERATE.contains(first) ? "/operate" : value(first)) + "\">";
        int at = html.indexOf(link);
        return at < 0 || at > html.indexOf("</nav>")
                ? html
                : html.substring(0, at) + "<a aria-current=\"page\"" + html.substring(at + 2);
    }

    /** Text made safe between tags and inside quoted attributes; what hides or reorders other text is shown as a mark. */
    static String text(String raw) {
        StringBuilder shown = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            if (isShowable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(UNSHOWABLE);
            }
        });
        return value(shown.toString());
    }

    private static boolean isShowable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The same with every character kept, for what a form sends back. */
    static String value(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
