package dev.flamegate.corpus;

import dev.flamegate.ingest.Corpus;
import java.util.HashMap;
import java.util.Map;

/** What the corpus says of its files: the second column of the tables in {@code CATALOGUE.md}. */
public final class Catalogue {
    private final Map<String, String> formats = new HashMap<>();

    public Catalogue(Corpus corpus) {
        String folder = "";
        for (String line : corpus.lines("CATALOGUE.md")) {
            if (line.startsWith("## ")) {
                folder = line.substring(3).strip();
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length > 8) {
                formats.put(folder + "/" + cells[1].strip(), cells[2].strip());
            }
        }
    }

    /** {@code not a profile} for what the catalogue leaves out: licences, lists. */
    public String format(String file) {
        return formats.getOrDefault(file, "not a profile");
    }
}
