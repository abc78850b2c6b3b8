package dev.flamegate.corpus;

import dev.flamegate.ingest.Corpus;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the corpus says of its files: the tables in {@code CATALOGUE.md}. */
public final class Catalogue {
    private static final Pattern EVENTS = Pattern.compile("([A-Za-z.]+) (\\d+)");

    private final Map<String, String> formats = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    public Catalogue(Corpus corpus) {
        String folder = "";
        for (String line : corpus.lines("CATALOGUE.md")) {
            if (line.startsWith("## ")) {
                folder = line.substring(3).strip();
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length > 8) {
                formats.put(folder + "/" + cells[1].strip(), cells[2].strip());
                types.put(folder + "/" + cells[1].strip(), cells[4].strip());
            }
        }
    }

    /** {@code not a profile} for what the catalogue leaves out: licences, lists. */
    public String format(String file) {
        return formats.getOrDefault(file, "not a profile");
    }

    /** Events of a recording by type, those without a stack too, as the reader of the newest JDK counts them. */
    public Map<String, Long> events(String file) {
        Map<String, Long> events = new HashMap<>();
        Matcher event = EVENTS.matcher(types.getOrDefault(file, ""));
        while (event.find()) {
            events.put(event.group(1), Long.parseLong(event.group(2)));
        }
        return events;
    }
}
