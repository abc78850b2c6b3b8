package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.query.LabelCatalog.Cardinality;
import dev.flamegate.query.LabelCatalog.Value;
import dev.flamegate.query.Queries;
import dev.flamegate.store.Damage;
import dev.flamegate.store.Pin;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** For whoever runs the service, as pages: what comes in, what is kept, what is configured, which secrets there are. */
final class OperateRoutes {
    private static final int LABELS_SHOWN = 10;
    private static final int VALUES_SHOWN = 3;
    private static final Map<String, String> TABLES = Map.of(
            "profiles", "profiles, as they came",
            "rollup-5m", "roll-up: sums of 5 minutes",
            "rollup-1h", "roll-up: sums of an hour",
            "rollup-1d", "roll-up: sums of a day",
            "functions", "dictionaries: names of functions",
            "nodes", "dictionaries: nodes of call trees",
            "series", "labels of series",
            "documents", "reports, evidence, policies, outbox");

    private final Readiness readiness;
    private final QueryDesk desk;
    private final Figures figures;
    private final Supplier<List<ShownSetting>> configuration;

    OperateRoutes(Readiness readiness, QueryDesk desk, Figures figures, Supplier<List<ShownSetting>> configuration) {
        this.readiness = readiness;
        this.desk = desk;
        this.figures = figures;
        this.configuration = configuration;
    }

    void declare(RoutesConfig routes) {
        routes.get("/operate", ctx -> Pages.answer(ctx, OperatorTabs.page("/operate", "Ingest", ingest())));
        routes.get("/operate/store", ctx -> Pages.answer(ctx, OperatorTabs.page("/operate/store", "Store", store())));
        routes.get(
                "/operate/configuration",
                ctx -> Pages.answer(
                        ctx, OperatorTabs.page("/operate/configuration", "Configuration", configuration())));
        routes.get(
                "/operate/access", ctx -> Pages.answer(ctx, OperatorTabs.page("/operate/access", "Access", access())));
    }

    private String ingest() {
        HtmlTable taken = new HtmlTable("Taken", "what", "#last minute", "#last 10 minutes", "#since the start");
        taken.row(
                "profiles",
                rate(figures.recentProfiles().perSecond(1)),
                rate(figures.recentProfiles().perSecond(RecentCounts.MINUTES_MAX)),
                count(figures.profilesAccepted()));
        taken.row(
                "bodies, as sent",
                bytes(figures.recentBytes().perSecond(1)) + " a second",
                bytes(figures.recentBytes().perSecond(RecentCounts.MINUTES_MAX)) + " a second",
                bytes(figures.bodyBytes()));
        HtmlTable refused = new HtmlTable("Refused since the start", "reason", "#requests and scrapes");
        counted(refused, "", figures.counts("flamegate.profiles.refused", "reason"));
        counted(refused, "limit: ", figures.counts("flamegate.limits.passed", "limit"));
        if (figures.labelsDropped() > 0) {
            refused.row("taken, but with labels of samples dropped", count(figures.labelsDropped()));
        }
        HtmlTable scrapes = new HtmlTable("Scrapes since the start", "outcome", "#scrapes");
        counted(scrapes, "", figures.scrapes());
        return taken.html("")
                + refused.html("Nothing was refused.")
                + scrapes.html("Nothing was scraped.")
                + cardinality();
    }

    private static void counted(HtmlTable table, String prefix, List<Map.Entry<String, Long>> counts) {
        counts.forEach(one -> table.row(text(prefix + one.getKey().replace('_', ' ')), count(one.getValue())));
    }

    private String cardinality() {
        List<Cardinality> labels = desk.ask(Queries::labels).cardinality(VALUES_SHOWN);
        HtmlTable table =
                new HtmlTable("Labels with most values", "label", "#values", "#series", "values of most series");
        labels.stream()
                .limit(LABELS_SHOWN)
                .forEach(label -> table.row(
                        "<code>" + text(label.label()) + "</code>",
                        count(label.values()),
                        count(label.series()),
                        label.top().stream()
                                .map(Value::value)
                                .map(value -> "<code>" + text(value) + "</code>")
                                .collect(Collectors.joining(", "))));
        return table.html("No profile is stored yet.") + "<p><a href=\"/labels\">All labels, by service</a></p>\n";
    }

