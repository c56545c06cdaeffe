package dev.ricci.cpu.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Where functions are measured: every exponent, subnormal numbers, the boundaries, and densely where most of them change. */
final class UlpPoints {
    /** Special values, in pairs for functions of two inputs. */
    static final double[] SPECIAL = {0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 1.5, -2.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NaN, 1e30, -1e30, 1e-30, -1e-30, 1e-42, -1e-42, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, 88.8,
        89.5, -87.5, -104, 128, -149.5, 1e300, -1e300, 1e-310, Double.MAX_VALUE, Double.MIN_VALUE, 709.8, 710.6, -745.2, 1024, -1074.5,
        8388609, 8388607.5, 4503599627370497.0};
    private static final double[] AROUND = {1, -1, 0.5, -0.5, 0.25, 0.55, Math.PI / 4, Math.PI / 2, Math.PI, 0.7071067811865476, 89.4,
        88.72, -87.34, -103.97, 128, -126, -149, 17, 9.01};
    private static final int MANTISSAS = 20;

    private UlpPoints() {}

    /** Inputs of a function of so many, in float32, element by element. */
    static double[][] singles(int arity) {
        List<Float> all = ones();
        int n = all.size();
        double[][] x = new double[arity][n];
        Random random = new Random(7);
        for (int i = 0; i < n; i++) {
            x[0][i] = all.get(i);
            for (int k = 1; k < arity; k++) {
                float near = (float) (x[0][i] * Math.pow(2, random.nextInt(-8, 9)) * random.nextFloat());
                x[k][i] = i % 3 == 0 ? all.get(random.nextInt(n)) : near;
                if (i % 3 == 2 && i % 2 == 0 && x[0][i] != 0) { // powers between underflow and overflow
                    x[k][i] = (float) (random.nextDouble(-104, 89) / Math.log(Math.abs(x[0][i])));
                }
            }
        }
        return x;
    }

    private static List<Float> ones() {
        List<Float> all = new ArrayList<>();
        Random random = new Random(5);
        for (int e = 0; e < 255; e++) {
            for (int sign = 0; sign < 2; sign++) {
                for (int m = 0; m < MANTISSAS; m++) {
                    int mantissa = m == 0 ? 0 : m == 1 ? 1 : m == 2 ? 0x7fffff : random.nextInt(1 << 23);
                    all.add(Float.intBitsToFloat(sign << 31 | e << 23 | mantissa));
                }
            }
        }
        for (double centre : AROUND) {
            int bits = Float.floatToIntBits((float) centre);
            for (int d = -40; d <= 40; d++) {
                all.add(Float.intBitsToFloat(bits + d));
                all.add(Float.intBitsToFloat(bits + d * 1000));
            }
        }
        for (int i = 0; i < 2000; i++) {
            all.add(random.nextFloat(-1.6f, 1.6f));
            all.add(random.nextFloat(-12, 12));
            all.add(random.nextFloat(-110, 110));
            all.add((float) (Math.PI / 2 * random.nextInt(1 << 20)));
        }
        return all;
    }
}
