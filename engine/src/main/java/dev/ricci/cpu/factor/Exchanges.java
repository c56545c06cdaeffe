package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;

/** Exchanges of rows, one after the other: row i with row exchange[i]. */
final class Exchanges {
    private Exchanges() {}

    /** Exchanges rows of a row-major matrix, from one exchange to before another. */
    static void apply(int[] exchange, int from, int to, Matrix m) {
        long bytes = (long) m.columns() * m.type().bytes();
        try (Workspace w = new Workspace()) {
            long between = w.bytes(bytes);
            for (int i = from; i < to; i++) {
                if (exchange[i] != i) {
                    long one = m.at(i, 0);
                    long other = m.at(exchange[i], 0);
                    Memory.copy(one, between, bytes);
                    Memory.copy(other, one, bytes);
                    Memory.copy(between, other, bytes);
                }
            }
        }
    }

    /** 0, 1 ... n - 1 */
    static int[] none(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Which of n rows stands in each place in the end. */
    static int[] order(int[] exchange, int n) {
        int[] order = none(n);
        for (int i = 0; i < exchange.length; i++) {
            int row = order[i];
            order[i] = order[exchange[i]];
            order[exchange[i]] = row;
        }
        return order;
    }

    /** -1 for an odd number of exchanges, else 1. */
    static int sign(int[] exchange) {
        int sign = 1;
        for (int i = 0; i < exchange.length; i++) {
            sign = exchange[i] == i ? sign : -sign;
        }
        return sign;
    }
}
