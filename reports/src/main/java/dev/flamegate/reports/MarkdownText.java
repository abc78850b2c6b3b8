package dev.flamegate.reports;

import java.util.regex.Pattern;

/** Untrusted text as it may stand in a comment: nobody is called, nothing is linked, no table, fence or marker ends early. */
final class MarkdownText {
    private static final int NAME_CHARS_MAX = 120;
    private static final int SENTENCE_CHARS_MAX = 2_000;
    private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&$";

    /** {@code GH-12} is an issue like {@code #12}, on GitLab {@code GL-12}. */
    private static final Pattern ISSUE = Pattern.compile("(?i)\\b(gh|gl)-(?=\\d)");

    /**
     * What calls or links to something where a name follows: {@code @} and {@code #} everywhere; on GitLab {@code !12} is a merge request,
     * {@code ~x} a label, {@code %x} a milestone, {@code &12} an epic, {@code $12} a snippet and {@code ^alert#12} an alert.
     */
    private static final Pattern REFERENCE = Pattern.compile("([@#]|[!~%&$^](?=[\\p{L}\\p{N}_\"]))");

    /** What would begin a list or draw a line where a sentence begins. */
    private static final Pattern BLOCK = Pattern.compile("^(\\d{0,9})([-+.)])");

    private static final char BREAK = '\u200b';

    private MarkdownText() {}

    /** A name in a code span whose back-tick run is longer than any inside. */
    static String code(String name) {
        return code(name, NAME_CHARS_MAX);
    }

    /** As a name, but whole where a name would be shortened: a command with a gap in it is of no use. */
    static String command(String command) {
        return code(command, SENTENCE_CHARS_MAX);
    }

    private static String code(String code, int charsMax) {
        String text = verbatim(Plain.line(code, charsMax).strip());
        String fence = "`".repeat(longestRun(text) + 1);
        String pad = text.isEmpty() || text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + text + pad + fence;
    }

    /** A sentence, its names in code spans. Sentences of ours are short: a longer one has swallowed somebody's text. */
    static String prose(String sentence) {
        StringBuilder markdown = new StringBuilder();
        for (Prose.Part part : Prose.parts(Plain.line(sentence, SENTENCE_CHARS_MAX))) {
            markdown.append(part.name() ? code(part.text()) : plain(part.text()));
        }
        return BLOCK.matcher(markdown.toString().strip()).replaceFirst("$1\\\\$2");
    }

    static String plain(String text) {
        StringBuilder markdown = new StringBuilder();
        String unlinked = Plain.line(text).replace("://", ":" + BREAK + "//").replace("www.", "www" + BREAK + ".");
        unlinked = ISSUE.matcher(unlinked).replaceAll("$1" + BREAK + "-");
        unlinked = REFERENCE.matcher(unlinked).replaceAll("$1" + BREAK);
        unlinked.codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                markdown.append(entity(c));
            } else {
                markdown.appendCodePoint(c);
            }
        });
        return markdown.toString();
    }

    /** One cell of a table, from Markdown: a bar would end it even inside a code span. */
    static String cell(String markdown) {
        return markdown.replace("|", "\\|");
    }

    /** For code spans and fenced blocks, where entities mean nothing: no comment, so no marker, can be made out of a name. */
    static String verbatim(String text) {
        return text.replace("<!--", "<" + BREAK + "!--");
    }

    /** The address of a link or a picture, as it stands in Markdown. */
    static String destination(String address) {
        return "<"
                + Plain.line(address)
                        .replace("\\", "%5C")
                        .replace("<", "%3C")
                        .replace(">", "%3E")
                        .replace("|", "%7C")
                        .replace(" ", "%20")
                + ">";
    }

    /** At least {@code least} back-ticks, more than any run in the text. */
    static String fence(String text, int least) {
        return "`".repeat(Math.max(least, longestRun(text) + 1));
    }

    private static String entity(int c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '|' -> "&#124;";
            case '.', '-', '+', '(', ')', '!' -> Character.toString(c);
            default -> "\\" + (char) c;
        };
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
