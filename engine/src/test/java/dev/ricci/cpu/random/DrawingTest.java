package dev.ricci.cpu.random;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.View;
import dev.ricci.cpu.Samples;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawingTest {
    private static final int N = 200_003;
    private static final long KEY = 20261123;
    /** Kolmogorov's statistic times sqrt(n) exceeds this once in a thousand samples of an even distribution. */
    private static final double KOLMOGOROV_999 = 1.95;

    private static double[] draw(Draw draw, DType type, int n, int threads, long counter) {
        View v = Samples.empty(type, Lie.DENSE, n);
        try (Pool pool = new Pool(threads)) {
            Drawing.fill(pool, draw, type, HostBlock.address(v), n, counter, KEY, parameters(draw));
        }
        return Samples.values(v);
    }

    /** Of any use for the draw: integers from 1 on, three of them, or shapes below and above 1. */
    private static View[] parameters(Draw draw) {
        double[] values = draw == Draw.BERNOULLI ? new double[] {0.3} : draw == Draw.INTEGERS ? new double[] {1, 3e9} : new double[] {0.7, 12};
        View[] v = new View[draw.parameters()];
        for (int i = 0; i < v.length; i++) {
            v[i] = Samples.of(DType.FLOAT64, Lie.DENSE, new double[] {values[i]}, 1);
        }
        return v;
    }

    private static List<DType> types(Draw draw) {
        return Arrays.stream(DType.values()).filter(draw::fits).toList();
    }

    @ParameterizedTest
    @EnumSource(Draw.class)
    void theSameBitsOnAnyNumberOfThreadsAndFromAnyStart(Draw draw) {
        for (DType type : types(draw)) {
            double[] one = draw(draw, type, 30_001, 1, 5);
            for (int threads : new int[] {2, 3, 8}) {
                assertArrayEquals(one, draw(draw, type, 30_001, threads, 5));
            }
            int perBlock = draw.perBlock(type);
            double[] later = draw(draw, type, 1001, 1, 5 + 3000);
            assertArrayEquals(Arrays.copyOfRange(one, 3000 * perBlock, 3000 * perBlock + 1001), later);
        }
    }

    @Test
    void elementsAreWhatTheContractSays() {
        int[] w = new int[8];
        Blocks.fill(w, 2, 9, KEY);
        for (int i = 0; i < 7; i++) {
            assertEquals(w[i], draw(Draw.BITS, DType.INT32, 7, 1, 9)[i]);
            assertEquals((w[i] >>> 8) * 0x1p-24, draw(Draw.UNIFORM, DType.FLOAT32, 7, 1, 9)[i]);
            double p = (Integer.toUnsignedLong(w[i]) + 0.5) * 0x1p-32;
            assertEquals((float) NormalQuantile.at(p), draw(Draw.NORMAL, DType.FLOAT32, 7, 1, 9)[i]);
        }
        for (int i = 0; i < 3; i++) {
            long bits = Integer.toUnsignedLong(w[2 * i]) + ((long) w[2 * i + 1] << 32);
            assertEquals((bits >>> 11) * 0x1p-53, draw(Draw.UNIFORM, DType.FLOAT64, 3, 1, 9)[i]);
            assertEquals(NormalQuantile.at(((bits >>> 12) + 0.5) * 0x1p-52), draw(Draw.NORMAL, DType.FLOAT64, 3, 1, 9)[i]);
        }
    }

    @Test
    void blocksUsed() {
        assertEquals(0, Draw.UNIFORM.blocks(DType.FLOAT32, 0));
        assertEquals(1, Draw.NORMAL.blocks(DType.FLOAT32, 4));
        assertEquals(2, Draw.NORMAL.blocks(DType.FLOAT32, 5));
        assertEquals(3, Draw.NORMAL.blocks(DType.FLOAT64, 5));
        assertEquals(5, Draw.GAMMA.blocks(DType.FLOAT64, 5));
        assertEquals(2, Draw.BERNOULLI.blocks(DType.BOOL, 5));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void uniformMoments(DType type) {
        double[] u = draw(Draw.UNIFORM, type, N, 2, 0);
        double standard = 1 / Math.sqrt(N);
        assertEquals(0.5, moment(u, 1, 0), 4 * standard / Math.sqrt(12));
        assertEquals(1.0 / 12, moment(u, 2, 0.5), 4 * standard * Math.sqrt(1.0 / 180));
        for (double x : u) {
            assertTrue(x >= 0 && x < 1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void normalMoments(DType type) {
        double[] z = draw(Draw.NORMAL, type, N, 2, 0);
        double standard = 1 / Math.sqrt(N);
        assertEquals(0, moment(z, 1, 0), 4 * standard);
        assertEquals(1, moment(z, 2, 0), 4 * standard * Math.sqrt(2));
        assertEquals(0, moment(z, 3, 0), 4 * standard * Math.sqrt(15));
        assertEquals(3, moment(z, 4, 0), 4 * standard * Math.sqrt(96));
    }

    private static double moment(double[] a, int power, double about) {
        return Arrays.stream(a).map(x -> Math.pow(x - about, power)).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void distributionsByKolmogorovAndSmirnov(DType type) {
        assertTrue(distance(draw(Draw.UNIFORM, type, N, 2, 77), u -> u) * Math.sqrt(N) < KOLMOGOROV_999);
        Formula normal = Formula.X.div(Math.sqrt(2)).erf().add(1).mul(0.5);
        assertTrue(distance(draw(Draw.NORMAL, type, N, 2, 77), normal::at) * Math.sqrt(N) < KOLMOGOROV_999);
    }

    /** The greatest distance of the sample's distribution from the one given. */
    private static double distance(double[] sample, DoubleUnaryOperator distribution) {
        double[] a = sample.clone();
        Arrays.sort(a);
        double d = 0;
        for (int i = 0; i < a.length; i++) {
            double f = distribution.applyAsDouble(a[i]);
            d = Math.max(d, Math.max(f - (double) i / a.length, (i + 1.0) / a.length - f));
        }
        return d;
    }

    /** 255 degrees of freedom: chi-square lies between 170 and 360 but for three samples in a hundred thousand. */
    @Test
    void bytesAndPairsByChiSquare() {
        double[] words = draw(Draw.BITS, DType.INT32, N, 2, 123);
        for (int shift = 0; shift < 32; shift += 8) {
            int[] single = new int[256];
            int[] pairs = new int[256];
            for (int i = 0; i < N; i++) {
                single[(int) words[i] >>> shift & 0xFF]++;
                pairs[((int) words[i] >>> shift & 0xF) << 4 | (int) words[(i + 1) % N] >>> shift & 0xF]++;
            }
            for (int[] counts : new int[][] {single, pairs}) {
                double expected = N / 256.0;
                double chi = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
                assertTrue(chi > 170 && chi < 360, () -> "chi-square " + chi);
            }
        }
    }

    @Test
    void typesThatCannotHoldTheDrawAreRefused() {
        for (Draw draw : Draw.values()) {
            for (DType type : DType.values()) {
                if (!types(draw).contains(type)) {
                    View out = Samples.empty(type, Lie.DENSE, 4);
                    String message = assertThrows(IllegalArgumentException.class, () -> draw.check(out, parameters(draw))).getMessage();
                    assertTrue(message.contains(draw.name()) && message.contains(type.toString()), message);
                }
            }
            View out = Samples.empty(types(draw).getFirst(), Lie.DENSE, 4);
            assertThrows(IllegalArgumentException.class, () -> draw.check(out, new View[3]));
        }
    }
}
