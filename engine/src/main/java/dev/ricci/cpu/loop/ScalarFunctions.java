package dev.ricci.cpu.loop;

/** Functions that scalar loops call and Java does not have. */
final class ScalarFunctions {
    private ScalarFunctions() {}

    /** The quotient towards 0; 0 where b is 0, as an exception from the middle of an array would help nobody. */
    static int divide(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** The same of int64. */
    static long divide(long a, long b) {
        return b == 0 ? 0 : a / b;
    }
}
