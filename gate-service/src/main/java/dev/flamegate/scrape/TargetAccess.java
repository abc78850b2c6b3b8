package dev.flamegate.scrape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a job makes itself known to its targets. Secrets stand in files of their own, which are read at every scrape so that they can be
 * changed: a configuration is printed and passed around.
 *
 * @param scheme of the header, {@code Basic} or what {@code authorization.type} says
 * @param user for {@code Basic}
 * @param secret the file with the password or the token
 */
record TargetAccess(String scheme, Optional<String> user, Path secret) {

    /** Empty if the job needs none. */
    static Optional<TargetAccess> read(ConfigNode job, Path folder) {
        Optional<ConfigNode> basic = job.object("basic_auth");
        Optional<ConfigNode> authorization = job.object("authorization");
        if (basic.isPresent() && authorization.isPresent()) {
            throw job.wrong("authorization", "stands beside basic_auth, at most one of them may");
        }
        return basic.map(node -> basic(node, folder)).or(() -> authorization.map(node -> bearer(node, folder)));
    }

    private static TargetAccess basic(ConfigNode node, Path folder) {
        refuseInline(node, "password");
        TargetAccess access = new TargetAccess(
                "Basic", Optional.of(node.required("username")), folder.resolve(node.required("password_file")));
        node.end();
        return access;
    }

    private static TargetAccess bearer(ConfigNode node, Path folder) {
        refuseInline(node, "credentials");
        String type = node.text("type", "Bearer");
        if (!type.matches("[A-Za-z0-9-]+") || type.equalsIgnoreCase("basic")) {
            throw node.wrong("type", "is '" + type + "', expected one word such as Bearer; basic_auth is for Basic");
        }
        TargetAccess access =
                new TargetAccess(type, Optional.empty(), folder.resolve(node.required("credentials_file")));
        node.end();
        return access;
    }

    private static void refuseInline(ConfigNode node, String key) {
        if (node.has(key)) {
            throw node.wrong(
                    key,
                    "a secret does not stand in the configuration: write it to a file, and the file's name" + " under "
                            + key + "_file");
        }
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @throws IOException if the file cannot be read, or holds what no header may
     */
    String header() throws IOException {
        String text = Files.readString(secret).strip();
        if (user.isPresent()) {
            byte[] pair = (user.get() + ":" + text).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IOException(secret + " holds more than one token of plain characters");
        }
        return scheme + " " + text;
    }

    /** Files that a job names must be there when the service starts. */
    List<Path> files() {
        return List.of(secret);
    }
}
