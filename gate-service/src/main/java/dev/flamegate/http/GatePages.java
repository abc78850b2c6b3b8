package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Forge;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.Failed;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.follow.Follow;
import dev.flamegate.reports.FlameGraphSvg;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.ReportPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A gate for people: its page, its picture, its comment. */
final class GatePages {

    /** What a policy inside a page cannot say; the rest is in the page, which also holds when it is opened from disk. */
    private static final String POLICY = "; frame-ancestors 'none'";

    private static final String PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Readiness readiness;
    private final PublicAddress address;
    private final OtherGates others;

    GatePages(Readiness readiness, PublicAddress address) {
        this.readiness = readiness;
        this.address = address;
        this.others = new OtherGates(readiness);
    }

    void declare(RoutesConfig routes) {
        routes.get("/gates/{id}", this::page);
        routes.get("/gates/{id}/flamegraph.svg", this::picture);
        routes.get("/gates/{id}/comment.md", this::comment);
    }

    private void page(Context ctx) {
        String id = ctx.pathParam("id");
        GateState state = find(id);
        if (state instanceof Done done) {
            ctx.header("Content-Security-Policy", ReportPage.contentSecurityPolicy() + POLICY);
            ctx.contentType("text/html; charset=utf-8");
            GateReport report = oneType(ctx, done.report());
            String above = Pages.links() + notTold(id);
            ctx.result(ReportPage.html(report, otherPages(report), above, others.below(report)));
        } else if (state instanceof Failed failed) {
            Pages.answer(ctx, Pages.frame(over(id), "", "<p>" + text(failed.message()) + "</p>"));
        } else {
            Pages.answer(ctx, running(id));
        }
    }

    /** A follow that somebody ended is no failure of the gate. */
    private String over(String id) {
        boolean ended = readiness.backend().follows().find(id).stream()
                .anyMatch(follow -> follow.state() == Follow.State.CANCELLED);
        return ended ? "Gate " + id + " was ended before it had a verdict" : "Gate " + id + " could not run";
    }

    /** Without scripts the page looks again by itself. */
    private String running(String id) {
        Optional<Follow> follow = readiness.backend().follows().find(id);
        String head = Pages.styles("gate.css") + Pages.modules("times.mjs", "gate.mjs")
                + "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n";
        String panel = follow.map(FollowPanel::html)
                .orElse("<p id=\"message\" role=\"status\">The comparison is waiting or running.</p>\n");
        String body = "<div id=\"gate\" data-id=\"" + Pages.value(id) + "\" data-followed=\"" + follow.isPresent()
                + "\">\n" + panel + "</div>\n<p class=\"muted\">The report comes here as soon as there is one.</p>\n";
        return Pages.frame("Gate " + id, head, body);
    }

    static List<String> otherPages(GateReport report) {
        return IntStream.rangeClosed(2, 1 + report.others().size())
                .mapToObj(number -> "/gates/" + report.id() + "?type=" + number)
                .toList();
    }

    /** A verdict that nobody outside knows of yet says so to whoever looks it up. */
    private String notTold(String id) {
        return readiness.backend().outbox().of(id).stream()
                .filter(row -> row.isOpen() && row.attempts() > 0)
                .findFirst()
                .map(row -> "<p class=\"muted\" role=\"status\">" + text(place(row))
                        + " is not yet told of this verdict; next try "
                        + (row.next() == null ? "soon" : Pages.time(row.next())) + "</p>")
                .orElse("");
    }

    private static String place(Delivery row) {
        return row.target().forge() == Forge.GITHUB ? "GitHub" : "GitLab";
    }

    /** The report of the type with the number {@code type}, where the one that decides is 1 and the default. */
    static GateReport oneType(Context ctx, GateReport report) {
        String number = ctx.queryParam("type");
        if (number == null) {
            return report;
        }
        List<GateReport> types = report.everyType();
        if (!number.matches("[1-9]\\d?") || Integer.parseInt(number) > types.size()) {
            Problem problem = Problem.of("type_unknown", "'" + number + "' is not a number from 1 to " + types.size())
                    .in("type");
            throw new ProblemException(404, problem);
        }
        return types.get(Integer.parseInt(number) - 1);
    }

    private void picture(Context ctx) {
        GateReport report = report(ctx);
        ctx.header("Content-Security-Policy", PICTURE_POLICY);
        ctx.contentType("image/svg+xml; charset=utf-8");
        ctx.result(FlameGraphSvg.svg(oneType(ctx, report)));
    }

    private void comment(Context ctx) {
        GateReport report = report(ctx);
        String page = address.of("/gates/" + report.id());
        ctx.contentType("text/markdown; charset=utf-8");
        ctx.result(ReportMarkdown.comment(
                report, new Links(page, page + "/flamegraph.svg"), ReportMarkdown.COMMENT_CHARS_MAX));
    }

    private GateReport report(Context ctx) {
        return RenderingRoutes.report(readiness, ctx.pathParam("id"));
    }

    private GateState find(String id) {
        return readiness.backend().gates().find(id).orElseThrow(() -> GateRoutes.unknown(id));
    }
}
