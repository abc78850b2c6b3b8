package dev.flamegate.cli;

import dev.flamegate.store.rocksdb.Verification;

/** One line a step: written over on a terminal, else a plain line at its end. */
final class StoreProgress implements Verification.Progress {
    private final Terminal terminal;
    private int shown;

    StoreProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(String what, long rows, long rowsAbout) {
        if (terminal.errIsTerminal()) {
            String line = what + " " + rows + (rows < rowsAbout ? " of about " + rowsAbout : "");
            terminal.err().print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            shown = line.length();
        }
    }

    /** Leaves an empty line to write on. */
    void end() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
        }
    }
}
