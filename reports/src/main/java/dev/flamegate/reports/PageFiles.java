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
            "table",
            "print",
            "main");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    static final Template PAGE = Template.of(read("page.html"));
    static final Template FLAME = Template.of(read("flame.html"));
    static final String STYLE = read("page.css") + read("flame.css") + read("print.css") + Palette.LIGHT.frameRules()
            + "\n@media screen and (prefers-color-scheme: dark) {\n"
            + Palette.DARK.frameRules() + "\n}\n";
    static final String SCRIPT = script();
    static final String POLICY = "default-src 'none'; script-src '" + hash(SCRIPT) + "'; style-src '" + hash(STYLE)
            + "'; img-src data:; base-uri 'none'; form-action 'none'";

    private PageFiles() {}

    private static String script() {
        StringBuilder script = new StringBuilder("\n'use strict';\n{\n");
        for (String module : MODULES) {
            String source = IMPORT.matcher(read(module + ".mjs")).replaceAll("");
            script.append("// ")
                    .append(module)
                    .append(".mjs\n")
                    .append(EXPORT.matcher(source).replaceAll(""));
        }
        return script.append("}\n").toString();
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
