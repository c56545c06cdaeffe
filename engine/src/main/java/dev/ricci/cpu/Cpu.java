package dev.ricci.cpu;

import static java.lang.ref.Reference.reachabilityFence;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Halves;
import dev.ricci.backend.LeakReport;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.factor.Factors;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.index.AlongLines;
import dev.ricci.cpu.index.Arange;
import dev.ricci.cpu.index.Argument;
import dev.ricci.cpu.index.Bincount;
import dev.ricci.cpu.index.Extremes;
import dev.ricci.cpu.index.Gather;
import dev.ricci.cpu.index.Indices;
import dev.ricci.cpu.index.NonZero;
import dev.ricci.cpu.index.OneHot;
import dev.ricci.cpu.index.Recurrence;
import dev.ricci.cpu.index.Scan;
import dev.ricci.cpu.index.Scatter;
import dev.ricci.cpu.index.ScatterAdd;
import dev.ricci.cpu.index.Search;
import dev.ricci.cpu.index.Select;
import dev.ricci.cpu.index.Sort;
import dev.ricci.cpu.index.TopK;
import dev.ricci.cpu.loop.ElementwiseMap;
import dev.ricci.cpu.loop.ElementwiseReduce;
import dev.ricci.cpu.loop.RowGradients;
import dev.ricci.cpu.loop.RowKernels;
import dev.ricci.cpu.loop.RowNorm;
import dev.ricci.cpu.memory.MemoryLimit;
import dev.ricci.cpu.memory.Recycler;
import dev.ricci.cpu.product.Products;
import dev.ricci.cpu.random.Counters;
import dev.ricci.cpu.random.Drawing;
import dev.ricci.cpu.random.Permutation;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/**
 * The processor as a device.
 *
 * <p>Work is done by the calling thread and the pool before a method returns. Addresses are taken out of views, and the collector does
 * not see those: every method keeps its views reachable to its end, or another thread could be given their memory meanwhile.
 */
public final class Cpu implements Backend {
    private final Pool pool;
    private final Recycler memory;
    private final LeakReport leaks;

