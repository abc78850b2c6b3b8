package dev.flamegate.jenkins;

import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.TransientProjectActionFactory;
import java.util.Collection;
import java.util.List;

/** Puts the trend on the pages of freestyle projects, where controllers of all ages look. */
@Extension
public final class TrendFactory extends TransientProjectActionFactory {
    @Override
    @SuppressWarnings("rawtypes") // as the class has it
    public Collection<? extends Action> createFor(AbstractProject target) {
        return List.of(new TrendAction((AbstractProject<?, ?>) target));
    }
}
