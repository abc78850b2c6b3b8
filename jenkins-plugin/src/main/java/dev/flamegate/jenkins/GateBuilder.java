package dev.flamegate.jenkins;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.CapturedParameterNames;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest;

/** The build step: asks the gate, and lets the build feel the answer. Fields may hold variables of the build. */
public final class GateBuilder extends Builder implements SimpleBuildStep {
    private static final String POLICY_FILE = ".flamegate.yml";
    private static final String WAIT_MINUTES = "10";

    private final String server;
    private final String service;
    private final String baseline;
    private final String candidate;
    private @Nullable String type;
    private @Nullable String policyFile;
    private @Nullable String profiles;
    private @Nullable String waitMinutes;
    private @Nullable String onFail;
    private @Nullable String onInconclusive;
    private @Nullable String onError;
    private @Nullable String credentialsId;

    @DataBoundConstructor
    @CapturedParameterNames({"server", "service", "baseline", "candidate"})
    public GateBuilder(String server, String service, String baseline, String candidate) {
        this.server = server;
        this.service = service;
        this.baseline = baseline;
        this.candidate = candidate;
    }

    public String getServer() {
        return server;
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

    public String getType() {
        return or(type, "");
    }

    @DataBoundSetter
    public void setType(String type) {
        this.type = type;
    }

    public String getPolicyFile() {
        return or(policyFile, POLICY_FILE);
    }

    @DataBoundSetter
    public void setPolicyFile(String policyFile) {
        this.policyFile = policyFile;
    }

    public String getProfiles() {
        return or(profiles, "");
    }

    @DataBoundSetter
    public void setProfiles(String profiles) {
        this.profiles = profiles;
    }

    public String getWaitMinutes() {
        return or(waitMinutes, WAIT_MINUTES);
    }

    @DataBoundSetter
    public void setWaitMinutes(String waitMinutes) {
        this.waitMinutes = waitMinutes;
    }

    public String getOnFail() {
        return or(onFail, Consequence.FAILURE.name());
    }

    @DataBoundSetter
    public void setOnFail(String onFail) {
        this.onFail = onFail;
    }

    public String getOnInconclusive() {
        return or(onInconclusive, Consequence.UNSTABLE.name());
    }

    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = onInconclusive;
    }

    public String getOnError() {
        return or(onError, Consequence.FAILURE.name());
    }

    @DataBoundSetter
    public void setOnError(String onError) {
        this.onError = onError;
    }

    public String getCredentialsId() {
        return or(credentialsId, "");
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    /** What the form left empty is as if it were not there. */
    private static String or(@Nullable String value, String absent) {
        return value == null || value.isBlank() ? absent : value;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        FilePath workspace = build.getWorkspace();
        if (workspace == null) {
            throw new AbortException("Flamegate: the build has no workspace");
        }
        perform(build, workspace, build.getEnvironment(listener), launcher, listener);
        return true;
    }

    @Override
    public void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        Consumer<String> log = line -> listener.getLogger().println("[flamegate] " + Printable.text(line));
        Steps steps = new Steps(run, workspace, log);
        Consequence consequence;
        String why;
        try {
            Consequence failed = Consequence.parse(getOnFail());
            Consequence undecided = Consequence.parse(getOnInconclusive());
            Outcome outcome = steps.ask(asked(env), env.expand(getPolicyFile()), env.expand(getProfiles()));
            consequence = outcome.consequence(failed, undecided);
            why = outcome.verdict() + ": " + outcome.headline();
        } catch (ServiceException e) {
            consequence = Consequence.parse(getOnError());
            why = "no verdict: " + e.getMessage();
            steps.record(GateAction.unanswered(run, service, candidate, String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            throw new AbortException("Flamegate: " + Printable.text(String.valueOf(e.getMessage())));
        }
        log.accept(why);
        log.accept("this " + consequence.words());
        follow(run, consequence, why);
    }

    private static void follow(Run<?, ?> run, Consequence consequence, String why) throws AbortException {
        switch (consequence) {
            case FAILURE -> throw new AbortException("Flamegate: " + Printable.text(why));
            case UNSTABLE -> run.setResult(Result.UNSTABLE);
            case NOTHING -> {}
        }
    }

    private Steps.Asked asked(EnvVars env) {
        return new Steps.Asked(
                ServiceApi.address(env.expand(or(server, Defaults.configuredServer()))),
                getCredentialsId(),
                env.expand(service),
                env.expand(baseline),
                env.expand(candidate),
                env.expand(getType()),
                Duration.ofSeconds(Math.round(60 * GateFields.minutes(env.expand(getWaitMinutes())))));
    }

    /** What the form shows, and its checks. */
    @Extension
    @Symbol("flamegate")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        public DescriptorImpl() {
            super(GateBuilder.class);
        }

        @Override
        public String getDisplayName() {
            return "Flamegate: may this version go out?";
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        /** Old form bindings know the constructor alone; today's set the rest as well, to the same values. */
        @Override
        public Builder newInstance(StaplerRequest request, JSONObject form) throws Descriptor.FormException {
            GateBuilder builder = (GateBuilder) super.newInstance(request, form);
            builder.setType(form.optString("type"));
            builder.setPolicyFile(form.optString("policyFile"));
            builder.setProfiles(form.optString("profiles"));
            builder.setWaitMinutes(form.optString("waitMinutes"));
            builder.setOnFail(form.optString("onFail"));
            builder.setOnInconclusive(form.optString("onInconclusive"));
            builder.setOnError(form.optString("onError"));
            builder.setCredentialsId(form.optString("credentialsId"));
            return builder;
        }

        @CapturedParameterNames("value")
        public FormValidation doCheckServer(@QueryParameter String value) {
            boolean left = value.isBlank() && !Defaults.configuredServer().isEmpty();
            return left ? FormValidation.ok() : shown(GateFields.server(value));
        }

        @CapturedParameterNames("value")
        public FormValidation doCheckService(@QueryParameter String value) {
            return shown(GateFields.required(value));
        }

        @CapturedParameterNames("value")
        public FormValidation doCheckBaseline(@QueryParameter String value) {
            return shown(GateFields.cohort(value));
        }

        @CapturedParameterNames("value")
        public FormValidation doCheckCandidate(@QueryParameter String value) {
            return shown(GateFields.cohort(value));
        }

        @CapturedParameterNames("value")
        public FormValidation doCheckWaitMinutes(@QueryParameter String value) {
            return shown(GateFields.wait(value));
        }

        @CapturedParameterNames("server")
        public FormValidation doTestConnection(@QueryParameter("server") String server) throws InterruptedException {
            String trouble = GateFields.reach(server);
            return trouble.isEmpty()
                    ? FormValidation.ok("A Flamegate service answers there.")
                    : FormValidation.error(trouble);
        }

        public ListBoxModel doFillOnFailItems() {
            return consequences();
        }

        public ListBoxModel doFillOnInconclusiveItems() {
            return consequences();
        }

        public ListBoxModel doFillOnErrorItems() {
            return consequences();
        }

        private static ListBoxModel consequences() {
            ListBoxModel items = new ListBoxModel();
            for (Consequence one : Consequence.values()) {
                items.add(one.words(), one.name());
            }
            return items;
        }

        private static FormValidation shown(String trouble) {
            return trouble.isEmpty() ? FormValidation.ok() : FormValidation.error(trouble);
        }
    }
}
