package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.product.Products;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Factors and solves on one device, where {@link FactorWay} says that it should.
 *
 * <p>Nothing waits: a matrix that cannot be factored is told of when someone waits for the device next.
 */
public final class DeviceFactors {
    private final Context context;
    private final Map<FactorWay, FactorKernels> kernels = new EnumMap<>(FactorWay.class);

    public DeviceFactors(Context context, Products products) {
        this.context = context;
        Codes codes = new Codes(context);
        kernels.put(FactorWay.SMALL, new SmallFactors(context, codes));
        kernels.put(FactorWay.BLOCKED, new BlockedFactors(context, codes, products));
        kernels.put(FactorWay.JACOBI, new JacobiFactors(context, codes, products));
        kernels.put(FactorWay.TALL, new TallFactors(context, codes, products));
    }

    /** Fills the outputs that the kind names, or leaves it to the host. @return whether it did */
    public boolean factor(Factorisation kind, View[] out, View in) {
        if (Arrays.stream(out).allMatch(v -> v.size() == 0)) {
            return true;
        }
        if (in.size() == 0) {
            return false;
        }
        int m = in.size(in.rank() - 2);
        int n = in.size(in.rank() - 1);
        FactorKernels way = kernels.get(FactorWay.of(kind, m, n, batch(in), context.isInStep()));
        if (way != null) {
            way.factor(kind, out, in);
        }
        return way != null;
    }

    /** X with A X = B, or leaves it to the host. @return whether it did */
    public boolean solve(Solver kind, View out, View a, View b) {
        if (out.size() == 0) {
            return true;
        }
        FactorKernels way = kernels.get(FactorWay.of(kind, b.size(b.rank() - 2), batch(a), context.isInStep()));
        if (way != null) {
            way.solve(kind, out, a, b);
        }
        return way != null;
    }

    private static long batch(View a) {
        long count = 1;
        for (int d = 0; d < a.rank() - 2; d++) {
            count *= a.size(d);
        }
        return count;
    }
}
