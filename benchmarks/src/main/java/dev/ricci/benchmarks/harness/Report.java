package dev.ricci.benchmarks.harness;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows in aligned columns as they come, and all of them for JSON at the end. */
public final class Report {
    private static final int[] WIDTHS = {44, 8, 8, 22, 6, 13, 6, 9, 6, 8, 8};

    private final PrintWriter out;
    private final boolean judging;
    private final Map<String, Object> head = new LinkedHashMap<>();
    private final Map<String, List<Row>> suites = new LinkedHashMap<>();
    private List<Row> current;

    /** @param judging whether the rows say which targets are met */
    public Report(PrintWriter out, boolean judging) {
        this.out = out;
        this.judging = judging;
    }

    /** A fact about the run: machine, threads, versions. */
    public void fact(String name, Object value) {
        head.put(name, value);
        out.println(name + ": " + value);
        out.flush();
    }

    /** Begins a table. */
    public void suite(String name, String title) {
        current = new ArrayList<>();
        suites.put(name, current);
        out.println();
        out.println(title);
        out.println(line(Row.HEADINGS));
        out.flush();
    }

    public void add(Row row) {
        current.add(row);
        out.println(line(row.cells(judging)));
        out.flush();
    }

    /** A remark below what was printed last. */
    public void note(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** The rows of each suite by its name. */
    public Map<String, List<Row>> suites() {
        return suites;
    }

    /** Everything, for a JSON file. */
    public Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>(head);
        suites.forEach((name, rows) -> all.put(name, rows.stream().map(r -> r.json(judging)).toList()));
        return all;
    }

    /** The first and the fourth column are text and stand to the left, the others to the right. */
    private static String line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            boolean left = i == 0 || i == 3;
            line.append(String.format((left ? "%-" : "%") + WIDTHS[i] + "s ", cells[i]));
        }
        return line.toString().stripTrailing();
    }
}
