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
                    "Measured just now on this machine, each point for about half a second after a warm-up. Where values lie far apart "
                            + "the axis is logarithmic: equal steps up are equal factors.");
            scans.forEach(s -> report.add(s.chart()));
        }
    }
}
