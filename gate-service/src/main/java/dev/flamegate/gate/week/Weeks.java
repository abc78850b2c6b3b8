package dev.flamegate.gate.week;

import dev.flamegate.gate.CandidateVerdicts;
import dev.flamegate.stats.ShareSettings;
import dev.flamegate.store.ProfileStore;
import java.util.List;

/** Tells the versions of a week from what is stored. Safe for use by many threads. */
public final class Weeks {
    private final WeekReader reader;
    private final CandidateVerdicts verdicts;

    /**
     * @param replicateLabels the first of these labels that a profile has names its pod
     * @param verdicts to know which versions failed
     */
    public Weeks(ProfileStore store, List<String> replicateLabels, CandidateVerdicts verdicts) {
        this.reader = new WeekReader(store, replicateLabels);
        this.verdicts = verdicts;
    }

    /**
     * @throws WeekRefusedException if the service or the type is not there, or there is too much to read
     */
    public Week of(WeekQuestion question) {
        WeekTables tables = reader.read(question);
        return new WeekJudge(
                        question,
                        tables,
                        ShareSettings.withDefaults(),
                        version -> verdicts.failure(question.service(), version))
                .judge();
    }
}
