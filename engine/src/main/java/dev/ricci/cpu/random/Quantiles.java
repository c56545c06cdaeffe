package dev.ricci.cpu.random;

import dev.ricci.cpu.host.VectorApi;

/** Numbers inside (0, 1) turned into those of a distribution by its inverse, in place. */
final class Quantiles {
    private Quantiles() {}

    /** What is done to n numbers, of which the first is element number first. */
    @FunctionalInterface
    interface Quantile {
        void apply(double[] p, int n, long first);
    }

    static void exponential(double[] p, int n, long first) {
        int made = VectorApi.present() ? LogLanes.negativeLog(p, n) : 0;
        for (int i = made; i < n; i++) {
            p[i] = -StrictMath.log(p[i]);
        }
    }

    static void gumbel(double[] p, int n, long first) {
        exponential(p, n, first);
        for (int i = 0; i < n; i++) {
            p[i] = -StrictMath.log(p[i]);
        }
    }

    static Quantile truncatedNormal(Doubles low, Doubles high) {
        return (p, n, first) -> {
            for (int i = 0; i < n; i++) {
                p[i] = TruncatedNormal.at(p[i], low.at(first + i), high.at(first + i));
            }
        };
    }
}
