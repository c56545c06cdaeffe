package dev.ricci.data;

import java.util.stream.IntStream;

/**
 * Handwritten-like digits of 28 by 28 pixels made from stroke models: any number of them, the same bits for the same seed on every
 * machine.
 *
 * <p>Image i depends on the seed and i alone, never on how many are made or by how many threads. Each ten images in a row hold every
 * digit once. A linear model stays clearly below a network on them.
 */
public final class SyntheticDigits {
    /** Rows and columns of an image. */
    public static final int SIDE = 28;

    private static final int PIXELS = SIDE * SIDE;
    private static final int CHUNK = 256;

    private SyntheticDigits() {}

    /** The first count images to learn from. */
    public static ImageSet train(int count, long seed) {
        return make(count, seed, SplitMix.TRAIN_IMAGES, SplitMix.TRAIN_LABELS);
    }

    /** The first count images to test with: another stream of the seed, so that none of them is among those to learn from. */
    public static ImageSet test(int count, long seed) {
        return make(count, seed, SplitMix.TEST_IMAGES, SplitMix.TEST_LABELS);
    }

    private static ImageSet make(int count, long seed, int images, int digits) {
        int most = Integer.MAX_VALUE / PIXELS;
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("synthetic digits: 0 to " + most + " images in one set, got " + count);
        }
        byte[] pixels = new byte[count * PIXELS];
        byte[] labels = new byte[count];
        IntStream.range(0, Math.ceilDiv(count, CHUNK)).parallel().forEach(chunk -> {
            Ink ink = new Ink(SIDE);
            int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                labels[i] = (byte) new SplitMix(seed, digits, i / 10).permutation(10)[i % 10];
                paint(labels[i], new SplitMix(seed, images, i), ink, pixels, i * PIXELS);
            }
        });
        return new ImageSet(pixels, labels, SIDE, SIDE);
    }

    private static void paint(int digit, SplitMix random, Ink ink, byte[] pixels, int at) {
        ink.clear();
        Hand hand = new Hand(random, SIDE / 2.0);
        Pen pen = new Pen(random, hand, ink, random.uniform(1.2, 4.0));
        for (Stroke stroke : DigitStrokes.of(digit, random.below(DigitStrokes.variants(digit)))) {
            pen.draw(stroke);
        }
        if (random.chance(0.04)) {
            pen.stray();
        }
        develop(random, ink, pixels, at);
    }

    /** From ink to bytes: grain within the ink, and in some images a noisy background as of a poor scan. */
    private static void develop(SplitMix random, Ink ink, byte[] pixels, int at) {
        double strength = 255 * random.uniform(0.85, 1.08);
        double grain = random.uniform(0, 0.0006);
        double noise = random.chance(0.2) ? random.uniform(0, 0.25) : 0;
        long bits = 0;
        for (int p = 0; p < ink.pixels(); p++) {
            bits = (p & 3) == 0 ? random.bits() : bits >>> 16;
            double dark = ink.at(p);
            if (dark == 0 && noise == 0) {
                continue;
            }
            int r = (int) (bits & 0xFFFF);
            double value = strength * dark * (1 - grain * (r & 0xFF)) + noise * Math.max(0, (r >>> 8) - 96);
            pixels[at + p] = (byte) (int) Math.min(255, value + 0.5);
        }
    }
}
