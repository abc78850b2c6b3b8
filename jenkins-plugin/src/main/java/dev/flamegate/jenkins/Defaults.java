package dev.flamegate.jenkins;

import hudson.ExtensionPoint;
import hudson.model.Hudson;

/** What holds where a build step leaves it out. The build for Jenkins adds one that the whole controller is configured by. */
public abstract class Defaults implements ExtensionPoint {

    /** Address of the service; empty for none. */
    protected abstract String server();

    /** The first that is configured; empty if none is. */
    static String configuredServer() {
        for (Defaults defaults : Hudson.getInstance().getExtensionList(Defaults.class)) {
            String server = defaults.server();
            if (!server.isBlank()) {
                return server;
            }
        }
        return "";
    }
}
