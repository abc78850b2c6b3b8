package dev.flamegate.delivery;

import dev.flamegate.reports.CheckRun;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A verdict in the sizes of the surfaces that it is shown on; what does not fit is left out by the report's own rules, and what must stay
 * stays. The first line of a comment says whose it is and by which gate it was written last: it is how the one comment of a service is
 * found again.
 *
 * @param page address of a gate's page by the gate's id
 * @param pictures whether pictures may be embedded: whoever has the address can fetch them
 */
public record Wording(Function<String, String> page, boolean pictures) {
    private static final Pattern MARKER =
            Pattern.compile("^<!-- flamegate:v1 key=\"([^\"\\s]{0,7000})\" gate=\"([0-9A-Za-z-]{1,100})\" -->");

    /** Whose a comment is, and which gate wrote it last. */
    public record Marked(String key, String gate) {}

    /** Empty if the comment does not begin with a marker. */
    public static Optional<Marked> marked(String comment) {
        Matcher matcher = MARKER.matcher(comment);
        return matcher.find() ? Optional.of(new Marked(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** No name can end a marker, or make one. */
    public static String key(String service) {
        return URLEncoder.encode(service, StandardCharsets.UTF_8).replace("-", "%2D");
    }

    /** @param charsMax limit of the surface in UTF-16 units */
    public String comment(String service, String gate, Message message, int charsMax) {
        String marker = "<!-- flamegate:v1 key=\"" + key(service) + "\" gate=\"" + gate + "\" -->\n";
        return marker + body(service, gate, message, charsMax - marker.length());
    }

    /** The same without marker, for surfaces that are found otherwise. */
    public String body(String service, String gate, Message message, int charsMax) {
        if (message instanceof Message.Answered answered) {
            return unmarked(ReportMarkdown.comment(answered.report(), links(gate), charsMax));
        }
        if (message instanceof Message.Failed failed) {
            return "### ⛔ Flamegate could not judge " + code(service) + "\n\n"
                    + code(cut(failed.reason(), charsMax / 2))
                    + "\n\nThis is no regression: nothing was decided. [Gate](<" + page.apply(gate) + ">)\n";
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
        if (message instanceof Message.Superseded superseded) {
            return cut("Superseded by " + superseded.by(), charsMax);
        }
        return cut("Comparing " + service, charsMax);
    }

    /** A verdict as a check; empty for other messages. */
    public Optional<CheckRun> check(String gate, Message message) {
        return message instanceof Message.Answered answered
                ? Optional.of(CheckRun.of(answered.report(), links(gate)))
                : Optional.empty();
    }

    /** Whether nobody would miss it: a pass where nothing was said before. */
    public static boolean goesWithoutSaying(Message message) {
        return message instanceof Message.Answered answered && answered.report().verdict() == Verdict.PASS;
    }

    public String address(String gate) {
        return page.apply(gate);
    }

    private Links links(String gate) {
        String address = page.apply(gate);
        return new Links(address, pictures ? address + "/flamegraph.svg" : null);
    }

    private static String unmarked(String markdown) {
        return markdown.lines()
                        .filter(line -> !line.startsWith("<!-- flamegate"))
                        .collect(Collectors.joining("\n")) + "\n";
    }

    private static String code(String text) {
        String line =
                text.replaceAll("[\\s\\p{Cntrl}]+", " ").replace('`', '\'').replace("<!--", "< !--");
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
