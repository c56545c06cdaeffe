package dev.ricci.demos.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Where a command writes for people, and what that place can show. */
public final class Console {
    private static final int PLAIN_WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;
    private final boolean unicode;
    private final int width;
    private boolean drawn;

    private Console(PrintStream out, boolean terminal, boolean coloured, int width) {
        this.out = out;
        this.terminal = terminal;
        this.coloured = coloured;
        this.unicode = out.charset().equals(StandardCharsets.UTF_8);
        this.width = width;
    }

    /** The standard output: colours and redrawing where it is a terminal, and no colours where NO_COLOR is set. */
    public static Console system() {
        boolean terminal = System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
        int width = terminal ? new UsageMessageSpec().autoWidth(true).width() : PLAIN_WIDTH;
        return new Console(System.out, terminal, terminal && Ansi.AUTO.enabled(), width);
    }

    /** A place without colours or redrawing, such as a file. */
    public static Console plain(PrintStream out) {
        return new Console(out, false, false, PLAIN_WIDTH);
    }

    /** A terminal of the given number of columns. */
    public static Console terminal(PrintStream out, boolean coloured, int width) {
        return new Console(out, true, coloured, width);
    }

    /** Writes one line; markup as in {@code @|bold,green text|@} becomes colour where there is colour, and vanishes elsewhere. */
    public synchronized void line(String text) {
        if (drawn) {
            redraw("");
        }
        out.println(styled(text));
        out.flush();
    }

    /** Writes an empty line. */
    public void line() {
        line("");
    }

    /** The heading of a part of the output, with an empty line before it. */
    public void heading(String text) {
        line();
        line("@|bold " + text + "|@");
    }

    /** The text with its markup made into colours or taken out. */
    public String styled(String text) {
        return printable((coloured ? Ansi.ON : Ansi.OFF).string(text));
    }

    /** A place that takes ASCII only would show a question mark for the sign of a microsecond. */
    private String printable(String text) {
        return out.charset().newEncoder().canEncode('µ') ? text : text.replace('µ', 'u');
    }

    /** For text that is laid out already, such as a command's help. */
    public PrintWriter writer() {
        return new PrintWriter(out, true);
    }

    /** Whether a line can be drawn again in place. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Whether block characters arrive as they were sent. */
    public boolean isUnicode() {
        return unicode;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /** Draws the current line again, from its first column; the text holds no line end and is cut to the width. */
    synchronized void redraw(String text) {
        drawn = !text.isEmpty();
        String cut = text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
        out.print("\r" + cut + "\u001b[K");
        out.flush();
    }
}
