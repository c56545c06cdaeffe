package dev.ricci.data;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of text with named columns, whose numbers become tensors. */
public final class CsvTable {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Csv format;
    private final Object name;
    private final Cells cells;
    private final int width;
    private final int first;
    private final List<String> columns = new ArrayList<>();

    CsvTable(Csv format, Object name, Cells cells, int width) throws BadFile {
        this.format = format;
        this.name = name;
        this.cells = cells;
        this.width = width;
        this.first = format.header() ? 1 : 0;
        for (int c = 0; c < width; c++) {
            String column = format.header() ? cells.text(c) : Integer.toString(c + 1);
            if (columns.contains(column)) {
                throw new BadFile("csv", name, "line 1, column " + (c + 1) + ": the name '" + column
                        + "' stands twice; name each column once");
            }
            columns.add(column);
        }
    }

    /** The names of the columns. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** The number of rows below the header. */
    public int rows() {
        return cells.rows() - first;
    }

    /** The text of one cell, rows and columns counted from 0. */
    public String text(int row, int column) {
        int r = Check.index("csv", row, rows());
        return cells.text((r + first) * width + Check.index("csv", column, width));
    }

    /** The text of one column. */
    public List<String> texts(String column) {
        int c = index(column);
        List<String> all = new ArrayList<>(rows());
        for (int r = 0; r < rows(); r++) {
            all.add(text(r, c));
        }
        return all;
    }

    /** The numbers of one column. @throws BadFile naming file, line and column of what is no number */
    public double[] numbers(String column) throws BadFile {
        int c = index(column);
        double[] all = new double[rows()];
        for (int r = 0; r < all.length; r++) {
            all[r] = number(r, c);
        }
        return all;
    }

    /** One column as a vector [rows]: float32, float64, or int32, which takes whole numbers only. */
    public Tensor vector(DType dtype, String column) throws BadFile {
        return matrix(dtype, column).reshape(rows());
    }

    /** Columns as a matrix [rows, columns], in the order named; all of them where none is named. Types as in {@link #vector}. */
    public Tensor matrix(DType dtype, String... named) throws BadFile {
        Check.dtype("csv", dtype, DType.FLOAT32, DType.FLOAT64, DType.INT32);
        List<String> wanted = named.length == 0 ? columns : List.of(named);
        int n = wanted.size();
        Check.count("csv", (long) rows() * n, rows(), n);
        double[] values = new double[Math.multiplyExact(rows(), n)];
        for (int c = 0; c < n; c++) {
            int column = index(wanted.get(c));
            for (int r = 0; r < rows(); r++) {
                values[r * n + c] = dtype == DType.INT32 ? whole(r, column) : number(r, column);
            }
        }
        return Tensor.of(values, rows(), n).to(dtype);
    }

    private double whole(int row, int column) throws BadFile {
        double v = number(row, column);
        if (v != (int) v) {
            throw problem(row, column, "is no whole number of 32 bits");
        }
        return v;
    }

    private double number(int row, int column) throws BadFile {
        String s = text(row, column);
        if (format.missing().contains(s)) {
            return Double.NaN;
        }
        String t = s.strip();
        if (NUMBER.matcher(t).matches()) {
            return Double.parseDouble(t);
        }
        return switch (t) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            case "" -> throw problem(row, column, "is missing; missingAsNaN() reads it as NaN");
            default -> throw problem(row, column, "is no number");
        };
    }

    private BadFile problem(int row, int column, String what) {
        String s = text(row, column);
        String shown = s.length() > 40 ? s.substring(0, 40) + "..." : s;
        return new BadFile("csv", name, "line " + cells.line(row + first) + ", column " + (column + 1)
                + (format.header() ? " (" + columns.get(column) + ")" : "") + ": '" + shown + "' " + what);
    }

    private int index(String column) {
        int c = columns.indexOf(column);
        if (c < 0) {
            throw new IllegalArgumentException("csv: " + name + " has no column '" + column + "'; it has " + String.join(", ", columns));
        }
        return c;
    }
}
