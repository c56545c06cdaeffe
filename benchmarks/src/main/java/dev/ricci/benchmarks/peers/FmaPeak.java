package dev.ricci.benchmarks.peers;

import dev.ricci.cpu.host.Pool;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The most float32 operations a second that the processor does: fused multiply-adds on registers alone. */
public final class FmaPeak {
    private static final int CHAINS = 12;
    private static final int LENGTH = 1 << 18;

    private FmaPeak() {}

    /** Operations a second of all the pool's threads together, the best of several tries; a multiply-add counts as two. */
    public static double flops(Pool pool, int tries) {
        int parts = pool.threads();
        double[] sums = new double[parts];
        double best = 0;
        for (int i = 0; i < tries; i++) {
            long start = System.nanoTime();
            pool.run(parts, part -> sums[part] += chains());
            double seconds = (System.nanoTime() - start) * 1e-9;
            best = Math.max(best, 2.0 * CHAINS * LENGTH * FloatVector.SPECIES_PREFERRED.length() * parts / seconds);
        }
        if (sums[0] == Math.PI) {
            throw new AssertionError("never so, but now the sums are in use");
        }
        return best;
    }

    /** Twelve chains, as the latency of four cycles and up to two additions a cycle want at least eight. */
    private static float chains() {
        FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.999f);
        FloatVector y = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.001f);
        FloatVector a = x, b = x, c = x, d = x, e = x, f = x;
        FloatVector g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < LENGTH; n++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l)
                .reduceLanes(VectorOperators.ADD);
    }
}
