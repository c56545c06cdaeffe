package dev.ricci.demos.report;

/** One line of a chart: a name and as many x as y. */
public record Series(String name, double[] x, double[] y) {
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException("series '" + name + "': " + x.length + " x and " + y.length + " y");
        }
    }
}
