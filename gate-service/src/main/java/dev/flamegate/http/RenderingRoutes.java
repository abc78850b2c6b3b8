package dev.flamegate.http;

import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.Failed;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.NoFontException;
import dev.flamegate.reports.Rendering;
import dev.flamegate.reports.ReportPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Every form of a report for programs, each under the name that its file has on disk. */
final class RenderingRoutes {
    private static final String INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Readiness readiness;
    private final PublicAddress address;

    RenderingRoutes(Readiness readiness, PublicAddress address) {
        this.readiness = readiness;
        this.address = address;
    }

    void declare(RoutesConfig routes) {
        for (Rendering form : Rendering.values()) {
            routes.get("/api/v1/gates/{id}/" + form.file(), ctx -> answer(ctx, form));
        }
    }

    private void answer(Context ctx, Rendering form) {
        GateReport report = GatePages.oneType(ctx, report(readiness, ctx.pathParam("id")));
        String page = address.of("/gates/" + report.id());
        Links links = new Links(page, page + "/flamegraph.svg", GatePages.otherPages(report));
        ctx.header("Content-Security-Policy", form == Rendering.PAGE ? ReportPage.contentSecurityPolicy() : INERT);
        ctx.contentType(form.mediaType());
        ctx.result(bytes(form, report, links));
    }

    private static byte[] bytes(Rendering form, GateReport report, Links links) {
        try {
            return form.bytes(report, links);
        } catch (NoFontException e) {
            Problem problem = Problem.of("no_fonts", String.valueOf(e.getMessage()))
                    .hint("flamegraph.svg is the same picture and needs none");
            throw new ProblemException(501, problem);
        }
    }

    /** @throws ProblemException 404 for a gate that there is not, 409 for one without a report */
    static GateReport report(Readiness readiness, String id) {
        GateState state = readiness.backend().gates().find(id).orElseThrow(() -> GateRoutes.unknown(id));
        if (state instanceof Done done) {
            return done.report();
        }
        if (state instanceof Failed failed) {
            throw new ProblemException(
                    409, Problem.of("gate_failed", failed.message()).in("id"));
        }
        Problem problem = Problem.of("gate_running", "gate '" + id + "' has no report yet")
                .in("id");
        throw ProblemException.retry(409, problem, 2);
    }
}
