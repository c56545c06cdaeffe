package dev.ricci.data;

import java.util.Arrays;

/** A square sheet on which a round pen draws lines: the darkness of each pixel from 0 to 1, edges softened. */
final class Ink {
    private final int side;
    private final double[] dark;

    Ink(int side) {
        this.side = side;
        this.dark = new double[side * side];
    }

    void clear() {
        Arrays.fill(dark, 0);
    }

    /**
     * Draws a line from (ax, ay) to (bx, by), pixel centres at half numbers, with a pen whose radius goes from ra to rb.
     *
     * @param soft over how many pixels the edge fades
     */
    void line(double ax, double ay, double ra, double bx, double by, double rb, double soft) {
        double reach = Math.max(ra, rb) + soft / 2;
        int left = Math.max(0, (int) Math.floor(Math.min(ax, bx) - reach));
        int right = Math.min(side - 1, (int) Math.floor(Math.max(ax, bx) + reach));
        int top = Math.max(0, (int) Math.floor(Math.min(ay, by) - reach));
        int bottom = Math.min(side - 1, (int) Math.floor(Math.max(ay, by) + reach));
        double dx = bx - ax;
        double dy = by - ay;
        double length2 = dx * dx + dy * dy;
        double inverse = length2 > 0 ? 1 / length2 : 0;
        for (int row = top; row <= bottom; row++) {
            double py = row + 0.5 - ay;
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - ax;
                double t = Math.clamp((px * dx + py * dy) * inverse, 0, 1);
                double ex = px - t * dx;
                double ey = py - t * dy;
                double r = ra + t * (rb - ra);
                double d2 = ex * ex + ey * ey;
                double edge = r + soft / 2;
                if (d2 < edge * edge) {
                    mark(row * side + column, (edge - Math.sqrt(d2)) / soft);
                }
            }
        }
    }

    private void mark(int pixel, double coverage) {
        dark[pixel] = Math.max(dark[pixel], Math.min(1, coverage));
    }

    /** The darkness of a pixel, 0 to 1. */
    double at(int pixel) {
        return dark[pixel];
    }

    int pixels() {
        return dark.length;
    }
}
