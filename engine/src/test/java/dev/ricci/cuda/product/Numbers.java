package dev.ricci.cuda.product;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Numbers in a row and a layout over them, which can be put on any device. */
record Numbers(DType type, double[] values, Layout layout) {
    /** Random ones, as many as the layout reaches. */
    static Numbers random(long seed, DType type, Layout layout) {
        SplittableRandom r = new SplittableRandom(seed);
        double[] v = new double[reach(layout)];
        for (int i = 0; i < v.length; i++) {
            v[i] = type == DType.INT32 ? r.nextInt(-1000, 1000) : (float) r.nextDouble(-1, 1);
        }
        return new Numbers(type, v, layout);
    }

    Numbers filledWith(double x) {
        double[] v = values.clone();
        Arrays.fill(v, x);
        return new Numbers(type, v, layout);
    }

    private static int reach(Layout l) {
        long last = l.offset();
        for (int d = 0; d < l.rank(); d++) {
            last += Math.max(0, (l.size(d) - 1) * l.stride(d));
        }
        return (int) last + 3; // and some that no one may touch
    }

    View on(Backend device) {
        View all = device.allocate(type, values.length);
        Elements.write(all, values);
        return all.with(layout);
    }

    /** All numbers of the memory under a view that {@link #on} made. */
    double[] all(View v) {
        return Elements.read(v.with(Layout.dense(values.length)));
    }
}
