package io.jenkins.plugins.flamegate;

import dev.flamegate.jenkins.GateAction;
import dev.flamegate.jenkins.GateBuilder;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code def verdict = flamegateGate(gate: [...])}: the build step as a Pipeline step that returns the verdict's word. */
public final class GateStep extends Step {
    private final GateBuilder gate;

    @DataBoundConstructor
    public GateStep(GateBuilder gate) {
        this.gate = gate;
    }

    public GateBuilder getGate() {
        return gate;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<String> {
        private static final long serialVersionUID = 1;

        private final transient GateStep step;

        Execution(GateStep step, StepContext context) {
            super(context);
            this.step = step;
        }

        @Override
        protected String run() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            FilePath workspace = getContext().get(FilePath.class);
            EnvVars env = getContext().get(EnvVars.class);
            step.gate.perform(run, workspace, env, getContext().get(Launcher.class), getContext().get(TaskListener.class));
            List<GateAction> actions = run.getActions(GateAction.class);
            return actions.get(actions.size() - 1).getVerdict();
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "flamegateGate";
        }

        @Override
        public String getDisplayName() {
            return "Flamegate: may this version go out?";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, EnvVars.class, Launcher.class, TaskListener.class);
        }
    }
}
