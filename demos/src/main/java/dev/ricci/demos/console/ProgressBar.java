package dev.ricci.demos.console;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a piece of work has come: share done, rate, time left and a note.
 *
 * <p>On a terminal it redraws its line a few times a second; elsewhere it writes a line every few seconds. Closing it ends its line.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final int BAR_COLUMNS = 24;
    private static final double LEAST_SECONDS = 0.3; // a rate over less says nothing

    private final Console console;
    private final String unit;
    private final long total;
    private final LongSupplier clock;
    private final long begun;
    private final long pause;
    private String label;
    private long drawn;
    private long before;
    private long done;
    private String note = "";
    private boolean written;

    /** @param total how much there is to do, in the unit that the rate is given in */
    public ProgressBar(Console console, String label, long total, String unit) {
        this(console, label, total, unit, System::nanoTime);
    }

    ProgressBar(Console console, String label, long total, String unit, LongSupplier clock) {
        this.console = console;
        this.label = label;
        this.total = total;
        this.unit = unit;
        this.clock = clock;
        begun = clock.getAsLong();
        pause = console.isTerminal() ? REDRAW_NANOS : PLAIN_NANOS;
        drawn = console.isTerminal() ? begun - pause : begun;
    }

    /** So much was done before this run, and does not count for the rate. */
    public void begunAt(long amount) {
        before = amount;
        done = amount;
    }

    /** So much more is done. */
    public void advance(long amount) {
        doneUpTo(done + amount);
    }

    /** So much is done in all. */
    public void doneUpTo(long amount) {
        done = amount;
        drawWhenDue();
    }

    /** What to say at the beginning of the line. */
    public void label(String text) {
        label = text;
    }

    /** What to say at the end of the line, such as the loss so far. */
    public void note(String text) {
        note = text;
        drawWhenDue();
    }

    private void drawWhenDue() {
        long now = clock.getAsLong();
        if (now - drawn >= pause) {
            drawn = now;
            draw();
        }
    }

    private void draw() {
        written = true;
        if (console.isTerminal()) {
            console.redraw(text());
        } else {
            console.line(text());
        }
    }

    /** Takes the bar off the screen, so that a lasting line can be written in its place; it comes back with the next news. */
    public void clear() {
        if (written && console.isTerminal()) {
            console.redraw("");
        }
        written = false;
    }

    @Override
    public void close() {
        clear();
    }

    /** The line as it stands now. */
    String text() {
        double seconds = (clock.getAsLong() - begun) / 1e9;
        double share = total == 0 ? 1 : Math.min(1, (double) done / total);
        double rate = seconds > LEAST_SECONDS ? (done - before) / seconds : 0;
        StringBuilder line = new StringBuilder(label).append("  ");
        if (console.isTerminal()) {
            line.append(bar(share)).append("  ");
        }
        line.append(String.format(Locale.ROOT, "%3d%%", (int) (100 * share)));
        if (rate > 0) {
            line.append("  ").append(Quantities.count(rate)).append(' ').append(unit).append("/s");
            line.append("  ").append(Quantities.duration(Math.max(0, total - done) / rate)).append(" left");
        }
        if (!note.isEmpty()) {
            line.append("  ").append(note);
        }
        return line.toString();
    }

    private String bar(double share) {
        int full = (int) Math.round(share * BAR_COLUMNS);
        return console.isUnicode()
                ? "━".repeat(full) + "╌".repeat(BAR_COLUMNS - full)
                : "[" + "#".repeat(full) + ".".repeat(BAR_COLUMNS - full) + "]";
    }
}
