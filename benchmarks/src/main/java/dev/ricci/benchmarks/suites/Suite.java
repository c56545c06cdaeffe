package dev.ricci.benchmarks.suites;

import java.util.List;

/** A table of measurements of one subject. */
public interface Suite {
    /** All there are, in the order in which they run. */
    List<Suite> ALL = List.of(new ProductsSuite(), new ElementwiseSuite(), new RowsSuite(), new StepSuite(), new ScalingSuite());

    /** As on the command line. */
    String name();

    /** What its table shows. */
    String title();

    /** Measures and reports row by row. */
    void run(Bench bench);
}
