package dev.flamegate.delivery;

import dev.flamegate.reports.CheckRun;
import dev.flamegate.reports.FlameGraphSvg;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verdict in the sizes of the surfaces that it is shown on; what does not fit is left out by the report's own rules, and what must stay
 * stays. The first line of a comment says whose it is and by which gate it was written last: it is how the one comment of a service is
 * found again.
 *
 * @param page address of a gate's page by the gate's id
 * @param pictures whether pictures may be embedded: whoever has the address can fetch them
 * @param comments when a verdict is worth one
 * @param drawing of the picture, which throws if it cannot be drawn: a comment never shows a broken one
 */
public record Wording(
        Function<String, String> page, boolean pictures, Comments comments, Consumer<GateReport> drawing) {
    private static final Logger LOG = LoggerFactory.getLogger(Wording.class);
    private static final Pattern MARKER = Pattern.compile("^<!-- flamegate:v1 key=\"([^\"\\s]{0,1000})\""
            + " gate=\"([0-9A-Za-z-]{1,100})\"(?: failed=\"([0-9a-f]{40}|[0-9a-f]{64})\")? -->");

    private static final int KEY_CHARS_MAX = 1000;
    private static final int KEY_BYTES = 32;
    private static final int ERROR_BYTES = 4;

    public Wording(Function<String, String> page, boolean pictures, Comments comments) {
        this(page, pictures, comments, FlameGraphSvg::svg);
    }

    /** Of comments that a first pass does not make. */
    public Wording(Function<String, String> page, boolean pictures) {
        this(page, pictures, Comments.ON_CHANGE);
    }

    /** Whose a comment is, and which gate wrote it last. */
    public record Marked(String key, String gate) {}

    /** Empty if the comment does not begin with a marker. */
    public static Optional<Marked> marked(String comment) {
        Matcher matcher = MARKER.matcher(comment);
        return matcher.find() ? Optional.of(new Marked(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The commit at which the pull request failed last, as an earlier comment of the same service remembers it. */
    private static Optional<String> failedBefore(String comment) {
        Matcher matcher = MARKER.matcher(comment);
        return matcher.find() ? Optional.ofNullable(matcher.group(3)) : Optional.empty();
    }

    /** No name can end a marker, or make one; a name that is too long for it is known by its hash. */
    public static String key(String service) {
        String key = URLEncoder.encode(service, StandardCharsets.UTF_8).replace("-", "%2D");
        return key.length() <= KEY_CHARS_MAX ? key : "sha256:" + Hash.of(service, KEY_BYTES);
    }

    /** @param charsMax limit of the surface in UTF-16 units */
    public String comment(String service, String gate, Message message, int charsMax) {
        String marker = "<!-- flamegate:v1 key=\"" + key(service) + "\" gate=\"" + gate + "\" -->\n";
        return marker + body(service, gate, message, charsMax - marker.length());
    }

    /**
     * The same, and a word on the commit at which it failed before.
     *
     * @param before the comment that this one takes the place of; empty if there is none
     */
    public String comment(Delivery delivery, Message message, String before, int charsMax) {
        boolean fails = verdict(message).filter(Verdict.FAIL::equals).isPresent();
        Optional<String> failed = fails ? Optional.of(delivery.target().sha()) : failedBefore(before);
        String marker = "<!-- flamegate:v1 key=\"" + key(delivery.service()) + "\" gate=\"" + delivery.gate() + "\""
                + failed.map(sha -> " failed=\"" + sha + "\"").orElse("") + " -->\n";
        String history = fails
                ? ""
                : failed.map(sha -> "\nPreviously failed at `" + sha.substring(0, 7) + "`.\n")
                        .orElse("");
        int left = charsMax - marker.length() - history.length();
        return marker + body(delivery.service(), delivery.gate(), message, left) + history;
    }

    private static Optional<Verdict> verdict(Message message) {
        return message instanceof Message.Answered answered
                ? Optional.of(answered.report().verdict())
                : Optional.empty();
    }

    /** The same without marker, for surfaces that are found otherwise. */
    public String body(String service, String gate, Message message, int charsMax) {
        if (message instanceof Message.Answered answered) {
            Optional<String> error = drawingError(answered.report());
            String note = error.map(id ->
                            "\nThe verdict is complete; the picture could not be drawn (error id `" + id + "`).\n")
                    .orElse("");
            Links links = links(gate, error.isEmpty());
            return unmarked(ReportMarkdown.comment(answered.report(), links, charsMax - note.length())) + note;
        }
        if (message instanceof Message.Failed failed) {
            return "### ⛔ Flamegate could not judge " + code(service) + "\n\n"
                    + code(cut(failed.reason(), charsMax / 2))
                    + "\n\nThis is no regression: nothing was decided. [Gate](<" + page.apply(gate) + ">)\n";
        }
        if (message instanceof Message.Ended ended) {
            return code(cut(ended.why(), charsMax / 2)) + "\n\n[Gate](<" + page.apply(gate) + ">)\n";
        }
        if (message instanceof Message.Superseded superseded) {
            return "Superseded by " + superseded.by() + ".\n";
        }
        return "The comparison is waiting or running. [Gate](<" + page.apply(gate) + ">)\n";
    }

    /** One line, without mark-up. */
    public String title(String service, Message message, int charsMax) {
        if (message instanceof Message.Answered answered) {
            return cut(Headline.of(answered.report()).replace("`", ""), charsMax);
        }
        if (message instanceof Message.Failed failed) {
            return cut("Gate could not run: " + failed.reason().replaceAll("\\s+", " "), charsMax);
        }
        if (message instanceof Message.Ended ended) {
            return cut(ended.why(), charsMax);
        }
        if (message instanceof Message.Superseded superseded) {
            return cut("Superseded by " + superseded.by(), charsMax);
        }
        return cut("Comparing " + service, charsMax);
    }

    /** A verdict as a check; empty for other messages. */
    public Optional<CheckRun> check(String gate, Message message) {
        return message instanceof Message.Answered answered
                ? Optional.of(CheckRun.of(
                        answered.report(),
                        links(gate, drawingError(answered.report()).isEmpty())))
                : Optional.empty();
    }

    /** Whether nobody would miss it: a pass where nothing was said before. */
    public boolean goesWithoutSaying(Message message) {
        return comments != Comments.ALWAYS
                && verdict(message).filter(Verdict.PASS::equals).isPresent();
    }

    public String address(String gate) {
        return page.apply(gate);
    }

    private Links links(String gate, boolean drawn) {
        String address = page.apply(gate);
        return new Links(address, pictures && drawn ? address + "/flamegraph.svg" : null);
    }

    /** What the log calls it if the picture that a comment is to show cannot be drawn. */
    private Optional<String> drawingError(GateReport report) {
        if (!pictures || report.findings().isEmpty()) {
            return Optional.empty();
        }
        try {
            drawing.accept(report);
            return Optional.empty();
        } catch (RuntimeException e) {
            String id = Hash.of(report.id() + e, ERROR_BYTES);
            LOG.error("error {}: the picture of gate {} could not be drawn", id, report.id(), e);
            return Optional.of(id);
        }
    }

    private static String unmarked(String markdown) {
        return markdown.lines()
                        .filter(line -> !line.startsWith("<!-- flamegate"))
                        .collect(Collectors.joining("\n")) + "\n";
    }

    /** Text of strangers on one line: no mark-up, no mention, no marker. */
    public static String code(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .replace('`', '\'')
                .replace("<!--", "< !--");
        return "`" + line.strip() + "`";
    }

    /** Between characters, never inside of one. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = charsMax - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
