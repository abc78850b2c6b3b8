package dev.flamegate.jenkins;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdicts of the last builds, on the page of the job. */
public final class TrendAction implements Action {
    private static final int BUILDS_MAX = 30;

    private final Job<?, ?> job;

    TrendAction(Job<?, ?> job) {
        this.job = job;
    }

    /** Null: it has no link and no page of its own. */
    @Override
    public @Nullable String getIconFileName() {
        return null;
    }

    @Override
    public @Nullable String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return "flamegate-trend";
    }

    public boolean isThere() {
        return !points().isEmpty();
    }

    /** Our own, with everything that is not in it escaped: the page puts it out as it is. */
    public String getSvg() {
        return TrendSvg.svg(points());
    }

    private List<TrendSvg.Point> points() {
        Deque<TrendSvg.Point> points = new ArrayDeque<>();
        int seen = 0;
        for (Run<?, ?> run = job.getLastBuild(); run != null && seen < BUILDS_MAX; run = run.getPreviousBuild()) {
            GateAction action = run.getAction(GateAction.class);
            if (action != null) {
                points.addFirst(action.point());
            }
            seen++;
        }
        return List.copyOf(points);
    }
}
