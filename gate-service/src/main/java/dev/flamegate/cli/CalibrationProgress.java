package dev.flamegate.cli;

import dev.flamegate.bench.BenchProgress;
import java.time.Duration;

/** One line an experiment: written over on a terminal, else a plain line at its end. */
final class CalibrationProgress implements BenchProgress {
    private static final long SECONDS_MAX = 90;

    private final Terminal terminal;
    private int shown;

    CalibrationProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(String experiment, int done, int total, int failures, Duration left) {
        boolean over = done == total;
        String line = experiment + ": " + done + "/" + total + " runs, " + failures + " FAIL"
                + (over ? "" : ", about " + text(left) + " left");
        if (terminal.errIsTerminal()) {
            String blanks = " ".repeat(Math.max(0, shown - line.length()));
            terminal.err().print("\r" + line + blanks + (over ? "\n" : ""));
            terminal.err().flush();
            shown = over ? 0 : line.length();
        } else if (over) {
            terminal.err().println(line);
        }
    }

    private static String text(Duration left) {
        long seconds = left.toSeconds();
        return seconds <= SECONDS_MAX ? seconds + " s" : (seconds + 30) / 60 + " min";
    }
}
