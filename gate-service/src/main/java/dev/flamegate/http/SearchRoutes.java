package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the search field of every page finds: services, versions and gates, by a part of their names. */
final class SearchRoutes {
    private static final int FOUND_MAX = 100;
    private static final int GATES_LOOKED_AT = 10_000;

    private final Readiness readiness;

    SearchRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.get("/search", this::search);
    }

    private void search(Context ctx) {
        String asked = ctx.queryParam("q") == null
                ? ""
                : String.valueOf(ctx.queryParam("q")).strip();
        if (asked.isEmpty()) {
            throw ProblemException.badField("q", "is missing: part of the name of a service, a version or a gate");
        }
        Backend backend = readiness.backend();
        if (backend.gates().find(asked).isPresent()) {
            ctx.redirect("/gates/" + encoded(asked));
            return;
        }
        String words = asked.toLowerCase(Locale.ROOT);
        Found services = new Found("Services");
        Found versions = new Found("Versions");
        for (Holdings service : Holdings.by(Labels.SERVICE, backend.store().series(LabelSelector.ALL))) {
            String name = service.value();
            if (name.toLowerCase(Locale.ROOT).contains(words)) {
                services.add(WeekLinks.service(name), name);
            }
            for (Holdings version : Holdings.by(Labels.VERSION, service.series())) {
                if (version.value().toLowerCase(Locale.ROOT).contains(words)) {
                    String link = "/explore?service=" + encoded(name) + "&candidate=" + encoded(version.value());
                    versions.add(link, name + " " + version.value());
                }
            }
        }
        Found gates = new Found("Gates");
        backend.gates().latest(GATES_LOOKED_AT).stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).contains(words))
                .forEach(id -> gates.add("/gates/" + encoded(id), id));
        String found = services.html() + versions.html() + gates.html();
        String none = "<p>No service, version or gate has '" + text(asked) + "' in its name.</p>";
        Pages.answer(ctx, Pages.frame("Search: " + asked, "", found.isEmpty() ? none : found));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Links of one kind. */
    private static final class Found {
        private final String title;
        private final StringBuilder items = new StringBuilder();
        private int count;

        Found(String title) {
            this.title = title;
        }

        void add(String link, String name) {
            if (++count <= FOUND_MAX) {
                items.append("<li><a href=\"")
                        .append(Pages.value(link))
                        .append("\">")
                        .append(text(name))
                        .append("</a></li>\n");
            }
        }

        String html() {
            if (count == 0) {
                return "";
            }
            String more = count <= FOUND_MAX ? "" : "<p class=\"muted\">and " + (count - FOUND_MAX) + " more</p>\n";
            return "<h2>" + title + "</h2>\n<ul>" + items + "</ul>\n" + more;
        }
    }
}
