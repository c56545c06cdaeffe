package dev.ricci.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/** The columns of a table: their headings and how they are aligned. */
public final class Columns {
    /** Of a table of ratios. */
    public static final Columns RATIOS = new Columns().text("what", 44).number("ricci", 8).number("other", 8).text("", 22)
            .number("ratio", 6).number("quartiles", 13).number("best", 6).number("target", 9).number("", 6).number("floor", 8)
            .number("of floor", 8);

    private final List<String> headings;
    private final String format;

    public Columns() {
        this(List.of(), "");
    }

    private Columns(List<String> headings, String format) {
        this.headings = headings;
        this.format = format;
    }

    /** One more, which stands to the left. */
    public Columns text(String heading, int width) {
        return with(heading, "%-" + width + "s ");
    }

    /** One more, which stands to the right. */
    public Columns number(String heading, int width) {
        return with(heading, "%" + width + "s ");
    }

    private Columns with(String heading, String one) {
        List<String> all = new ArrayList<>(headings);
        all.add(heading);
        return new Columns(List.copyOf(all), format + one);
    }

    String head() {
        return line(headings.toArray());
    }

    String line(Object... cells) {
        return String.format(format, cells).stripTrailing();
    }
}
