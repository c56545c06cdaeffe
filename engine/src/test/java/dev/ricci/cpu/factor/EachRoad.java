package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Mkl;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.Pool;
import java.util.ArrayList;
import java.util.List;

/** The road of each LAPACK that is there, and our own, each in both types. */
record EachRoad(String name, Road road, DType type) {
    static final Pool POOL = new Pool(1);

    static List<EachRoad> all() {
        List<EachRoad> all = new ArrayList<>();
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Mkl.find().ifPresent(mkl -> all.add(new EachRoad("MKL", new PooledLapack(Roads.made(mkl, 1), POOL), type)));
            OpenBlas.find().ifPresent(blas -> all.add(new EachRoad("OpenBLAS", new PooledLapack(Roads.made(blas, 1), POOL), type)));
            all.add(new EachRoad("our own", new Portable(POOL), type));
        }
        return all;
    }

    View stored(double[]... rows) {
        return Stored.of(type, rows);
    }

    double epsilon() {
        return type.epsilon();
    }

    /** The matrix as it is after rounding to the type. */
    double[][] rounded(double[][] a) {
        return a.length == 0 ? a : Stored.rows(stored(a));
    }

    View[] factor(Factorisation kind, View in) {
        int m = in.size(in.rank() - 2);
        int n = in.size(in.rank() - 1);
        int[][] last = kind.shapes(m, n);
        View[] out = new View[last.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Stored.empty(kind.dtype(i, type), shape(in, last[i]));
        }
        Factors.factor(road, POOL, kind, out, in);
        return out;
    }

    View solve(Solver kind, View a, View b) {
        View x = Stored.empty(type, b.shape());
        Factors.solve(road, POOL, kind, x, a, b);
        return x;
    }

    /** The leading axes of in, then others. */
    private static int[] shape(View in, int... last) {
        int[] shape = java.util.Arrays.copyOf(in.shape(), in.rank() - 2 + last.length);
        System.arraycopy(last, 0, shape, in.rank() - 2, last.length);
        return shape;
    }

    @Override
    public String toString() {
        return name + ", " + type;
    }
}
