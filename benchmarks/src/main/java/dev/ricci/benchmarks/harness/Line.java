package dev.ricci.benchmarks.harness;

import java.util.Map;

/** One line of a table: cells for people, figures for JSON. */
public interface Line {
    /** As many as the table's columns. @param judging whether they say if targets are met */
    String[] cells(boolean judging);

    /** What there is not is null: JSON has no NaN. */
    Map<String, Object> json(boolean judging);
}
