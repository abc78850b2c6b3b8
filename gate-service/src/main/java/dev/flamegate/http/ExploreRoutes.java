package dev.flamegate.http;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.flamegate.http.Exploration.Side;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.query.Coverage;
import dev.flamegate.query.FrameTree;
import dev.flamegate.query.LabelCatalog;
import dev.flamegate.query.Merged;
import dev.flamegate.query.Queries;
import dev.flamegate.query.Query;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.FlameView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looking at one selection of stored profiles, or at two beside each other. The page comes at once; what is drawn is fetched by its
 * script, so that a long question does not keep the page away, and an error has a place to be said.
 */
final class ExploreRoutes {
    private static final Set<String> PARAMETERS = Set.copyOf(ExploreAddress.PARAMETERS);
    private static final int FRAMES_MAX = 40_000;

    private final QueryDesk desk;
    private final TimeText times;

    ExploreRoutes(QueryDesk desk, TimeText times) {
        this.desk = desk;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.get("/explore", this::page);
        routes.get("/explore/graph", this::graph);
    }

    private void page(Context ctx) {
        ExploreAddress address = ExploreAddress.of(QueryParameters.of(ctx, times, PARAMETERS));
        LabelCatalog all = desk.ask(Queries::labels);
        List<Holdings> services = Holdings.by(Labels.SERVICE, all.series());
        if (services.isEmpty()) {
            Pages.answer(ctx, ExplorePage.empty());
            return;
        }
        String service = address.text(ExploreAddress.SERVICE);
        ExploreAddress asked = service.isEmpty() && services.size() == 1
                ? address.with(ExploreAddress.SERVICE, services.get(0).value())
                : address;
        List<String> names = services.stream().map(Holdings::value).toList();
        try {
            Optional<Exploration> shown =
                    asked.text(ExploreAddress.SERVICE).isEmpty() ? Optional.empty() : Optional.of(explored(asked));
            Pages.answer(ctx, new ExplorePage(asked, names, shown, Optional.empty()).html());
        } catch (RuntimeException e) {
            ProblemException refusal = Problems.refusal(e, "GET /explore");
            ctx.status(refusal.status());
            Pages.answer(ctx, new ExplorePage(asked, names, Optional.empty(), Optional.of(refusal.problem())).html());
        }
    }

    private Exploration explored(ExploreAddress address) {
        LabelSelector service = LabelSelector.equal(Labels.SERVICE, address.text(ExploreAddress.SERVICE));
        return Exploration.of(address, desk.ask(queries -> queries.labels(new Query("", List.of(), service))), times);
    }

    private void graph(Context ctx) {
        ExploreAddress address = ExploreAddress.of(QueryParameters.of(ctx, times, PARAMETERS));
        if (address.text(ExploreAddress.SERVICE).isEmpty()) {
            throw ProblemException.badField(ExploreAddress.SERVICE, "is missing");
        }
        Exploration shown = explored(address);
        desk.ask(queries -> ctx.json(answer(queries, shown)));
    }

    private static Map<String, Object> answer(Queries queries, Exploration shown) {
        Optional<Merged> before = shown.baseline().map(side -> merged(queries, side));
        Merged after = merged(queries, shown.candidate());
        List<Profile> profiles = new ArrayList<>();
        before.ifPresent(merged -> profiles.add(merged.profile()));
        profiles.add(after.profile());
        FrameTree tree = FrameTree.canonical(
                profiles, Math.min(FRAMES_MAX, queries.limits().nodesMax()));
        List<String> truncated = new ArrayList<>();
        before.ifPresent(merged -> said("baseline: ", merged.coverage(), truncated));
        said(before.isPresent() ? "candidate: " : "", after.coverage(), truncated);
        said("", tree.noted(new Coverage(0, 0, 0, 0, false, List.of())), truncated);
        Map<String, Object> answer = new LinkedHashMap<>();
        before.ifPresent(merged -> answer.put("baseline", head(shown.baseline().orElseThrow(), merged)));
        answer.put("candidate", head(shown.candidate(), after));
        answer.put("truncated", truncated);
        DiffTree drawn = FlamePictures.unmarked(tree, 0, before.isPresent() ? 1 : 0);
        answer.put(
                "graph",
                new RawValue(FlameView.json(
                        shown.type(),
                        after.type().sampleType().unit(),
                        shown.baseline().map(Side::name).orElse(""),
                        shown.candidate().name(),
                        drawn,
                        before.isPresent())));
        return answer;
    }

    private static Merged merged(Queries queries, Side side) {
        return queries.merge(Query.parse(side.query()), side.range());
    }

    private static Map<String, Object> head(Side side, Merged merged) {
        return QueryForms.head(side.query(), merged, merged.coverage());
    }

    private static void said(String side, Coverage coverage, List<String> truncated) {
        coverage.truncated().forEach(sentence -> truncated.add(side + sentence));
    }
}
