package dev.ricci.demos.console;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns: the first column to the left, the others, which hold numbers, to the right. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();
    private final int columns;

    /** A table with these headings. */
    public Table(String... headings) {
        columns = headings.length;
        rows.add(headings);
    }

    /** Adds a row; as many cells as there are headings. */
    public Table row(String... cells) {
        if (cells.length != columns) {
            throw new AssertionError("table: " + cells.length + " cells in a table of " + columns + " columns");
        }
        rows.add(cells);
        return this;
    }

    /** Whether there is a heading and nothing else. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Writes the table. */
    public void print(Console console) {
        int[] widths = widths();
        for (int i = 0; i < rows.size(); i++) {
            String text = format(rows.get(i), widths);
            console.line(i == 0 ? "@|faint " + text + "|@" : text);
        }
    }

    private int[] widths() {
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        return widths;
    }

    private String format(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int c = 0; c < columns; c++) {
            String gap = " ".repeat(widths[c] - row[c].length());
            line.append(' ').append(c == 0 ? row[c] + gap : gap + row[c]).append(' ');
        }
        return line.toString().stripTrailing();
    }
}
