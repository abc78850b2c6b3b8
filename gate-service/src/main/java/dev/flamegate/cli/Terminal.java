package dev.flamegate.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param outIsTerminal a person reads {@code out}
 * @param errIsTerminal a person reads {@code err}, so that a line may be written over
 * @param colour whether {@code out} may be coloured
 */
public record Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, boolean colour) {

    /**
     * The launcher says in {@code FLAMEGATE_TERMINAL} which of the file descriptors 1 and 2 are terminals: Java cannot ask.
     *
     * @param environment may switch colour off with {@code NO_COLOR}, as no-color.org has it
     */
    public static Terminal standard(Map<String, String> environment) {
        String said = environment.getOrDefault("FLAMEGATE_TERMINAL", System.console() == null ? "" : "1 2");
        boolean out = said.contains("1");
        String noColour = environment.getOrDefault("NO_COLOR", "");
        boolean colour = out && noColour.isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(System.out, System.err, out, said.contains("2"), colour);
    }
}
