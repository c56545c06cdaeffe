package dev.ricci.benchmarks.harness;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows in aligned columns as they come, and all of them for JSON at the end. */
public final class Report {
    private final PrintWriter out;
    private final boolean judging;
    private final Map<String, Object> head = new LinkedHashMap<>();
    private final Map<String, List<Line>> suites = new LinkedHashMap<>();
    private List<Line> current;
    private Columns columns;

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
    public void suite(String name, String title, Columns columns) {
        current = new ArrayList<>();
        this.columns = columns;
        suites.put(name, current);
        out.println();
        out.println(title);
        out.println(columns.head());
        out.flush();
    }

    public void add(Line line) {
        current.add(line);
        out.println(columns.line((Object[]) line.cells(judging)));
        out.flush();
    }

    /** A remark below what was printed last. */
    public void note(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** The rows of each suite by its name. */
    public Map<String, List<Line>> suites() {
        return suites;
    }

    /** Everything, for a JSON file. */
    public Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>(head);
        suites.forEach((name, rows) -> all.put(name, rows.stream().map(r -> r.json(judging)).toList()));
        return all;
    }
}
