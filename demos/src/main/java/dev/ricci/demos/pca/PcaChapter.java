package dev.ricci.demos.pca;

import dev.ricci.demos.console.Quantities;
import dev.ricci.demos.report.Picture;
import dev.ricci.demos.report.PictureGallery;
import dev.ricci.demos.report.Report;
import dev.ricci.demos.report.ScatterChart;
import dev.ricci.demos.report.ScreeChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The chapter of a report about principal components. */
public final class PcaChapter {
    private static final String[] CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new);

    private static final int LEAST_SHOWN = 40;

    private PcaChapter() {}

    /** Adds the chapter. */
    public static void addTo(Report report, PcaOutcome o) {
        report.chapter("Principal components", String.format(Locale.ROOT,
                "Every digit is a point in a space of %d pixels. A rotation finds the directions along which the points spread most; "
                        + "%d of them keep %s of the variance.",
                o.features(), o.components(), Quantities.percent(o.explained())));
        if (o.points()[0].length > 1) {
            report.add(new ScatterChart("Digits as points",
                    "Each point is a digit, placed by its first components and coloured by its class, which the method never saw. "
                            + "Click a class to hide it, Inv shows those that are hidden.",
                    o.points(), o.labels(), CLASSES));
        }
        report.add(new ScreeChart("Variance explained",
                String.format(Locale.ROOT, "Bars: what each component explains. Line: all up to it together. The first %d reach %s.",
                        o.components(), Quantities.percent(o.explained())),
                Arrays.copyOf(o.spectrum(), Math.min(o.spectrum().length, Math.max(LEAST_SHOWN, 3 * o.components() / 2))),
                o.components()));
        report.add(new PictureGallery("What the components look like",
                "Above, the directions themselves, the most important first: what they add to the mean digit has the colour of ink, "
                        + "what they take away that of paper. Below, digits rebuilt from few numbers instead of " + o.features() + ".",
                galleries(o)));
    }

    private static List<PictureGallery.Row> galleries(PcaOutcome o) {
        List<PictureGallery.Row> rows = new ArrayList<>();
        rows.add(new PictureGallery.Row("Components", o.directions(), numbered(o)));
        rows.add(row("Originals", o.originals(), o));
        for (PcaOutcome.Rebuilt r : o.rebuilt()) {
            rows.add(row("Rebuilt from " + r.components(), r.pictures(), o));
        }
        return rows;
    }

    private static List<String> numbered(PcaOutcome o) {
        return IntStream.range(0, o.directions().size())
                .mapToObj(i -> String.format(Locale.ROOT, "%d: %.1f %%", i + 1, 100 * o.ratios()[i]))
                .toList();
    }

    private static PictureGallery.Row row(String name, List<Picture> pictures, PcaOutcome o) {
        return new PictureGallery.Row(name, pictures,
                IntStream.range(0, pictures.size()).mapToObj(i -> Integer.toString(o.labels()[i])).toList());
    }
}
