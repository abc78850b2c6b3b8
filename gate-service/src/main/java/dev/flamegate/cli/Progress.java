package dev.flamegate.cli;

/** How far long work has come: one line written over on a terminal, else a plain line a quarter. */
final class Progress {
    private final Terminal terminal;
    private final String what;
    private final int total;
    private int quarter = -1;

    Progress(Terminal terminal, String what, int total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    void done(int count) {
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r" + line(count) + (count == total ? "\n" : ""));
            terminal.err().flush();
        } else if (4 * count / Math.max(1, total) > quarter) {
            quarter = 4 * count / Math.max(1, total);
            terminal.err().println(line(count));
        }
    }

    private String line(int count) {
        return what + " " + count + "/" + total;
    }
}
