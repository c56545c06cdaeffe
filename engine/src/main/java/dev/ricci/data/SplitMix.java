package dev.ricci.data;

/**
 * SplitMix64 (Steele, Lea, Flood 2014) started from a seed, a stream and an index, so that item i is the same whatever else is drawn.
 *
 * <p>Only integer and correctly rounded arithmetic: the same bits on every machine.
 */
final class SplitMix {
    /** Streams of a seed: each use has its own. */
    static final int TRAIN_IMAGES = 0;
    static final int TEST_IMAGES = 1;
    static final int TRAIN_LABELS = 2;
    static final int TEST_LABELS = 3;
    static final int ORDER = 4;
    static final int SPLIT = 5;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double SQRT_3 = 1.7320508075688772;

    private long state;

    SplitMix(long seed, long stream, long index) {
        state = mix(mix(mix(seed + GOLDEN) + stream * GOLDEN + GOLDEN) + index * GOLDEN + GOLDEN);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** 64 random bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Even on [0, 1). */
    double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Even on [from, to). */
    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** Mean 0, variance 1, bell-shaped, within ±3.47: the sum of four even 16-bit numbers. */
    double bell() {
        long b = bits();
        long sum = (b & 0xFFFF) + (b >>> 16 & 0xFFFF) + (b >>> 32 & 0xFFFF) + (b >>> 48);
        return (sum * 0x1p-16 - 2 + 0x1p-15) * SQRT_3;
    }

    boolean chance(double p) {
        return uniform() < p;
    }

    /** Even on 0 to n-1, by the high half of a product (the bias is below n / 2^64). */
    int below(int n) {
        return (int) Math.unsignedMultiplyHigh(bits(), n);
    }

    /** The numbers 0 to n-1 in random order (Durstenfeld 1964). */
    int[] permutation(int n) {
        int[] p = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i + 1);
            p[i] = p[j];
            p[j] = i;
        }
        return p;
    }
}
