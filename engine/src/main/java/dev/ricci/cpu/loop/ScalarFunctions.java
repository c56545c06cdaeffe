package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/** Functions that loops call and Java does not have. Those that vectors call take their lanes as arrays: a vector would be boxed. */
final class ScalarFunctions {
    private static final ScalarOp[] OPS = ScalarOp.values();

    private ScalarFunctions() {}

    /** The function with an ordinal. */
    static double each(double a, double b, double c, int op) {
        return OPS[op].at(a, b, c);
    }

    /** The function with an ordinal of each lane, into the first array. */
    static void each(double[] a, double[] b, double[] c, int op) {
        ScalarOp f = OPS[op];
        for (int i = 0; i < a.length; i++) {
            a[i] = f.at(a[i], b[i], c[i]);
        }
    }

    /** The function with an ordinal of each lane, into the first array. */
    static void each(float[] a, float[] b, float[] c, int op) {
        ScalarOp f = OPS[op];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) f.at(a[i], b[i], c[i]);
        }
    }

    /** The quotient towards 0; 0 where b is 0, as an exception from the middle of an array would help nobody. */
    static int divide(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** The same of int64. */
    static long divide(long a, long b) {
        return b == 0 ? 0 : a / b;
    }
}