    private String store() {
        Backend backend = readiness.backend();
        Map<String, Long> tables = backend.operations().tableBytes();
        long all = tables.values().stream().mapToLong(Long::longValue).sum();
        HtmlTable size = new HtmlTable("On disk: " + bytes(all), "what", "table", "#bytes");
        tables.entrySet().stream()
                .filter(table -> table.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(table -> size.row(
                        text(TABLES.getOrDefault(table.getKey(), "the store's own books")),
                        "<code>" + text(table.getKey()) + "</code>",
                        bytes(table.getValue())));
        return damage(backend)
                + size.html("Nothing has been written to a table yet; the log has it.")
                + held(backend)
                + section("Retention", "retention.")
                + pins(backend);
    }

    private static String damage(Backend backend) {
        List<Damage> damage = backend.operations().damage();
        return damage.isEmpty()
                ? "<p><span class=\"UP\">&#9679; whole</span> Nothing that was read failed its checks.</p>\n"
                : damage.stream()
                        .map(one -> "<li>" + text(one.toString()) + "</li>")
                        .collect(Collectors.joining(
                                "\n", "<p><span class=\"DOWN\">&#11042; damaged</span></p>\n<ul>", "</ul>\n"));
    }

    private static String held(Backend backend) {
        HtmlTable held = new HtmlTable(
                "Services", "service", "#versions", "#series", "#profiles", "first profile", "last profile");
        for (Holdings service : Holdings.by(Labels.SERVICE, backend.store().series(LabelSelector.ALL))) {
            held.row(
                    text(service.value()),
                    count(Holdings.by(Labels.VERSION, service.series()).size()),
                    count(service.series().size()),
                    count(service.profileCount()),
                    Pages.time(service.first()),
                    Pages.time(service.last()));
        }
        return held.html("No profile is stored yet.");
    }

    private static String pins(Backend backend) {
        HtmlTable pins = new HtmlTable("Pinned versions, which retention leaves alone", "service", "version", "reason");
        for (Pin pin : backend.pins().all()) {
            pins.row(text(pin.service()), text(pin.version()), text(pin.reason()));
        }
        return pins.html("None.");
    }

    private String configuration() {
        List<String> sections = configuration.get().stream()
                .map(setting -> setting.key().replaceAll("\\..*", ""))
                .distinct()
                .toList();
        String tables = sections.stream()
                .map(section -> section(section, section.equals("scrape_configs") ? section : section + "."))
                .collect(Collectors.joining());
        return "<p>As it was read at the start. Secrets stand in files, of which only the names are here.</p>\n"
                + tables;
    }

    private String section(String title, String prefix) {
        HtmlTable table = new HtmlTable(title, "key", "value", "set by");
        configuration.get().stream()
                .filter(setting -> setting.key().startsWith(prefix))
                .forEach(setting -> table.row(
                        "<code>" + text(setting.key()) + "</code>",
                        setting.value().isEmpty()
                                ? "<span class=\"muted\">empty</span>"
                                : "<code>" + text(setting.value()) + "</code>" + inUnits(setting),
                        text(setting.source())));
        return table.html("Not known: this service was not started by the command line.");
    }

    /** Numbers of bytes so that they can be read as well. */
    private static String inUnits(ShownSetting setting) {
        return setting.key().contains("bytes") && setting.value().matches("[1-9]\\d{3,17}")
                ? " <span class=\"muted\">" + bytes(Long.parseLong(setting.value())) + "</span>"
                : "";
    }

    private String access() {
        HtmlTable secrets = new HtmlTable("Tokens and secrets", "name", "state", "file", "set by");
        configuration.get().stream()
                .filter(ShownSetting::namesSecretFile)
                .forEach(setting -> secrets.row(
                        "<code>" + text(setting.key().replace("_file", "")) + "</code>",
                        setting.value().isEmpty() ? "<span class=\"muted\">not set</span>" : "set, not shown",
                        setting.value().isEmpty() ? "" : "<code>" + text(setting.value()) + "</code>",
                        text(setting.source())));
        return "<p>The service has no authentication of its own yet: keep it on 127.0.0.1, or behind a proxy that has.</p>\n"
                + secrets.html("None is known.") + section("Identities of jobs", "oidc.");
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.1f a second", perSecond);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double rest = bytes;
        while (rest >= 1024 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", rest, units[unit]);
    }
}
