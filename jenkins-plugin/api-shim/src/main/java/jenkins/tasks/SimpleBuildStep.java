package jenkins.tasks;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Action;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStep;
import java.io.IOException;
import java.util.Collection;

/** The shape of Jenkins's own type, for compiling and for the controller of the tests; never part of the plugin. */
public interface SimpleBuildStep extends BuildStep {
    default void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        throw new AbstractMethodError();
    }

    /** An action of a build that gives the project actions of its own. */
    interface LastBuildAction extends Action {
        Collection<? extends Action> getProjectActions();
    }
}
