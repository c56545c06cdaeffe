package dev.ricci.data;

/** Draws strokes as a hand would: along a smooth curve, with a pressure that rises and falls, thinner at the ends, now and then lifted. */
final class Pen {
    private static final int STEPS = 7;

    private final SplitMix random;
    private final Hand hand;
    private final Ink ink;
    private final double radius;
    private final double soft;
    private final double unsteady;

    /** @param unsteady how far the points of a stroke stray, in units of the field of 100 by 100 */
    Pen(SplitMix random, Hand hand, Ink ink, double unsteady) {
        this.random = random;
        this.hand = hand;
        this.ink = ink;
        this.radius = random.uniform(0.65, 1.65);
        this.soft = random.uniform(1.0, 1.7);
        this.unsteady = unsteady;
    }

    /**
     * Draws a stroke as a Catmull-Rom curve (Catmull, Rom 1974) through its points, which is a chain of cubic Bézier curves;
     * at corners, and at both ends, the curve starts anew.
     */
    void draw(Stroke stroke) {
        int n = stroke.points();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = stroke.x()[i] + unsteady * random.bell();
            y[i] = stroke.y()[i] + unsteady * random.bell();
        }
        double phase = random.uniform();
        double waves = random.uniform(0.5, 2);
        double depth = random.uniform(0, 0.35);
        int total = (n - 1) * STEPS;
        int liftAt = random.chance(0.03) ? STEPS + random.below(Math.max(1, total - 2 * STEPS)) : Integer.MAX_VALUE;
        hand.place(x[0], y[0]);
        double fromX = hand.x();
        double fromY = hand.y();
        double fromR = pressure(0, phase, depth, waves);
        for (int k = 1; k <= total; k++) {
            int segment = (k - 1) / STEPS;
            along(stroke.corner(), x, y, segment, (k - segment * STEPS) / (double) STEPS);
            double r = pressure(k / (double) total, phase, depth, waves);
            if (k < liftAt || k > liftAt + 3) {
                ink.line(fromX, fromY, fromR, hand.x(), hand.y(), r, soft);
            }
            fromX = hand.x();
            fromY = hand.y();
            fromR = r;
        }
    }

    /** The radius at a place between 0 and 1 along the stroke: a triangle wave smoothed, less at both ends. */
    private double pressure(double at, double phase, double depth, double waves) {
        double w = at * waves + phase;
        w -= Math.floor(w);
        double rise = Math.abs(2 * w - 1);
        double taper = Math.min(1, 0.7 + 4 * Math.min(at, 1 - at));
        return radius * (1 - depth * rise * rise * (3 - 2 * rise)) * taper;
    }

    private void along(boolean[] corner, double[] x, double[] y, int i, double t) {
        double x0 = x[i];
        double y0 = y[i];
        double x1 = x[i + 1];
        double y1 = y[i + 1];
        boolean sharp0 = i == 0 || corner[i];
        boolean sharp1 = i + 2 == x.length || corner[i + 1];
        // a sharp end aims at the middle of the curve's other tangent, so that it bends like its neighbour
        double out0x = sharp0 ? x1 - x0 : (x1 - x[i - 1]) / 2;
        double out0y = sharp0 ? y1 - y0 : (y1 - y[i - 1]) / 2;
        double in1x = sharp1 ? x1 - x0 : (x[i + 2] - x0) / 2;
        double in1y = sharp1 ? y1 - y0 : (y[i + 2] - y0) / 2;
        if (sharp0 && !sharp1) {
            out0x = 1.5 * out0x - in1x / 2;
            out0y = 1.5 * out0y - in1y / 2;
        } else if (sharp1 && !sharp0) {
            in1x = 1.5 * in1x - out0x / 2;
            in1y = 1.5 * in1y - out0y / 2;
        }
        double t2 = t * t;
        double t3 = t2 * t;
        double h1 = 3 * t2 - 2 * t3;
        double h2 = t3 - 2 * t2 + t;
        double h3 = t3 - t2;
        hand.place(x0 + h1 * (x1 - x0) + h2 * out0x + h3 * in1x, y0 + h1 * (y1 - y0) + h2 * out0y + h3 * in1y);
    }

    /** A small mark somewhere on the sheet, as dust or a slip of the pen leaves it. */
    void stray() {
        double x = random.uniform(0, 100);
        double y = random.uniform(0, 100);
        hand.place(x, y);
        double ax = hand.x();
        double ay = hand.y();
        hand.place(x + 9 * random.bell(), y + 9 * random.bell());
        ink.line(ax, ay, 0.5 * radius, hand.x(), hand.y(), 0.35 * radius, soft);
    }
}
