package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

/**
 * Where the report comes from.
 *
 * @param createdAt ISO 8601, UTC
 * @param toolVersion version of the program
 * @param nameRulesVersion version of the rules for canonical function names
 * @param replay the command that makes this comparison again
 */
public record Provenance(String createdAt, String toolVersion, int nameRulesVersion, String replay) {
    public Provenance {
        text(createdAt, "created at");
    }
}
