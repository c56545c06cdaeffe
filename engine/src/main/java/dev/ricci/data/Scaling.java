package dev.ricci.data;

/** How bytes of an image become numbers: {@code (byte / 255 - mean) / deviation}. */
public record Scaling(double mean, double deviation) {
    /** From 0 to 1. */
    public static final Scaling UNIT = new Scaling(0, 1);

    /** The mean and standard deviation of MNIST's training images, the usual standardisation. */
    public static final Scaling MNIST = new Scaling(0.1307, 0.3081);

    /** @throws IllegalArgumentException unless the mean is finite and the deviation above 0 */
    public Scaling {
        if (!Double.isFinite(mean) || !(deviation > 0) || deviation == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("scaling: a finite mean and a deviation above 0, got " + mean + " and " + deviation);
        }
    }

    /** The value of each of the 256 bytes. */
    float[] table() {
        float[] t = new float[256];
        for (int i = 0; i < t.length; i++) {
            t[i] = (float) ((i / 255.0 - mean) / deviation);
        }
        return t;
    }
}
