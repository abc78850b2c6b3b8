package io.jenkins.plugins.flamegate;

import dev.flamegate.jenkins.Defaults;
import hudson.Extension;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** The service's address for the whole controller, on its page of settings and as {@code unclassified: flamegate: server:} in code. */
@Extension
@Symbol("flamegate")
public final class ControllerDefaults extends GlobalConfiguration {
    private String server = "";

    public ControllerDefaults() {
        load();
    }

    public static ControllerDefaults get() {
        return GlobalConfiguration.all().getInstance(ControllerDefaults.class);
    }

    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = server == null ? "" : server.strip();
        save();
    }

    /** For the build step, which knows no type of today's Jenkins. */
    @Extension
    public static final class ForSteps extends Defaults {
        @Override
        protected String server() {
            return get().getServer();
        }
    }
}
