package dev.ricci.demos.report;

/**
 * A small grey picture.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param ink    row by row, 0 for the paper and 1 for full ink; what is outside is cut off
 */
public record Picture(int width, int height, float[] ink) {
    public Picture {
        if (ink.length != width * height) {
            throw new IllegalArgumentException("picture: " + width + " by " + height + " pixels need " + width * height + " values, got "
                    + ink.length);
        }
    }

    /** Any numbers as a picture: the smallest becomes paper, the largest full ink. */
    public static Picture scaled(int width, int height, float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        float range = high > low ? high - low : 1;
        float[] ink = new float[values.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = (values[i] - low) / range;
        }
        return new Picture(width, height, ink);
    }
}
