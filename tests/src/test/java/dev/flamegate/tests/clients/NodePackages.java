package dev.flamegate.tests.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Programs that npm brings. */
public final class NodePackages {
    private NodePackages() {}

    /** The Node that is on the path; skips the test where there is none. */
    public static Path ofTheMachine() throws InterruptedException {
        Toolchain.needs("node", "--version");
        return Path.of("node");
    }

    /**
     * A file of the pinned packages of one of the folders of clients; skips the test where they cannot be fetched.
     *
     * @param program path in the folder
     */
    public static Path installed(String folder, String program) throws IOException, InterruptedException {
        Toolchain.needs("npm", "--version");
        Path workplace = Workplace.kept(folder);
        Path installed = workplace.resolve(program);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    Workplace.sources(folder).resolve(file),
                    workplace.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(installed)) {
            Toolchain.fetch(workplace, Map.of(), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        }
        return installed;
    }
}
