package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;

/** One running sum, product or extreme: totals of stretches of a line, and the stretch itself from what stands before it. */
abstract class Running {
    final Reduction r;
    final DType outType;
    final long outStep;
    final DType inType;
    final long inStep;

    Running(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        this.r = r;
        this.outType = outType;
        this.outStep = outStep;
        this.inType = inType;
        this.inStep = inStep;
    }

    static Running of(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        boolean whole = DType.INT32.promote(outType).promote(inType) == DType.INT32;
        if (outType == inType && !whole && (outType == DType.FLOAT32 || outType == DType.FLOAT64)) {
            return outType == DType.FLOAT32 ? new RunningFloats(r, outStep, inStep) : new RunningDoubles(r, outStep, inStep);
        }
        return whole ? new RunningIntegers(r, outType, outStep, inType, inStep) : new RunningReals(r, outType, outStep, inType, inStep);
    }

    /** What stands before the first element. */
    abstract double start();

    /** What two stretches come to together. */
    abstract double join(double a, double b);

    /** What the elements from first to before end come to. */
    abstract double total(long from, int first, int end);

    /** Writes the running values of the elements from first to before end, which follow others that come to before. */
    abstract void run(long to, long from, int first, int end, double before);
}
