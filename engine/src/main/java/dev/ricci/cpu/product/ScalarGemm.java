package dev.ricci.cpu.product;

import dev.ricci.cpu.host.Memory;
import java.util.Arrays;

/**
 * The product in plain Java, for a JDK that is started without the Vector API.
 *
 * <p>Rows of B are packed into arrays and added up four at a time; every array is read and written at the same index, which the JIT
 * compiler turns into vector code.
 */
public final class ScalarGemm implements Gemm {
    private static final int WIDTH = 512;
    private static final int DEPTH = 64;
    private static final ThreadLocal<Packed> OF_THREAD = ThreadLocal.withInitial(Packed::new);

    /** A packed block of B and a row of C, for each type. */
    private static final class Packed {
        final float[][] b32 = new float[DEPTH][WIDTH];
        final float[] sum32 = new float[WIDTH];
        final double[][] b64 = new double[DEPTH][WIDTH];
        final double[] sum64 = new double[WIDTH];
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void float32(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        Packed packed = OF_THREAD.get();
        for (int j = 0; j < n; j += WIDTH) {
            int cols = Math.min(WIDTH, n - j);
            for (int p = 0; p == 0 || p < k; p += DEPTH) { // once where k is 0, for keep C
                int deep = Math.min(DEPTH, k - p);
                pack32(packed.b32, deep, cols, b + 4 * (p * bRow + j * bCol), bRow, bCol);
                float kept = (float) (p == 0 ? keep : 1);
                for (int i = 0; i < m; i++) {
                    Arrays.fill(packed.sum32, 0, cols, 0);
                    row32(deep, cols, a + 4 * (i * aRow + p * aCol), aCol, packed.b32, packed.sum32);
                    merge32(cols, (float) scale, kept, packed.sum32, c + 4 * (i * cRow + j));
                }
            }
        }
    }

    private static void pack32(float[][] to, int k, int cols, long b, long bRow, long bCol) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < cols; j++) {
                to[p][j] = Memory.getFloat(b + 4 * (p * bRow + j * bCol));
            }
        }
    }

    private static void row32(int k, int cols, long a, long aCol, float[][] b, float[] sum) {
        int p = 0;
        for (; p + 3 < k; p += 4) {
            long at = a + 4 * p * aCol;
            four32(cols, Memory.getFloat(at), Memory.getFloat(at + 4 * aCol), Memory.getFloat(at + 8 * aCol),
                    Memory.getFloat(at + 12 * aCol), b[p], b[p + 1], b[p + 2], b[p + 3], sum);
        }
        for (; p < k; p++) {
            one32(cols, Memory.getFloat(a + 4 * p * aCol), b[p], sum);
        }
    }

    private static void four32(int cols, float a0, float a1, float a2, float a3,
            float[] b0, float[] b1, float[] b2, float[] b3, float[] sum) {
        for (int j = 0; j < cols; j++) {
            sum[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void one32(int cols, float a0, float[] b0, float[] sum) {
        for (int j = 0; j < cols; j++) {
            sum[j] += a0 * b0[j];
        }
    }

    private static void merge32(int cols, float scale, float keep, float[] sum, long c) {
        for (int j = 0; j < cols; j++) {
            float v = scale * sum[j];
            Memory.setFloat(c + 4L * j, keep == 0 ? v : v + keep * Memory.getFloat(c + 4L * j));
        }
    }

    @Override
    public void float64(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        Packed packed = OF_THREAD.get();
        for (int j = 0; j < n; j += WIDTH) {
            int cols = Math.min(WIDTH, n - j);
            for (int p = 0; p == 0 || p < k; p += DEPTH) { // once where k is 0, for keep C
                int deep = Math.min(DEPTH, k - p);
                pack64(packed.b64, deep, cols, b + 8 * (p * bRow + j * bCol), bRow, bCol);
                double kept = p == 0 ? keep : 1;
                for (int i = 0; i < m; i++) {
                    Arrays.fill(packed.sum64, 0, cols, 0);
                    row64(deep, cols, a + 8 * (i * aRow + p * aCol), aCol, packed.b64, packed.sum64);
                    merge64(cols, scale, kept, packed.sum64, c + 8 * (i * cRow + j));
                }
            }
        }
    }

    private static void pack64(double[][] to, int k, int cols, long b, long bRow, long bCol) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < cols; j++) {
                to[p][j] = Memory.getDouble(b + 8 * (p * bRow + j * bCol));
            }
        }
    }

    private static void row64(int k, int cols, long a, long aCol, double[][] b, double[] sum) {
        int p = 0;
        for (; p + 3 < k; p += 4) {
            long at = a + 8 * p * aCol;
            four64(cols, Memory.getDouble(at), Memory.getDouble(at + 8 * aCol), Memory.getDouble(at + 16 * aCol),
                    Memory.getDouble(at + 24 * aCol), b[p], b[p + 1], b[p + 2], b[p + 3], sum);
        }
        for (; p < k; p++) {
            one64(cols, Memory.getDouble(a + 8 * p * aCol), b[p], sum);
        }
    }

    private static void four64(int cols, double a0, double a1, double a2, double a3,
            double[] b0, double[] b1, double[] b2, double[] b3, double[] sum) {
        for (int j = 0; j < cols; j++) {
            sum[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void one64(int cols, double a0, double[] b0, double[] sum) {
        for (int j = 0; j < cols; j++) {
            sum[j] += a0 * b0[j];
        }
    }

    private static void merge64(int cols, double scale, double keep, double[] sum, long c) {
        for (int j = 0; j < cols; j++) {
            double v = scale * sum[j];
            Memory.setDouble(c + 8L * j, keep == 0 ? v : v + keep * Memory.getDouble(c + 8L * j));
        }
    }
}
