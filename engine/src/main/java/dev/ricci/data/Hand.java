package dev.ricci.data;

/**
 * One writer's hand in one moment: how the field of 100 by 100 in which strokes are described lands on the pixels of an image.
 *
 * <p>Slant, rotation, scale, proportion and shift as one affine map after an elastic wobble of the field (a coarse lattice of random
 * displacements, smoothly interpolated, in the manner of Simard, Steinkraus, Platt 2003).
 */
final class Hand {
    private static final int LATTICE = 4;
    private static final double PIXELS_PER_UNIT = 0.2; // a digit of usual size is 20 pixels high

    private final double[] bendX = new double[LATTICE * LATTICE];
    private final double[] bendY = new double[LATTICE * LATTICE];
    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double shiftX;
    private final double shiftY;
    private final double topHeavy;
    private double atX;
    private double atY;

    Hand(SplitMix random, double centre) {
        double slant = 0.08 + 0.24 * random.bell();
        double angle = 0.10 * random.bell();
        double size = PIXELS_PER_UNIT * random.uniform(0.86, 1.12);
        double wide = size * random.uniform(0.72, 1.22);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        xx = wide * cos;
        xy = -size * (slant * cos + sin); // y is downward: a positive slant leans to the right at the top
        yx = wide * sin;
        yy = size * (cos - slant * sin);
        shiftX = centre + 1.2 * random.bell();
        shiftY = centre + 1.2 * random.bell();
        topHeavy = 0.0022 * random.bell();
        double wobble = random.uniform(2.0, 5.5);
        for (int i = 0; i < bendX.length; i++) {
            bendX[i] = wobble * random.bell();
            bendY[i] = wobble * random.bell();
        }
    }

    /** Finds where a point of the field lands; {@link #x} and {@link #y} tell. */
    void place(double px, double py) {
        double u = Math.clamp((px + 5) / 110 * (LATTICE - 1), 0, LATTICE - 1.000001);
        double v = Math.clamp((py + 5) / 110 * (LATTICE - 1), 0, LATTICE - 1.000001);
        int i = (int) u;
        int j = (int) v;
        double s = smooth(u - i);
        double t = smooth(v - j);
        double x = px - 50 + between(bendX, i, j, s, t);
        double y = py - 50 + between(bendY, i, j, s, t);
        x *= 1 - topHeavy * y;
        atX = shiftX + xx * x + xy * y;
        atY = shiftY + yx * x + yy * y;
    }

    double x() {
        return atX;
    }

    double y() {
        return atY;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double between(double[] grid, int i, int j, double s, double t) {
        int k = j * LATTICE + i;
        double upper = grid[k] + s * (grid[k + 1] - grid[k]);
        double lower = grid[k + LATTICE] + s * (grid[k + LATTICE + 1] - grid[k + LATTICE]);
        return upper + t * (lower - upper);
    }
}
