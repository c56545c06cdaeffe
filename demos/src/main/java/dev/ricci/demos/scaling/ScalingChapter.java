package dev.ricci.demos.scaling;

import dev.ricci.demos.report.Report;
import java.util.List;

/** The chapter of a report about speed. */
public final class ScalingChapter {
    private ScalingChapter() {}

    /** Adds the chapter. */
    public static void addTo(Report report, List<Scan> scans) {
        if (!scans.isEmpty()) {
            report.chapter("How performance scales",
                    "Measured just now on this machine, each point for half a second after a warm-up; both axes of speed are "
                            + "logarithmic.");
            scans.forEach(s -> report.add(s.chart()));
        }
    }
}
