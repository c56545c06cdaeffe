package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.Memory;

/** One running sum, product or extreme: totals of stretches of a line, and the stretch itself from what stands before it. */
abstract class Running {
    final Reduction r;
    final DType outType;
    final long outStep;
    final DType inType;
    final long inStep;

    private Running(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        this.r = r;
        this.outType = outType;
        this.outStep = outStep;
        this.inType = inType;
        this.inStep = inStep;
    }

    static Running of(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        boolean whole = DType.INT32.promote(outType).promote(inType) == DType.INT32;
        return whole ? new Integers(r, outType, outStep, inType, inStep) : new Reals(r, outType, outStep, inType, inStep);
    }

    /** What stands before the first element. */
    abstract double start();

    /** What two stretches come to together. */
    abstract double join(double a, double b);

    /** What the elements from first to before end come to. */
    abstract double total(long from, int first, int end);

    /** Writes the running values of the elements from first to before end, which follow others that come to before. */
    abstract void run(long to, long from, int first, int end, double before);

    /** In double. */
    private static final class Reals extends Running {
        private final boolean floats;

        Reals(Reduction r, DType outType, long outStep, DType inType, long inStep) {
            super(r, outType, outStep, inType, inStep);
            floats = outType == DType.FLOAT32 && inType == DType.FLOAT32;
        }

        @Override
        double start() {
            return r.identity();
        }

        @Override
        double join(double a, double b) {
            return r.combine(a, b);
        }

        private double get(long address) {
            return floats ? Memory.getFloat(Memory.at(address)) : Elements.get(inType, address);
        }

        private void set(long address, double value) {
            if (floats) {
                Memory.setFloat(Memory.at(address), (float) value);
            } else {
                Elements.set(outType, address, value);
            }
        }

        /** Four chains, joined at the end. */
        @Override
        double total(long from, int first, int end) {
            double a = r.identity();
            double b = a;
            double c = a;
            double d = a;
            int i = first;
            if (r == Reduction.SUM) {
                for (; i + 3 < end; i += 4) {
                    a += get(from + i * inStep);
                    b += get(from + (i + 1) * inStep);
                    c += get(from + (i + 2) * inStep);
                    d += get(from + (i + 3) * inStep);
                }
            } else {
                for (; i + 3 < end; i += 4) {
                    a = r.combine(a, get(from + i * inStep));
                    b = r.combine(b, get(from + (i + 1) * inStep));
                    c = r.combine(c, get(from + (i + 2) * inStep));
                    d = r.combine(d, get(from + (i + 3) * inStep));
                }
            }
            for (; i < end; i++) {
                a = r.combine(a, get(from + i * inStep));
            }
            return r.combine(r.combine(a, b), r.combine(c, d));
        }

        @Override
        void run(long to, long from, int first, int end, double before) {
            switch (r) {
                case SUM -> sums(to, from, first, end, before);
                case PROD -> {
                    double v = before;
                    for (int i = first; i < end; i++) {
                        v *= get(from + i * inStep);
                        set(to + i * outStep, v);
                    }
                }
                case MAX -> {
                    double v = before;
                    for (int i = first; i < end; i++) {
                        v = Math.max(v, get(from + i * inStep));
                        set(to + i * outStep, v);
                    }
                }
                case MIN -> {
                    double v = before;
                    for (int i = first; i < end; i++) {
                        v = Math.min(v, get(from + i * inStep));
                        set(to + i * outStep, v);
                    }
                }
            }
        }

        /** Sums of four elements do not wait for those before: one addition of four is in the chain. */
        private void sums(long to, long from, int first, int end, double before) {
            double sum = before;
            int i = first;
            for (; i + 3 < end; i += 4) {
                double a = get(from + i * inStep);
                double b = a + get(from + (i + 1) * inStep);
                double c = get(from + (i + 2) * inStep);
                double d = b + (c + get(from + (i + 3) * inStep));
                set(to + i * outStep, sum + a);
                set(to + (i + 1) * outStep, sum + b);
                set(to + (i + 2) * outStep, sum + (b + c));
                sum += d;
                set(to + (i + 3) * outStep, sum);
            }
            for (; i < end; i++) {
                sum += get(from + i * inStep);
                set(to + i * outStep, sum);
            }
        }
    }

    /** In int, which double carries from block to block without loss. */
    private static final class Integers extends Running {
        Integers(Reduction r, DType outType, long outStep, DType inType, long inStep) {
            super(r, outType, outStep, inType, inStep);
        }

        @Override
        double start() {
            return switch (r) {
                case SUM -> 0;
                case PROD -> 1;
                case MAX -> Integer.MIN_VALUE;
                case MIN -> Integer.MAX_VALUE;
            };
        }

        @Override
        double join(double a, double b) {
            return combine((int) a, (int) b);
        }

        private int get(long address) {
            return inType == DType.BOOL ? Memory.getByte(Memory.at(address)) : Memory.getInt(Memory.at(address));
        }

        private int combine(int a, int b) {
            return switch (r) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        }

        @Override
        double total(long from, int first, int end) {
            int v = (int) start();
            for (int i = first; i < end; i++) {
                v = combine(v, get(from + i * inStep));
            }
            return v;
        }

        @Override
        void run(long to, long from, int first, int end, double before) {
            int v = (int) before;
            for (int i = first; i < end; i++) {
                v = combine(v, get(from + i * inStep));
                if (outType == DType.BOOL) {
                    Memory.setByte(Memory.at(to + i * outStep), (byte) (v != 0 ? 1 : 0));
                } else {
                    Memory.setInt(Memory.at(to + i * outStep), v);
                }
            }
        }
    }
}
