package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final Key KEY = Key.of(42);

    @Test
    void theSameKeyGivesTheSameNumbersInAnyOrderOnAnyThread() {
        List<Key> keys = KEY.split(16);
        List<double[]> first = keys.stream().map(k -> k.normal(DType.FLOAT32, 1001).toDoubles()).toList();
        double[][] again = new double[16][];
        IntStream.range(0, 16).map(i -> 15 - i).parallel().forEach(i -> again[i] = keys.get(i).normal(DType.FLOAT32, 1001).toDoubles());
        for (int i = 0; i < 16; i++) {
            assertArrayEquals(first.get(i), again[i]);
        }
        assertEquals(keys.subList(0, 3), KEY.split(3));
        assertEquals(KEY.split(), KEY.split(2));
    }

    @Test
    void aGeneratorOfAKeyBeginsWithItsNumbers() {
        Generator g = new Generator(KEY);
        assertArrayEquals(KEY.gamma(2.5, DType.FLOAT64, 100).toDoubles(), g.gamma(2.5, DType.FLOAT64, 100).toDoubles());
        assertEquals(100, g.position());
        assertEquals(KEY.seed(), g.seed());
        assertArrayEquals(KEY.uniform(DType.FLOAT32, 5).toDoubles(), new Generator(42).uniform(DType.FLOAT32, 5).toDoubles());
    }

    /** A million keys by splitting, by folding and by both: 2.7e-8 is the probability that two were equal by chance. */
    @Test
    void keysDoNotMeet() {
        Set<Long> seen = new HashSet<>();
        List<Key> level = List.of(KEY);
        for (int depth = 0; depth < 3; depth++) {
            List<Key> next = new ArrayList<>();
            for (Key k : level) {
                next.addAll(k.split(60));
                for (int i = 0; i < 40; i++) {
                    next.add(k.fold(i));
                }
            }
            level = next;
            next.forEach(k -> seen.add(k.seed()));
        }
        assertEquals(100 + 10_000 + 1_000_000, seen.size());
        assertNotEquals(KEY.split(1).getFirst(), KEY.fold(0));
        assertNotEquals(KEY.fold(1), KEY.fold(1L << 32));
    }

    /** Each bit of a child is as often that of a neighbour's as not, and streams of children do not follow each other. */
    @Test
    void childrenAreIndependent() {
        List<Key> keys = KEY.split(4096);
        int[] equal = new int[64];
        for (int i = 1; i < keys.size(); i++) {
            long same = ~(keys.get(i).seed() ^ keys.get(i - 1).seed());
            for (int bit = 0; bit < 64; bit++) {
                equal[bit] += (int) (same >>> bit & 1);
            }
        }
        for (int e : equal) {
            assertEquals(4095 / 2.0, e, 4.5 * Math.sqrt(4095) / 2);
        }
        int n = 20_000;
        double[] parent = KEY.normal(DType.FLOAT64, n).toDoubles();
        double[] before = parent;
        for (int i = 0; i < 8; i++) {
            double[] x = keys.get(i).normal(DType.FLOAT64, n).toDoubles();
            assertUncorrelated(parent, x);
            assertUncorrelated(before, i == 0 ? KEY.fold(0).normal(DType.FLOAT64, n).toDoubles() : x);
            before = x;
        }
    }

    /** Without a shift and with small ones; 4.5 deviations are passed once in 150,000. */
    private static void assertUncorrelated(double[] a, double[] b) {
        for (int shift = 0; shift < 4; shift++) {
            double sum = 0;
            for (int i = shift; i < a.length; i++) {
                sum += a[i] * b[i - shift];
            }
            assertEquals(0, sum / Math.sqrt(a.length), 4.5);
        }
    }

    @Test
    void wordsOfTwoStreamsMeetAsOftenAsByChance() {
        int n = 1 << 16;
        Set<Integer> first = new HashSet<>();
        for (int w : KEY.split().get(0).bits(n).toInts()) {
            first.add(w);
        }
        long common = IntStream.of(KEY.split().get(1).bits(n).toInts()).filter(first::contains).count();
        assertTrue(common <= 8, () -> common + " words in both, where 1 is expected"); // Poisson: more than 8 once in a million
    }

    @Test
    void negativeCountsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> KEY.split(-1)).getMessage().startsWith("split: into 0 keys"));
    }
}
