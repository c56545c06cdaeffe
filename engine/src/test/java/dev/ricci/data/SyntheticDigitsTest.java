package dev.ricci.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
    private static long crc(ImageSet set) {
        CRC32 c = new CRC32();
        for (int i = 0; i < set.count(); i++) {
            c.update(set.image(i));
            c.update(set.label(i));
        }
        return c.getValue();
    }

    /** The same on every machine: these numbers must not change unless the digits are meant to. */
    @Test
    void theSameBitsForTheSameSeed() {
        assertEquals(TRAIN_CRC, crc(SyntheticDigits.train(2000, 1)));
        assertEquals(TEST_CRC, crc(SyntheticDigits.test(1000, 1)));
    }

    @Test
    void imageIDependsOnTheSeedAndIAlone() {
        ImageSet many = SyntheticDigits.train(1500, 9);
        ImageSet few = SyntheticDigits.train(301, 9);
        for (int i = 0; i < few.count(); i++) {
            assertEquals(many.label(i), few.label(i));
            assertArrayEquals(many.image(i), few.image(i));
        }
    }

    @Test
    void oneThreadMakesTheSameAsMany() throws Exception {
        long direct = crc(SyntheticDigits.train(1000, 4));
        for (int threads : new int[] {1, 7}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertEquals(direct, pool.submit(() -> crc(SyntheticDigits.train(1000, 4))).get());
            }
        }
    }

    @Test
    void everyTenImagesHoldEveryDigitInRandomOrder() {
        ImageSet set = SyntheticDigits.train(5000, 3);
        int sorted = 0;
        int[] first = new int[10];
        for (int block = 0; block < 500; block++) {
            int seen = 0;
            for (int i = 0; i < 10; i++) {
                seen |= 1 << set.label(10 * block + i);
            }
            assertEquals(0x3FF, seen);
            first[set.label(10 * block)]++;
            sorted += set.label(10 * block) < set.label(10 * block + 1) ? 1 : 0;
        }
        assertTrue(sorted > 200 && sorted < 300, "ascending pairs: " + sorted);
        assertTrue(Arrays.stream(first).min().getAsInt() > 25, Arrays.toString(first));
    }

    @Test
    void seedsAndStreamsDiffer() {
        ImageSet train = SyntheticDigits.train(200, 1);
        ImageSet test = SyntheticDigits.test(200, 1);
        ImageSet other = SyntheticDigits.train(200, 2);
        for (int i = 0; i < 200; i++) {
            assertFalse(Arrays.equals(train.image(i), test.image(i)));
            assertFalse(Arrays.equals(train.image(i), other.image(i)));
        }
    }

    @Test
    void everyImageHasInkAndPaper() {
        ImageSet set = SyntheticDigits.train(3000, 8);
        for (int i = 0; i < set.count(); i++) {
            int ink = 0;
            int paper = 0;
            for (byte b : set.image(i)) {
                ink += (b & 0xFF) > 128 ? 1 : 0;
                paper += (b & 0xFF) < 64 ? 1 : 0;
            }
            assertTrue(ink >= 8 && ink < 330 && paper > 400, "image " + i + " has " + ink + " dark pixels, " + paper + " light ones");
        }
    }

    @Test
    void sizesZeroAndTooMany() {
        assertEquals(0, SyntheticDigits.train(0, 1).count());
        assertEquals(1, SyntheticDigits.train(1, 1).count());
        assertThrows(IllegalArgumentException.class, () -> SyntheticDigits.train(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> SyntheticDigits.train(Integer.MAX_VALUE, 1));
    }

    /** A nearest-mean classifier, a linear one, gets most digits right and clearly not all. */
    @Test
    void aLinearModelFindsThemNeitherEasyNorHopeless() {
        ImageSet train = SyntheticDigits.train(5000, 1);
        ImageSet test = SyntheticDigits.test(1000, 1);
        double[][] mean = new double[10][784];
        for (int i = 0; i < train.count(); i++) {
            byte[] image = train.image(i);
            for (int p = 0; p < 784; p++) {
                mean[train.label(i)][p] += (image[p] & 0xFF) / 500.0;
            }
        }
        int right = 0;
        for (int i = 0; i < test.count(); i++) {
            right += nearest(mean, test.image(i)) == test.label(i) ? 1 : 0;
        }
        assertTrue(right > 500 && right < 880, right + " of 1000");
    }

    private static int nearest(double[][] mean, byte[] image) {
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int d = 0; d < mean.length; d++) {
            double sum = 0;
            for (int p = 0; p < image.length; p++) {
                double e = (image[p] & 0xFF) - mean[d][p];
                sum += e * e;
            }
            if (sum < least) {
                least = sum;
                best = d;
            }
        }
        return best;
    }

    private static final long TRAIN_CRC = 845249121L;
    private static final long TEST_CRC = 1813424579L;
}
