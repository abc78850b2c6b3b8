package dev.flamegate.ingest.folded;

import java.util.Optional;
import java.util.regex.Pattern;

/** One line of folded stacks: what stands before the last blank, and the number behind it. */
record FoldedLine(String stack, String count) {
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,18}(\\.\\d{0,18})?|\\d{1,15}(\\.\\d{1,18})?[eE]\\+?\\d{1,2}");

    /** Empty if there is no blank with something before it: such a line is not part of the data. */
    static Optional<FoldedLine> of(String line) {
        String text = line.stripTrailing();
        int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
        return blank <= 0
                ? Optional.empty()
                : Optional.of(new FoldedLine(text.substring(0, blank).stripTrailing(), text.substring(blank + 1)));
    }

    boolean hasNumber() {
        return NUMBER.matcher(count).matches();
    }

    /** Whether the stack ends in a number too, as it does in the difference of two profiles. */
    boolean hasTwoNumbers() {
        return hasNumber() && of(stack).map(FoldedLine::hasNumber).orElse(false);
    }
}