    /** A device of its own threads and memory. */
    public Cpu(DeviceOptions options) {
        memory = new Recycler(MemoryLimit.bytes(), LeakReport.isWanted());
        leaks = new LeakReport(memory::leaks);
        pool = new Pool(Machine.threads(options));
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String describe() {
        return Machine.describe(pool.threads());
    }

    /** The threads that share the work, the caller's among them. */
    public int threads() {
        return pool.threads();
    }

    @Override
    public Buffer allocate(long bytes) {
        return new Buffer(this, memory.allocate(bytes));
    }

    @Override
    public long liveBytes() {
        return memory.liveBytes();
    }

    @Override
    public long availableBytes() {
        return Math.max(0, memory.limit() - memory.liveBytes());
    }

    /** The bytes kept for reuse. */
    public long keptBytes() {
        return memory.keptBytes();
    }

    @Override
    public void write(View to, MemorySegment from) {
        Transfer.write(this, to, from);
        reachabilityFence(to);
    }

    @Override
    public void read(View from, MemorySegment to) {
        Transfer.read(this, from, to);
        reachabilityFence(from);
    }

    @Override
    public void map(Formula f, View out, View... in) {
        ElementwiseMap.map(pool, f, out, in);
        fence(in, out);
    }

    @Override
    public void map(Formula[] f, View[] out, View... in) {
        ElementwiseMap.mapAll(pool, f, out, in);
        fence(in, out);
    }

    @Override
    public void reduce(Reduction r, Formula f, View out, View... in) {
        ElementwiseReduce.reduce(pool, r, f, out, in);
        fence(in, out);
    }

    @Override
    public void argument(Reduction r, View out, View in, int axis) {
        Argument.argument(pool, r, out, in, axis);
        fence(in, out);
    }

    @Override
    public void matmul(View out, View a, View b, double scale, double keep) {
        if (out.dtype().isHalf()) {
            Halves.matmul(out, a, b, scale, keep);
        } else {
            Products.matmul(pool, out, a, b, scale, keep);
        }
        fence(a, b, out);
    }

    @Override
    public void gather(View out, View table, View index, int axis) {
        Gather.gather(pool, out, table, index, axis);
        fence(table, index, out);
    }

    @Override
    public void scatterAdd(View out, View index, View values, int axis) {
        if (out.dtype().isHalf()) {
            Halves.scatterAdd(out, index, values, axis);
        } else {
            ScatterAdd.scatterAdd(pool, memory, out, index, values, axis);
        }
        fence(values, index, out);
    }

    @Override
    public void scan(Reduction r, View out, View in, int axis) {
        Scan.scan(pool, r, out, in, axis);
        fence(in, out);
    }

    @Override
    public void select(View values, View order, View in, int axis, int... ranks) {
        Select.select(pool, memory, values, order, in, axis, ranks);
        fence(in, values, order);
    }

    @Override
    public void extremes(Reduction r, View values, View positions, View in, int axis) {
        Extremes.extremes(pool, r, values, positions, in, axis);
        fence(in, values, positions);
    }

    @Override
    public void bincount(View out, View index) {
        Bincount.bincount(pool, out, index);
        fence(index, out);
    }

    @Override
    public void oneHot(View out, View labels) {
        if (!out.layout().isDense() || !labels.layout().isDense()) {
            Backend.super.oneHot(out, labels);
            return;
        }
        OneHot.oneHot(pool, out, labels);
        fence(labels, out);
    }

    @Override
    public void recurrence(View out, View factor, View in, int axis) {
        Recurrence.recurrence(pool, out, factor, in, axis);
        fence(factor, in, out);
    }

    @Override
    public void sort(View values, View order, View in, int axis) {
        if (in.dtype().isHalf()) {
            Halves.sort(values, order, in, axis);
        } else {
            Sort.sort(pool, memory, values, order, in, axis);
        }
        fence(in, order, values);
    }

    @Override
    public void topK(View values, View order, View in, int axis) {
        if (in.dtype().isHalf()) {
            Halves.topK(values, order, in, axis);
        } else {
            TopK.topK(pool, memory, values, order, in, axis);
        }
        fence(in, order, values);
    }

    @Override
    public void arange(View out, double start, double step) {
        Arange.arange(pool, out, start, step);
        fence(out);
    }

    @Override
    public void scatter(View out, View index, View values, int axis) {
        Scatter.scatter(pool, memory, out, index, values, axis);
        fence(values, index, out);
    }

    @Override
    public void takeAlong(View out, View in, View index, int axis) {
        AlongLines.takeAlong(pool, out, in, index, axis);
        fence(in, index, out);
    }

    @Override
    public void putAlong(View out, View index, View values, int axis) {
        AlongLines.putAlong(pool, memory, out, index, values, axis);
        fence(values, index, out);
    }

    @Override
    public void scatterAddAlong(View out, View index, View values, int axis) {
        if (out.dtype().isHalf()) {
            Halves.scatterAddAlong(out, index, values, axis);
        } else {
            AlongLines.scatterAddAlong(pool, memory, out, index, values, axis);
        }
        fence(values, index, out);
    }

    @Override
    public void searchSorted(View out, View sorted, View values, boolean right) {
        Search.searchSorted(pool, out, sorted, values, right);
        fence(sorted, values, out);
    }

    @Override
    public void nonZero(View out, View in) {
        if (NonZero.takes(in)) {
            NonZero.nonZero(pool, out, in);
        } else {
            Backend.super.nonZero(out, in);
        }
        fence(in, out);
    }

    @Override
    public void random(Draw draw, View out, View counter, View... parameters) {
        draw.check(out, parameters);
        long key = Counters.key(counter);
        long from = Counters.position(counter);
        try (Scope _ = Scope.open()) {
            View[] plain = Draw.plain(parameters);
            View dense = out.layout().isDense() ? out : allocate(out.dtype(), out.shape());
            Drawing.fill(pool, draw, out.dtype(), HostBlock.address(dense), out.size(), from, key, plain);
            if (dense != out) {
                map(Formula.X, out, dense);
            }
            fence(plain, dense);
        }
        Counters.move(counter, from + draw.blocks(out.dtype(), out.size()));
        fence(counter, out, parameters);
    }

    @Override
    public View counter(long key, long position) {
        View counter = allocate(DType.INT32, 4);
        Counters.set(counter, key, position);
        return counter;
    }

    @Override
    public void permutation(View out, View counter) {
        if (out.layout().isDense()) {
            long from = Counters.position(counter);
            Permutation.fill(pool, memory, HostBlock.address(out), out.size(0), from, Counters.key(counter));
            Counters.move(counter, from + Draw.UNIFORM.blocks(DType.FLOAT64, out.size()));
        } else {
            Backend.super.permutation(out, counter);
        }
        fence(counter, out);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        Factors.factor(pool, kind, out, in);
        fence(in, out);
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        Factors.solve(pool, kind, out, a, b);
        fence(a, b, out);
    }

    @Override
    public void softmax(View out, View in, int axis) {
        if (RowKernels.fits(axis, out, in)) {
            RowKernels.softmax(pool, out, in, axis);
        } else {
            Backend.super.softmax(out, in, axis);
        }
        fence(in, out);
    }

    @Override
    public void logSoftmax(View out, View in, int axis) {
        if (RowKernels.fits(axis, out, in)) {
            RowKernels.logSoftmax(pool, out, in, axis);
        } else {
            Backend.super.logSoftmax(out, in, axis);
        }
        fence(in, out);
    }

    @Override
    public void crossEntropy(View out, View logits, View labels) {
        Indices.check(pool, "crossEntropy", "labels", labels, logits.size(1));
        if (RowKernels.fits(1, logits)) {
            RowKernels.crossEntropy(pool, out, logits, labels);
        } else {
            Backend.super.crossEntropy(out, logits, labels);
        }
        fence(logits, labels, out);
    }

    @Override
    public void softmaxGradient(View out, View softmax, View gradient, int axis) {
        if (RowKernels.fits(axis, out, softmax, gradient)) {
            RowGradients.softmaxGradient(pool, out, softmax, gradient, axis);
        } else {
            Backend.super.softmaxGradient(out, softmax, gradient, axis);
        }
        fence(softmax, gradient, out);
    }

    @Override
    public void logSoftmaxGradient(View out, View logSoftmax, View gradient, int axis) {
        if (RowKernels.fits(axis, out, logSoftmax, gradient)) {
            RowGradients.logSoftmaxGradient(pool, out, logSoftmax, gradient, axis);
        } else {
            Backend.super.logSoftmaxGradient(out, logSoftmax, gradient, axis);
        }
        fence(logSoftmax, gradient, out);
    }

    @Override
    public void crossEntropyGradient(View out, View logits, View labels, View gradient) {
        Indices.check(pool, "crossEntropy", "labels", labels, logits.size(1));
        if (RowKernels.fits(1, out, logits) && gradient.dtype() == out.dtype()) {
            RowGradients.crossEntropyGradient(pool, out, logits, labels, gradient);
        } else {
            Backend.super.crossEntropyGradient(out, logits, labels, gradient);
        }
        fence(logits, labels, gradient, out);
    }

    @Override
    public void layerNorm(View out, View in, View gain, View shift, double epsilon) {
        int axis = in.rank() - 1;
        if (RowKernels.fits(axis, out, in) && RowKernels.fits(0, gain, shift) && gain.dtype() == in.dtype()) {
            RowNorm.layerNorm(pool, out, in, gain, shift, epsilon);
        } else {
            Backend.super.layerNorm(out, in, gain, shift, epsilon);
        }
        fence(in, gain, shift, out);
    }

    @Override
    public void layerNormGradient(View[] out, View in, View gain, View gradient, double epsilon) {
        int[] shape = in.shape();
        int axis = shape.length - 1;
        View first = out[0] == null ? gradient : out[0];
        if (RowKernels.fits(axis, in, gradient, first) && RowKernels.fits(0, gain) && gain.dtype() == in.dtype()) {
            shape[axis] = 2;
            try (Scope _ = Scope.open()) {
                RowNorm.layerNormGradient(pool, out, in, gain, gradient, epsilon, allocate(in.dtype(), shape));
            }
        } else {
            Backend.super.layerNormGradient(out, in, gain, gradient, epsilon);
        }
        fence(in, gain, gradient, out);
    }

    /** Nothing is ever under way. */
    @Override
    public void finish() {}

    @Override
    public void trim() {
        memory.trim();
    }

    /** Ends the threads and gives memory back. Buffers in use can still be read. */
    @Override
    public void close() {
        pool.close();
        memory.close();
        leaks.close();
    }

    private static void fence(Object... views) {
        reachabilityFence(views);
    }
}
