package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;

/** A running result in double, of any types. */
final class RunningReals extends Running {
    RunningReals(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        super(r, outType, outStep, inType, inStep);
    }

    @Override
    double start() {
        return r.identity();
    }

    @Override
    double join(double a, double b) {
        return r.combine(a, b);
    }

    @Override
    double total(long from, int first, int end) {
        double v = r.identity();
        for (int i = first; i < end; i++) {
            v = r.combine(v, Elements.get(inType, from + i * inStep));
        }
        return v;
    }

    @Override
    void run(long to, long from, int first, int end, double before) {
        double v = before;
        for (int i = first; i < end; i++) {
            v = r.combine(v, Elements.get(inType, from + i * inStep));
            Elements.set(outType, to + i * outStep, v);
        }
    }
}
