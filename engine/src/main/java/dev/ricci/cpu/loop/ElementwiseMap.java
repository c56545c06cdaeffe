package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/** Element-wise formulas over views of any layout and type: {@link Backend#map}. */
public final class ElementwiseMap {
    private ElementwiseMap() {}

    /** out = f(in...), element by element; see {@link Backend#map(Formula, View, View...)}. */
    public static void map(Pool pool, Formula f, View out, View... in) {
        map(Loops.STANDARD, pool, f, out, in);
    }

    /** Each out[i] = f[i](in...) in one pass; see {@link Backend#map(Formula[], View[], View...)}. */
    public static void mapAll(Pool pool, Formula[] f, View[] out, View... in) {
        mapAll(Loops.STANDARD, pool, f, out, in);
    }

    static void map(Loops loops, Pool pool, Formula f, View out, View... in) {
        long n = out.size();
        if (n == 0) {
            return;
        }
        long repeated = plain(out, in);
        if (repeated < 0) {
            strided(loops, pool, new Formula[] {f}, new View[] {out}, in);
            return;
        }
        Kernel kernel = loops.map(f, out.dtype(), repeated);
        long[] at = Scratch.mine().at(in.length + 1);
        at[0] = HostBlock.address(out);
        for (int k = 0; k < in.length; k++) {
            at[k + 1] = HostBlock.address(in[k]);
        }
        if (n <= 2 * kernel.grain()) {
            kernel.run(at, (int) n);
        } else {
            dense(pool, kernel, at.clone(), in.length + 1, n);
        }
    }

    static void mapAll(Loops loops, Pool pool, Formula[] f, View[] out, View... in) {
        if (f.length == 0 || out[0].size() == 0) {
            return;
        }
        DType type = DType.computing(out[0].dtype(), in);
        for (View o : out) {
            if (DType.computing(o.dtype(), in) != type) {
                oneByOne(loops, pool, f, out, in);
                return;
            }
        }
        strided(loops, pool, f, out, in);
    }

    /** Outputs that are computed in different types; all are computed before the first is written. */
    private static void oneByOne(Loops loops, Pool pool, Formula[] f, View[] out, View... in) {
        try (Scope _ = Scope.open()) {
            View[] made = new View[f.length];
            for (int i = 0; i < f.length; i++) {
                made[i] = out[i].backend().allocate(out[i].dtype(), out[i].shape());
                map(loops, pool, f[i], made[i], in);
            }
            for (int i = 0; i < f.length; i++) {
                map(loops, pool, Formula.X, out[i], made[i]);
            }
        }
    }

    /** Where all views are dense or one element repeated, and of the type that is computed in, a bit for each repeated one; else -1. */
    private static long plain(View out, View[] in) {
        DType type = out.dtype();
        if (type.computed() != type || !out.layout().isDense()) {
            return -1;
        }
        long repeated = 0;
        for (int k = 0; k < in.length; k++) {
            Layout l = in[k].layout();
            if (in[k].dtype() != type) {
                return -1;
            }
            if (!l.isDense()) {
                if (!l.repeatsOne()) {
                    return -1;
                }
                repeated |= 1L << k;
            }
        }
        return repeated;
    }

    private static void dense(Pool pool, Kernel kernel, long[] start, int operands, long n) {
        pool.range(n, kernel.grain(), (from, to) -> {
            long[] at = Scratch.mine().at(operands);
            for (int k = 0; k < operands; k++) {
                at[k] = start[k] + ((kernel.fixed() >> k & 1) != 0 ? 0 : from * kernel.type().bytes());
            }
            kernel.run(at, Math.toIntExact(to - from));
        });
    }

    private static void strided(Loops loops, Pool pool, Formula[] f, View[] out, View... in) {
        DType type = DType.computing(out[0].dtype(), in);
        View[] all = new View[out.length + in.length];
        System.arraycopy(out, 0, all, 0, out.length);
        System.arraycopy(in, 0, all, out.length, in.length);
        Axes axes = new Axes(HostBlock::address, all);
        Feed outputs = new Feed(type, out, axes, 0, axes.rank() - 1);
        Feed inputs = new Feed(type, in, axes, out.length, axes.rank() - 1);
        Kernel kernel = loops.map(f, type, inputs.repeated());
        if (inputs.blocks() > 0 && TileMap.arrange(axes, inputs)) {
            new TileMap(axes, outputs, inputs, kernel).run(pool, kernel.grain());
        } else {
            new RowMap(axes, outputs, inputs, kernel).run(pool, kernel.grain());
        }
    }
}
