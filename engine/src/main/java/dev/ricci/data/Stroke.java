package dev.ricci.data;

/**
 * One stroke of a pen: the points that it passes on a field of 100 by 100, y downward, and where it turns sharply.
 *
 * @param corner whether the stroke turns sharply at a point; between corners it is smooth
 */
record Stroke(double[] x, double[] y, boolean[] corner) {
    /** From text such as {@code "32,25 54,5! 50,95"}: points in order, an exclamation mark after each corner. */
    static Stroke of(String text) {
        String[] points = text.trim().split(" +");
        int n = points.length;
        Stroke s = new Stroke(new double[n], new double[n], new boolean[n]);
        for (int i = 0; i < n; i++) {
            String p = points[i];
            s.corner[i] = p.endsWith("!");
            String[] xy = (s.corner[i] ? p.substring(0, p.length() - 1) : p).split(",");
            s.x[i] = Double.parseDouble(xy[0]);
            s.y[i] = Double.parseDouble(xy[1]);
        }
        return s;
    }

    int points() {
        return x.length;
    }
}
