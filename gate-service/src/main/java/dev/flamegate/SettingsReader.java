package dev.flamegate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.flamegate.gate.policy.Spelling;
import dev.flamegate.scrape.ScrapeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Defaults, then the file, then the environment. A key that is not known is an error: a typing error never means a default. */
final class SettingsReader {
    static final String PREFIX = "FLAMEGATE_";
    private static final String SCRAPES = "scrape_configs";

    /** Variables of the launcher and the commands, which are no settings of the service. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("FLAMEGATE_URL", "FLAMEGATE_HOME", "FLAMEGATE_JAVA_OPTS", "FLAMEGATE_CORPUS", "FLAMEGATE_TERMINAL");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final SettingsTree tree = new SettingsTree();
    private final Map<String, String> sources = new TreeMap<>();
    private final List<ScrapeConfig> scrapes = new ArrayList<>();
    private final List<JsonNode> writtenScrapes = new ArrayList<>();

    private SettingsReader() {}

    /**
     * @param file null for none
     * @throws SettingsException naming file, line and key, or the variable
     */
    static LoadedSettings read(@Nullable Path file, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader();
        if (file != null) {
            reader.readFile(file);
        }
        new TreeMap<>(environment).forEach(reader::readVariable);
        return new LoadedSettings(
                reader.tree.settings(), reader.tree.values(), reader.sources, reader.scrapes, reader.writtenScrapes);
    }

    private void readFile(Path file) {
        try (YAMLParser parser = YAML.getFactory().createParser(Files.readString(file))) {
            parser.setCodec(YAML);
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.VALUE_NULL) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new SettingsException(file + ", line 1: expected sections such as 'http:' or 'gate:'");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readSection(file, parser);
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new SettingsException(file + ", line " + line + ": " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new SettingsException("configuration file " + file + " cannot be read: " + e);
        }
    }

    private void readSection(Path file, YAMLParser parser) throws IOException {
        String section = parser.currentName();
        String place = file + ", line " + parser.currentTokenLocation().getLineNr();
        if (section.equals(SCRAPES)) {
            readScrapes(file, place, parser);
            return;
        }
        Set<String> sections = new java.util.LinkedHashSet<>();
        tree.values().keySet().forEach(key -> sections.add(key.substring(0, key.indexOf('.'))));
        sections.add(SCRAPES);
        if (!sections.contains(section)) {
            throw unknown(place, "section", section, sections);
        }
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw new SettingsException(place + ": section '" + section + "' holds keys, not one value");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = section + "." + parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            JsonNode node = YAML.readTree(parser);
            set(key, node == null ? JsonNodeFactory.instance.nullNode() : node, file + ", line " + line, key);
        }
    }

    /** A list of jobs, each with the line that it begins in. */
    private void readScrapes(Path file, String place, YAMLParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new SettingsException(place + ": '" + SCRAPES + "' is a list of jobs");
        }
        Path folder = java.util.Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String line = file + ", line " + parser.currentTokenLocation().getLineNr();
            JsonNode job = YAML.readTree(parser);
            try {
                ScrapeConfig config = ScrapeConfig.read(job, SCRAPES + "[" + scrapes.size() + "]", folder);
                if (scrapes.stream().anyMatch(one -> one.jobName().equals(config.jobName()))) {
                    throw new IllegalArgumentException(
                            SCRAPES + "[" + scrapes.size() + "].job_name: '" + config.jobName() + "' is there twice");
                }
                scrapes.add(config);
                writtenScrapes.add(job);
            } catch (IllegalArgumentException e) {
                throw new SettingsException(line + ": " + e.getMessage());
            }
        }
    }

    private void readVariable(String name, String value) {
        if (!name.startsWith(PREFIX) || OTHER_VARIABLES.contains(name)) {
            return;
        }
        Map<String, String> keys = new LinkedHashMap<>();
        tree.values().keySet().forEach(key -> keys.put(variable(key), key));
        String key = keys.get(name);
        if (key == null) {
            throw unknown("environment", "variable", name, keys.keySet());
        }
        JsonNode before = tree.values().get(key);
        boolean list = before != null && before.isArray();
        set(key, list ? items(value) : TextNode.valueOf(value), "environment variable " + name, key);
    }

    static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static ArrayNode items(String text) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (String item : text.split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private void set(String key, JsonNode value, String place, String shown) {
        if (!tree.values().containsKey(key)) {
            throw unknown(place, "key", key, tree.values().keySet());
        }
        try {
            tree.set(key, value);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(place + ": " + shown + ": " + e.getMessage());
        }
        sources.put(key, place);
    }

    private static SettingsException unknown(String place, String kind, String name, Collection<String> known) {
        String nearest = Spelling.nearest(name, known)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("; known are " + String.join(", ", known));
        return new SettingsException(place + ": there is no " + kind + " '" + name + "'" + nearest);
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
