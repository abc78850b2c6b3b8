package dev.flamegate.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page's template, style and script, read once. The script's files are modules that run and are tested one by one; joined, in the
 * order given here, they need neither imports nor exports.
 */
final class PageFiles {
    private static final List<String> MODULES = List.of(
            "words",
            "unpack",
            "shortname",
            "tree",
            "evidence",
            "library",
            "fold",
            "sandwich",
            "layout",
            "cost",
            "label",
            "colour",
            "search",
            "functions",
            "describe",
            "link",
            "pattern",
            "paint",
            "scene",
            "walk",
            "graph",
            "panel",
            "keys",
            "tools",
            "beside",
            "mount",
            "table",
            "print",
            "times",
            "main");
    private static final List<String> PICTURE = MODULES.subList(0, MODULES.indexOf("mount") + 1);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    static final Template PAGE = Template.of(read("page.html"));
    static final Template FLAME = Template.of(read("flame.html"));
    static final String FLAME_STYLE = read("base.css") + read("flame.css") + Palette.LIGHT.frameRules()
            + "\n@media screen and (prefers-color-scheme: dark) {\n"
            + Palette.DARK.frameRules() + "\n}\n";
    static final String STYLE = FLAME_STYLE + read("page.css") + read("print.css");
    static final String SCRIPT = "\n'use strict';\n{\n" + joined(MODULES) + "}\n";

    /** The flame graph alone, as a module that others import. */
    static final String FLAME_MODULE = joined(PICTURE) + "export { count, counted, mount, quantity };\n";

    /** A module of its own, which does its work when it is loaded. */
    static final String TIMES_MODULE = read("times.mjs") + "\nshowLocally(document);\n";

    static final String POLICY = "default-src 'none'; script-src '" + hash(SCRIPT) + "'; style-src '" + hash(STYLE)
            + "'; img-src data:; base-uri 'none'; form-action 'none'";

    private PageFiles() {}

    private static String joined(List<String> modules) {
        StringBuilder script = new StringBuilder();
        for (String module : modules) {
            String source = IMPORT.matcher(read(module + ".mjs")).replaceAll("");
            script.append("// ")
                    .append(module)
                    .append(".mjs\n")
                    .append(EXPORT.matcher(source).replaceAll(""));
        }
        return script.toString();
    }

    static String read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading resource " + name, e);
        }
    }

    private static String hash(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
