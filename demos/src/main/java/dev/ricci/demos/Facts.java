package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.demos.report.Report;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every report says about its run: where, when and on what. */
final class Facts {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);

    private Facts() {}

    static void addTo(Report report, Backend backend, String data, DType dtype, long seed) {
        report.fact("device", backend.describe());
        report.fact("date", ZonedDateTime.now().format(DATE));
        report.fact("data", data);
        report.fact("numbers", dtype.toString());
        report.fact("seed", Long.toString(seed));
    }
}
