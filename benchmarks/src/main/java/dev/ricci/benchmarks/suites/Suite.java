package dev.ricci.benchmarks.suites;

import dev.ricci.benchmarks.harness.Columns;
import java.util.List;
import java.util.Optional;

/** A table of measurements of one subject. */
public interface Suite {
    /** All there are, in the order in which they run. */
    List<Suite> ALL = List.of(new ProductsSuite(), new ElementwiseSuite(), new RowsSuite(), new StepSuite(), new LanguageSuite(),
            new LinalgSuite(), new ScalingSuite(), new OverheadSuite(), new BytesSuite(), new GpuSuite(), new GpuFactors());

    /** As on the command line. */
    String name();

    /** What its table shows. */
    String title();

    /** The kind of device that it is about, if none is named. */
    default String device() {
        return "cpu";
    }

    /** Why it is not for a kind of device, with what to do; nothing where it is. */
    default Optional<String> refusal(String device, boolean quick) {
        return device.equals("emulated") && !quick
                ? Optional.of(name() + ": the emulated device is for correctness, its speed means nothing; add --quick to see it run")
                : Optional.empty();
    }

    /** Called before any device is opened. */
    default void prepare() {}

    /** Of the table. */
    default Columns columns() {
        return Columns.RATIOS;
    }

    /** Measures and reports row by row. */
    void run(Bench bench);
}
