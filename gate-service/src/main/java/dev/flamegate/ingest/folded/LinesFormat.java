package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.Profile;
import java.util.List;

/** Pyroscope's {@code format=lines}: every line is a stack, root first, that was seen once. Read only where it is named. */
public final class LinesFormat implements ProfileFormat {
    private final ReadLimits limits;

    public LinesFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public boolean matches(byte[] head) {
        return false;
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        TextLines lines = new TextLines(limits.content(body, source.origin()));
        StackSums sums = new StackSums(source, limits, "line");
        while (lines.next()) {
            sums.at(lines.number());
            if (!lines.line().isBlank()) {
                sums.add(FoldedFormat.stack(lines.line(), sums), 1);
            }
        }
        return sums.profiles();
    }
}
