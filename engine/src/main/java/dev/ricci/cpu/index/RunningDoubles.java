package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.Memory;

/** A running result of FLOAT64, in double: one loop for each reduction, as a compiler wants it. */
final class RunningDoubles extends Running {
    RunningDoubles(Reduction r, long outStep, long inStep) {
        super(r, DType.FLOAT64, outStep, DType.FLOAT64, inStep);
    }

    @Override
    double start() {
        return r.identity();
    }

    @Override
    double join(double a, double b) {
        return r.combine(a, b);
    }

    private static double get(long address) {
        return Memory.getDouble(Memory.at(address));
    }

    private static void set(long address, double value) {
        Memory.setDouble(Memory.at(address), value);
    }

    /** Sums in four chains, which are joined at the end. */
    @Override
    double total(long from, int first, int end) {
        return r == Reduction.SUM ? sum(from + first * inStep, end - first, inStep) : other(from, first, end);
    }

    private static double sum(long from, int n, long step) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        long at = from;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += get(at);
            b += get(at + step);
            c += get(at + 2 * step);
            d += get(at + 3 * step);
            at += 4 * step;
        }
        for (; i < n; i++) {
            a += get(at);
            at += step;
        }
        return a + b + (c + d);
    }

    private double other(long from, int first, int end) {
        double v = r.identity();
        for (int i = first; i < end; i++) {
            v = r.combine(v, get(from + i * inStep));
        }
        return v;
    }

    @Override
    void run(long to, long from, int first, int end, double before) {
        long target = to + first * outStep;
        long source = from + first * inStep;
        int n = end - first;
        switch (r) {
            case SUM -> sums(target, outStep, source, inStep, n, before);
            case PROD -> products(target, outStep, source, inStep, n, before);
            case MAX -> largest(target, outStep, source, inStep, n, before, 1);
            case MIN -> largest(target, outStep, source, inStep, n, -before, -1); // the smallest is the largest of the negatives
        }
    }

    /** Sums of four elements do not wait for those before: one addition of four is in the chain. */
    private static void sums(long to, long toStep, long from, long step, int n, double before) {
        double sum = before;
        long at = from;
        long target = to;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            double a = get(at);
            double b = a + get(at + step);
            double c = get(at + 2 * step);
            double d = b + (c + get(at + 3 * step));
            set(target, sum + a);
            set(target + toStep, sum + b);
            set(target + 2 * toStep, sum + (b + c));
            sum += d;
            set(target + 3 * toStep, sum);
            at += 4 * step;
            target += 4 * toStep;
        }
        for (; i < n; i++) {
            sum += get(at);
            set(target, sum);
            at += step;
            target += toStep;
        }
    }

    private static void products(long to, long toStep, long from, long step, int n, double before) {
        double v = before;
        for (int i = 0; i < n; i++) {
            v *= get(from + i * step);
            set(to + i * toStep, v);
        }
    }

    /** A comparison is seldom true, so it is foretold; NaN, once met, stays. 0 is above -0. */
    private static void largest(long to, long toStep, long from, long step, int n, double before, double sign) {
        double v = before;
        for (int i = 0; i < n; i++) {
            double x = sign * get(from + i * step);
            if (!(x < v)) {
                v = Math.max(x, v);
            }
            set(to + i * toStep, sign * v);
        }
    }
}
