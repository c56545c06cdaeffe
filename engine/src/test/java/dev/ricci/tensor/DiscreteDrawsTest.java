package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of every discrete distribution against their probabilities by chi-square. */
class DiscreteDrawsTest {
    private static final int N = 100_000;
    private static final Key KEY = Key.of(6);

    private static void assertFits(int[] drawn, int from, double... probabilities) {
        long[] counts = new long[probabilities.length];
        for (int x : drawn) {
            counts[Math.min(x - from, counts.length - 1)]++; // the last counts all above
        }
        double deviations = Goodness.chiSquare(counts, probabilities);
        assertTrue(Math.abs(deviations) < 4.5, () -> deviations + " deviations: " + Arrays.toString(counts));
    }

    private static double[] even(int n) {
        return IntStream.range(0, n).mapToDouble(_ -> 1.0 / n).toArray();
    }

    @Test
    void integers() {
        assertFits(KEY.integers(-3, 8, N).toInts(), -3, even(11));
        int[] wide = KEY.integers(-1L << 31, (1L << 31) - (1L << 30), N).toInts(); // a quarter of all words is refused
        assertFits(Arrays.stream(wide).map(x -> (int) ((x + (1L << 31)) >>> 26)).toArray(), 0, even(48));
        assertArrayEquals(new int[] {7, 7, 7}, KEY.integers(7, 8, 3).toInts());
    }

    @Test
    void bernoulli() {
        Tensor p = Tensor.of(new double[] {0, 0.001, 0.3, 1, 1.5, -0.1, Double.NaN});
        double[] mean = KEY.bernoulli(p, N, 7).to(DType.FLOAT64).mean(0).toDoubles();
        double[] expected = {0, 0.001, 0.3, 1, 0, 0, 0};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], mean[i], 4.5 * Math.sqrt(expected[i] * (1 - expected[i]) / N));
        }
        assertEquals(DType.BOOL, KEY.bernoulli(0.5, 3).dtype());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 4, 9.99, 10, 33, 120})
    void poisson(double mean) {
        int from = (int) Math.max(0, mean - 3 * Math.sqrt(mean));
        int to = (int) (mean + 3 * Math.sqrt(mean)) + 1;
        double[] p = new double[to - from + 2];
        double term = Math.exp(-mean);
        for (int k = 0; k <= to; k++) {
            p[Math.max(0, k - from + 1)] += term;
            term *= mean / (k + 1);
        }
        p[p.length - 1] = 1 - Arrays.stream(p).limit(p.length - 1).sum();
        int[] drawn = Arrays.stream(KEY.poisson(mean, N).toInts()).map(x -> Math.max(x, from - 1)).toArray();
        int first = from - 1;
        if (from == 0) { // nothing lies below 0
            p = Arrays.copyOfRange(p, 1, p.length);
        }
        assertFits(drawn, from == 0 ? 0 : first, p);
    }

    @Test
    void poissonOfLargeMeans() {
        double[] z = KEY.poisson(1e8, N).to(DType.FLOAT64).sub(1e8).div(1e4).toDoubles();
        assertEquals(0, Goodness.mean(z), 4 / Math.sqrt(N));
        assertEquals(1, Goodness.variance(z), 4 * Math.sqrt(2.0 / N));
        assertArrayEquals(new int[] {0, -1, -1, -1}, KEY.poisson(Tensor.of(new double[] {0, -1, 2e9, Double.NaN})).toInts());
    }

    @Test
    void categorical() {
        double[] p = {0.1, 0.2, 0.3, 0.4};
        assertFits(KEY.categorical(Tensor.of(p).mul(7), N).toInts(), 0, p);
        assertFits(KEY.categoricalOfLogits(Tensor.of(p).log().add(3), N).toInts(), 0, p);
        Tensor rows = Tensor.of(new double[] {0, 0, 1, 0, 1, 0}, 2, 3);
        assertArrayEquals(new int[] {2, 1, 2, 1}, KEY.categorical(rows, 2, 2).toInts());
        assertArrayEquals(new int[] {2, 1}, KEY.categorical(rows).toInts());
        assertEquals(1, KEY.categorical(Tensor.of(new double[] {3, Double.NaN, -1})).toInts()[0]);
    }

    /** The second of two is drawn in proportion to what the first has left. */
    @Test
    void withoutReplacement() {
        double[] p = {0.5, 0.3, 0.2};
        int[] pairs = KEY.withoutReplacement(Tensor.of(p).broadcastTo(N, 3), 2).toInts();
        int[] kind = IntStream.range(0, N).map(i -> 2 * pairs[2 * i] + (pairs[2 * i + 1] > pairs[2 * i] ? pairs[2 * i + 1] - 1
                : pairs[2 * i + 1])).toArray();
        double[] expected = new double[6];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                if (a != b) {
                    expected[2 * a + (b > a ? b - 1 : b)] = p[a] * p[b] / (1 - p[a]);
                }
            }
        }
        assertFits(kind, 0, expected);
    }

    @Test
    void allOrdersOfFour() {
        Generator g = new Generator(KEY);
        int[] codes = new int[24_000];
        for (int i = 0; i < codes.length; i++) {
            int[] p = g.permutation(4).toInts();
            int code = 0;
            for (int a = 0; a < 4; a++) {
                int smaller = 0;
                for (int b = a + 1; b < 4; b++) {
                    smaller += p[b] < p[a] ? 1 : 0;
                }
                code = code * (4 - a) + smaller;
            }
            codes[i] = code;
        }
        assertFits(codes, 0, even(24));
    }

    /** What the contract says: the order in which even numbers of 53 bits sort; of sizes in one part and in several. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 1000, 16_384, 16_385, 300_001})
    void permutationIsTheOrderOfEvenNumbers(int n) {
        int[] p = KEY.permutation(n).toInts();
        assertArrayEquals(KEY.uniform(DType.FLOAT64, n).argsort(0).toInts(), p);
        int[] sorted = p.clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
    }

    @Test
    void shuffleMovesWholeRows() {
        Tensor x = Tensor.arange(60).reshape(20, 3);
        Tensor order = KEY.permutation(20);
        assertArrayEquals(x.gather(order, 0).toInts(), KEY.shuffle(x).toInts());
    }
}
