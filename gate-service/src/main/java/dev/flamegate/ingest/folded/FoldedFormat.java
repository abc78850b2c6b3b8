package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.LooksLike;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Folded (collapsed) stacks, as Brendan Gregg's FlameGraph scripts and async-profiler write them: {@code root;frame;leaf COUNT} a line,
 * split at the last blank, because frames may hold blanks. Stacks may repeat and add up. Counts may have decimals, which become part of
 * the value where its unit is finer than a sample and are rounded where not.
 *
 * <p>Lines without a blank are skipped, as Pyroscope's server skips them; a count that is no number fails the whole body. So does the
 * form with two counts a line (difffolded.pl): which profile is meant?
 */
public final class FoldedFormat implements ProfileFormat {
    private static final int LINES_TO_TELL = 2;

    private final ReadLimits limits;

    public FoldedFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "folded";
    }

    /** Text whose every line ends in a number and of which one has a semicolon; a log or an error page has other lines. */
    @Override
    public boolean matches(byte[] head) {
        if (!LooksLike.isText(head) || LooksLike.isMarkup(head)) {
            return false;
        }
        TextLines lines = new TextLines(head);
        boolean semicolon = false;
        while (lines.next()) {
            semicolon |= lines.line().indexOf(';') >= 0;
            boolean cut = lines.isLast();
            if (!cut
                    && !lines.line().isBlank()
                    && !FoldedLine.of(lines.line()).map(FoldedLine::hasNumber).orElse(false)) {
                return false;
            }
        }
        return semicolon;
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        TextLines lines = new TextLines(limits.content(body, source.origin()));
        StackSums sums = new StackSums(source, limits, "line");
        int counted = 0;
        int twice = 0;
        while (lines.next()) {
            sums.at(lines.number());
            Optional<FoldedLine> line = FoldedLine.of(lines.line());
            if (line.isPresent()) {
                add(line.get(), sums);
                counted++;
                twice += line.get().hasTwoNumbers() ? 1 : 0;
            }
        }
        if (counted >= LINES_TO_TELL && twice == counted) {
            throw source.wrong(
                    "line 1",
                    "every line ends in two counts: this is the difference of two profiles; send each of them");
        }
        return sums.profiles();
    }

    private static void add(FoldedLine line, StackSums sums) {
        if (!line.hasNumber()) {
            throw sums.wrong("'" + shortened(line.count()) + "' is not a count; a line is root;frame;leaf COUNT");
        }
        int node = stack(line.stack(), sums);
        if (line.count().chars().allMatch(c -> c >= '0' && c <= '9')) {
            sums.add(node, Long.parseLong(line.count()));
        } else {
            sums.addFraction(node, Double.parseDouble(line.count()));
        }
    }

    /** The node of the last frame of {@code root;frame;leaf}. */
    static int stack(String text, StackSums sums) {
        int node = CallTree.ROOT;
        int depth = 0;
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            node = sums.child(node, depth++, text.substring(start, end).strip());
            start = end + 1;
        }
        return node;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
