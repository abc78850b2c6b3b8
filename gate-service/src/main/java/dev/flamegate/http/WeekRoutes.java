package dev.flamegate.http;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.WeekQuestion;
import dev.flamegate.gate.week.WeekRefusedException;
import dev.flamegate.gate.week.Weeks;
import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.store.StoredSeries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The versions of a service side by side: as JSON, and as the page of the service. */
final class WeekRoutes {
    private static final Set<String> PARAMETERS = Set.of("type", "until", "days", "selector", "functions");
    private static final int DAYS = 7;
    private static final int FUNCTIONS = 25;
    private static final int FUNCTIONS_MAX = 2000;

    private final Readiness readiness;
    private final QueryDesk desk;
    private final TimeText times;

    WeekRoutes(Readiness readiness, QueryDesk desk, TimeText times) {
        this.readiness = readiness;
        this.desk = desk;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/services/{service}/week", ctx -> {
            Asked asked = asked(ctx);
            ctx.json(WeekForm.of(answer(asked), asked.functions()));
        });
        routes.get("/services/<service>", this::page);
    }

    /**
     * @param types of the service, those with most profiles first
     * @param functions rows that are shown
     */
    record Asked(WeekQuestion question, String selector, List<String> types, int functions) {}

    private Asked asked(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, PARAMETERS);
        String service = ctx.pathParam("service");
        List<String> types = types(readiness.backend().store().series(LabelSelector.equal(Labels.SERVICE, service)));
        if (types.isEmpty()) {
            Problem problem = Problem.of(
                            "service_unknown", "no profile of a service '" + shortened(service) + "' is stored")
                    .in("service")
                    .hint("GET /api/v1/services lists those that are");
            throw new ProblemException(404, problem);
        }
        String type = in.text("type", types.get(0));
        int days = in.number("days", DAYS);
        if (days < 1 || days > WeekQuestion.DAYS_MAX) {
            throw ProblemException.badField(
                    "days", "'" + days + "' is not a number from 1 to " + WeekQuestion.DAYS_MAX);
        }
        int functions = in.number("functions", FUNCTIONS);
        if (functions < 1 || functions > FUNCTIONS_MAX) {
            throw ProblemException.badField(
                    "functions", "'" + functions + "' is not a number from 1 to " + FUNCTIONS_MAX);
        }
        long until = in.range("until", "until", "now").endNanos();
        String selector = in.text("selector", "");
        WeekQuestion question = new WeekQuestion(service, type, selector(selector), until, days);
        return new Asked(question, selector, types, functions);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private static LabelSelector selector(String text) {
        if (text.isEmpty()) {
            return LabelSelector.ALL;
        }
        try {
            return LabelSelector.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("selector", String.valueOf(e.getMessage()));
        }
    }

    /** CPU first, then by number of profiles; without levels, which do not add up. */
    private static List<String> types(List<StoredSeries> series) {
        Map<String, Long> profiles = new TreeMap<>();
        for (StoredSeries one : series) {
            one.types().forEach(type -> profiles.merge(type.toString(), one.profileCount(), Long::sum));
        }
        return profiles.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Long>, Boolean>comparing(
                                entry -> ProfileType.parse(entry.getKey()).measuresLevel())
                        .thenComparing(
                                entry -> !ProfileType.parse(entry.getKey()).isCalled("cpu"))
                        .thenComparing(entry -> -entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Week answer(Asked asked) {
        Backend backend = readiness.backend();
        Weeks weeks = new Weeks(
                backend.store(),
                backend.traffic().podLabels(),
                backend.archive().verdicts());
        try {
            return desk.ask(any -> weeks.of(asked.question()));
        } catch (WeekRefusedException e) {
            String code = e.isUnknown() ? "unknown_type" : "week_refused";
            throw new ProblemException(e.isUnknown() ? 404 : 422, Problem.of(code, String.valueOf(e.getMessage())));
        }
    }

    private void page(Context ctx) {
        Asked asked = asked(ctx);
        Pages.answer(ctx, new WeekPage(asked, answer(asked)).html());
    }
}
