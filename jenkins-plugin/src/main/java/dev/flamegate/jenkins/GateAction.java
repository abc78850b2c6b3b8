package dev.flamegate.jenkins;

import hudson.FilePath;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.DirectoryBrowserSupport;
import hudson.model.Run;
import java.io.File;
import java.util.Collection;
import java.util.List;
import jenkins.model.RunAction2;
import jenkins.tasks.SimpleBuildStep;

/** What the gate said to one build: kept with it, and shown on a page of its own. */
public final class GateAction implements RunAction2, SimpleBuildStep.LastBuildAction {
    private static final String ICON = "graph.gif";

    private Run<?, ?> run;
    private final String verdict;
    private final String headline;
    private final String service;
    private final String baseline;
    private final String candidate;
    private final String page;

    private GateAction(
            Run<?, ?> run,
            Verdict verdict,
            String headline,
            String service,
            String baseline,
            String candidate,
            String page) {
        this.run = run;
        this.verdict = verdict.name();
        this.headline = Printable.text(headline);
        this.service = Printable.text(service);
        this.baseline = Printable.text(baseline);
        this.candidate = Printable.text(candidate);
        this.page = page;
    }

    static GateAction answered(Run<?, ?> run, GateQuestion question, Outcome outcome) {
        return new GateAction(
                run,
                outcome.verdict(),
                outcome.headline(),
                question.service(),
                question.baseline(),
                question.candidate(),
                outcome.page());
    }

    static GateAction unanswered(Run<?, ?> run, String service, String candidate, String why) {
        return new GateAction(run, Verdict.ERROR, why, service, "", candidate, "");
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getIconFileName() {
        return ICON;
    }

    @Override
    public String getDisplayName() {
        return "Flamegate";
    }

    @Override
    public String getUrlName() {
        return "flamegate";
    }

    /** For the page's side panel. */
    public Run<?, ?> getRun() {
        return run;
    }

    public String getVerdict() {
        return verdict;
    }

    public String getHeadline() {
        return headline;
    }

    public String getService() {
        return service;
    }

    public String getBaseline() {
        return baseline;
    }

    public String getCandidate() {
        return candidate;
    }

    /** Address of the report on the service; empty if there is none. */
    public String getPage() {
        return page;
    }

    public boolean isPictured() {
        return new File(folder(), ReportDownload.PICTURE).isFile();
    }

    /** The archived files by name: the controller's own way, with its Content-Security-Policy. */
    public DirectoryBrowserSupport doFiles() {
        return new DirectoryBrowserSupport(this, new FilePath(folder()), "Flamegate", ICON, true);
    }

    private File folder() {
        return new File(run.getRootDir(), ReportDownload.FOLDER);
    }

    TrendSvg.Point point() {
        return new TrendSvg.Point(run.getNumber(), Verdict.valueOf(verdict), headline);
    }

    /** Freestyle projects get theirs from {@link TrendFactory}. */
    @Override
    public Collection<? extends Action> getProjectActions() {
        return run.getParent() instanceof AbstractProject ? List.of() : List.of(new TrendAction(run.getParent()));
    }
}
