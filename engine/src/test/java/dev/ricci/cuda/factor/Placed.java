package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import java.util.Arrays;

/** Matrices of a batch in a view that lies in one of several ways, with memory around it that nothing may touch. */
record Placed(View view, View all) {
    /** How the last two axes lie; REPEATED is one matrix for the whole batch. */
    enum Lie {
        DENSE,
        TRANSPOSED,
        SPACED,
        REVERSED,
        REPEATED
    }

    private static final double AROUND = -77;

    static Placed empty(Backend device, DType type, Lie lie, int... shape) {
        long[] strides = Layout.dense(shape.clone()).strides();
        int r = shape.length;
        long size = Layout.dense(shape.clone()).size();
        long offset = 0;
        switch (lie) {
            case DENSE -> {}
            case TRANSPOSED -> {
                int a = r >= 2 ? r - 2 : 0;
                strides[a] = 1;
                strides[r - 1] = r >= 2 ? shape[a] : 1;
            }
            case SPACED -> Arrays.setAll(strides, d -> strides(shape)[d] * 2);
            case REVERSED -> {
                Arrays.setAll(strides, d -> -strides(shape)[d]);
                offset = Math.max(0, size - 1);
            }
            case REPEATED -> Arrays.fill(strides, 0, Math.max(0, r - 2), 0);
        }
        View all = device.allocate(type, new int[] {(int) (2 * size + 6)});
        double[] around = new double[(int) (2 * size + 6)];
        Arrays.fill(around, AROUND);
        Elements.write(all, around);
        return new Placed(all.with(new Layout(shape.clone(), strides, 3 + offset)), all);
    }

    private static long[] strides(int[] shape) {
        return Layout.dense(shape.clone()).strides();
    }

    /** The same with numbers, row-major. */
    static Placed of(Backend device, DType type, Lie lie, double[] numbers, int... shape) {
        Placed p = empty(device, type, lie, shape);
        double[] memory = Elements.read(p.all);
        p.eachPlace((i, place) -> memory[place] = numbers[i]);
        Elements.write(p.all, memory);
        return p;
    }

    /** The view's numbers, row-major; fails where memory around the view has changed. */
    double[] read() {
        double[] memory = Elements.read(all);
        double[] numbers = new double[(int) view.size()];
        eachPlace((i, place) -> numbers[i] = memory[place]);
        eachPlace((i, place) -> memory[place] = AROUND);
        for (double m : memory) {
            if (m != AROUND) {
                throw new AssertionError("written around the view: " + m);
            }
        }
        return numbers;
    }

    private interface Place {
        void at(int number, int place);
    }

    private void eachPlace(Place p) {
        Layout l = view.layout();
        for (int i = 0; i < view.size(); i++) {
            long place = l.offset();
            int rest = i;
            for (int d = l.rank() - 1; d >= 0; d--) {
                place += rest % l.size(d) * l.stride(d);
                rest /= l.size(d);
            }
            p.at(i, (int) place);
        }
    }
}
