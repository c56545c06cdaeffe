package dev.ricci.data;

import java.util.Arrays;

/** The text of all cells one after the other, with where each ends and in which line of the file each row begins. */
final class Cells {
    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[64];
    private int[] lines = new int[16];
    private int count;
    private int rows;
    private boolean lastQuoted;

    void add(char c) {
        text.append(c);
    }

    void endField(boolean quoted) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = text.length();
        lastQuoted = quoted;
    }

    void endRow(int line) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        lines[rows++] = line;
    }

    /** Whether the last field is empty and was not in quotes. */
    boolean lastIsBare() {
        return !lastQuoted && start(count - 1) == ends[count - 1];
    }

    void dropLast() {
        count--;
    }

    int rows() {
        return rows;
    }

    int line(int row) {
        return lines[row];
    }

    String text(int cell) {
        return text.substring(start(cell), ends[cell]);
    }

    private int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }
}
