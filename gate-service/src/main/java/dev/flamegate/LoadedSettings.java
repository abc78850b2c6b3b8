package dev.flamegate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.ShownSetting;
import dev.flamegate.scrape.ScrapeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The settings that hold, and where each came from.
 *
 * @param values by key, {@code section.key}
 * @param sources of the keys that are not defaults
 * @param scrapes the jobs of {@code scrape_configs}
 * @param writtenScrapes the same as the file has them
 */
record LoadedSettings(
        Settings settings,
        Map<String, JsonNode> values,
        Map<String, String> sources,
        List<ScrapeConfig> scrapes,
        List<JsonNode> writtenScrapes) {

    /** YAML that gives the same settings again, with the source of every value. */
    String print() {
        StringBuilder out = new StringBuilder();
        String section = "";
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            String key = value.getKey();
            String own = key.substring(0, key.indexOf('.'));
            if (!own.equals(section)) {
                out.append(own).append(":\n");
                section = own;
            }
            String line = "  " + key.substring(own.length() + 1) + ": " + yaml(value.getValue());
            out.append(line).append(" ".repeat(Math.max(1, 48 - line.length())));
            out.append("# ").append(sources.getOrDefault(key, "default")).append('\n');
        }
        if (!writtenScrapes.isEmpty()) {
            out.append("scrape_configs:\n");
            writtenScrapes.forEach(job -> out.append("  - ").append(yaml(job)).append('\n'));
        }
        return out.toString();
    }

    /** The same for the operator's page: of addresses not the part that may be a password, of jobs only how many there are. */
    List<ShownSetting> shown() {
        List<ShownSetting> shown = new ArrayList<>();
        values.forEach((key, value) -> {
            String text = SettingsTree.text(value).replaceAll("(://)[^/@\\s]*@", "$1***@");
            shown.add(new ShownSetting(key, text, sources.getOrDefault(key, "default")));
        });
        if (!scrapes.isEmpty()) {
            shown.add(new ShownSetting(
                    "scrape_configs", scrapes.size() + " jobs, shown as targets", "configuration file"));
        }
        return shown;
    }

    /** JSON is YAML. */
    private static String yaml(JsonNode value) {
        return value.toString();
    }
}
