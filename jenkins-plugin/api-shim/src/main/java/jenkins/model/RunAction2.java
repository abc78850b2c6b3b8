package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** The shape of Jenkins's own type, for compiling and for the controller of the tests; never part of the plugin. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> run);

    void onLoad(Run<?, ?> run);
}
