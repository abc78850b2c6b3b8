package dev.flamegate.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arrows of the README's architecture diagram: the picture and the rule are one text. A line {@code http --> gate} allows package
 * {@code dev.flamegate.http} to import {@code dev.flamegate.gate}; {@code a --> b & c} is two arrows.
 */
record ArchitectureDiagram(Map<String, Set<String>> arrows) {
    private static final Pattern BLOCK = Pattern.compile("```mermaid\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("^\\s*([\\w.]+)(?:\\[.*?\\])? --> (.+)$");

    static ArchitectureDiagram ofReadme(Path readme) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(readme));
        if (!block.find()) {
            throw new IllegalStateException(readme + " has no mermaid diagram");
        }
        Map<String, Set<String>> arrows = new TreeMap<>();
        block.group(1).lines().map(ARROW::matcher).filter(Matcher::matches).forEach(arrow -> {
            Set<String> targets = arrows.computeIfAbsent(arrow.group(1), name -> new TreeSet<>());
            for (String target : arrow.group(2).split(" & ")) {
                targets.add(target.strip());
                arrows.computeIfAbsent(target.strip(), name -> new TreeSet<>());
            }
        });
        return new ArchitectureDiagram(arrows);
    }

    boolean allows(String from, String to) {
        return from.equals(to) || arrows.getOrDefault(from, Set.of()).contains(to);
    }
}
