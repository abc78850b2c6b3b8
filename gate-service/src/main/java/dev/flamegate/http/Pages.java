package dev.flamegate.http;

import io.javalin.http.Context;

/** The frame around every page of the service, and its one way to put text into HTML. */
final class Pages {

    /** Nothing is loaded but this service's own style sheets and scripts; forms ask this service only. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private Pages() {}

    /** A whole page: {@code body} is HTML, the title is text. */
    static String frame(String title, String headExtra, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Flamegate</title>
                <link rel="stylesheet" href="/flamegate.css">
                %s</head>
                <body>
                <nav><a href="/">Flamegate</a> <a href="/targets">Targets</a> <a href="/labels">Labels</a> <a href="/outbox">Outbox</a> <a href="/api">API</a></nav>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), headExtra, text(title), body);
    }

    static String problem(int status, Problem problem) {
        String hint = problem.hint() == null ? "" : "<p class=\"muted\">" + text(problem.hint()) + "</p>";
        return frame(status + " " + problem.code(), "", "<p>" + text(problem.message()) + "</p>" + hint);
    }

    static void answer(Context ctx, String html) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(html);
    }

    /** Text whose names stand between back-ticks, as in every sentence of a report. */
    static String sentence(String raw) {
        return text(raw).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    /** Text made safe between tags and inside quoted attributes. */
    static String text(String raw) {
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
