package dev.ricci.cuda;

import static java.lang.ref.Reference.reachabilityFence;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Buffer;
import dev.ricci.backend.Bytes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Halves;
import dev.ricci.backend.LeakReport;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.driver.Properties;
import dev.ricci.cuda.factor.DeviceFactors;
import dev.ricci.cuda.formula.Formulas;
import dev.ricci.cuda.index.Argument;
import dev.ricci.cuda.index.Gather;
import dev.ricci.cuda.index.Scan;
import dev.ricci.cuda.index.Scatter;
import dev.ricci.cuda.index.ScatterAdd;
import dev.ricci.cuda.index.SearchSorted;
import dev.ricci.cuda.index.Sort;
import dev.ricci.cuda.index.TopK;
import dev.ricci.cuda.library.Cublas;
import dev.ricci.cuda.library.Nvrtc;
import dev.ricci.cuda.library.PtxCache;
import dev.ricci.cuda.product.Products;
import dev.ricci.cuda.random.Drawing;
import dev.ricci.cuda.row.CrossEntropy;
import dev.ricci.cuda.row.LayerNorm;
import dev.ricci.cuda.row.Softmax;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * An NVIDIA GPU as a device.
 *
 * <p>Methods hand work to the device's stream and return; {@link #read} and {@link #finish} wait. Any thread may call.
 */
public final class Cuda implements Backend {
    private final String name;
    private final Driver driver;
    private final Context context;
    private final LeakReport leaks;
    private final HostSolvers solvers = new HostSolvers();
    private final DeviceFactors factors;
    private final Formulas formulas;
    private final Argument argument;
    private final Gather gather;
    private final ScatterAdd scatterAdd;
    private final Scatter scatter;
    private final SearchSorted searchSorted;
    private final Scan scan;
    private final Sort sort;
    private final TopK topK;
    private final Softmax softmax;
    private final CrossEntropy crossEntropy;
    private final LayerNorm layerNorm;
    private final Products products;
    private final Drawing drawing;

    /** A device by its opened context. */
    Cuda(String name, Driver driver, Context context) {
        this.name = name;
        this.driver = driver;
        this.context = context;
        leaks = new LeakReport(context::leaks);
        formulas = new Formulas(context, compiler(driver));
        argument = new Argument(context);
        gather = new Gather(context);
        scan = new Scan(context);
        sort = new Sort(context);
        scatterAdd = new ScatterAdd(context, sort);
        scatter = new Scatter(context, scatterAdd);
        searchSorted = new SearchSorted(context);
        topK = new TopK(context);
        softmax = new Softmax(context);
        crossEntropy = new CrossEntropy(context);
        layerNorm = new LayerNorm(context);
        products = new Products(context, Libraries.finder(driver));
        factors = new DeviceFactors(context, products);
        drawing = new Drawing(context);
    }

    /** What the emulated compiler makes is no PTX, but a library of this process: nothing to keep. */
    private static Optional<Nvrtc> compiler(Driver driver) {
        Optional<Nvrtc> found = Nvrtc.chosen(driver.isEmulated(), Libraries.finder(driver));
        return driver.isEmulated() ? found : found.map(n -> n.remembering(PtxCache.find()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String describe() {
        Properties p = context.properties();
        return p.name() + ", compute capability " + p.capability() + ", " + Bytes.text(p.bytes()) + ", driver for CUDA "
                + driver.version();
    }

    /** What large products run on, for people. */
    public String describeProducts() {
        return products.describe();
    }

    /** The cuBLAS of products, where there is one; for measurements. */
    public Optional<Cublas> cublas() {
        return products.cublas();
    }

    @Override
    public Buffer allocate(long bytes) {
        return new Buffer(this, context.allocate(bytes));
    }

    @Override
    public long liveBytes() {
        return context.liveBytes();
    }

    @Override
    public long availableBytes() {
        return context.availableBytes();
    }

    @Override
    public void write(View to, MemorySegment from) {
        Transfer.write(context, to, from);
        reachabilityFence(to);
    }

    @Override
    public void read(View from, MemorySegment to) {
        Transfer.read(context, from, to);
        reachabilityFence(from);
    }

    @Override
    public void map(Formula f, View out, View... in) {
        formulas.map(f, out, in);
    }

    @Override
    public void map(Formula[] f, View[] out, View... in) {
        formulas.map(f, out, in);
    }

    @Override
    public void reduce(Reduction r, Formula f, View out, View... in) {
        formulas.reduce(r, f, out, in);
    }

    @Override
    public void argument(Reduction r, View out, View in, int axis) {
        if (in.dtype().isHalf()) {
            Halves.argument(r, out, in, axis);
        } else {
            argument.argument(r, out, in, axis);
        }
    }

    @Override
    public void matmul(View out, View a, View b, double scale, double keep) {
        if (out.dtype().isHalf()) {
            Halves.matmul(out, a, b, scale, keep);
        } else {
            products.matmul(out, a, b, scale, keep);
        }
    }

    @Override
    public void gather(View out, View table, View index, int axis) {
        gather.gather(out, table, index, axis);
    }

    @Override
    public void scatterAdd(View out, View index, View values, int axis) {
        if (out.dtype().isHalf()) {
            Halves.scatterAdd(out, index, values, axis);
        } else {
            scatterAdd.scatterAdd(out, index, values, axis);
        }
    }

    @Override
    public void scan(Reduction r, View out, View in, int axis) {
        scan.scan(r, out, in, axis);
    }

    @Override
    public void sort(View values, View order, View in, int axis) {
        if (in.dtype().isHalf()) {
            Halves.sort(values, order, in, axis);
        } else {
            sort.sort(values, order, in, axis);
        }
    }

    @Override
    public void topK(View values, View order, View in, int axis) {
        if (in.dtype().isHalf()) {
            Halves.topK(values, order, in, axis);
        } else if (TopK.takes(values.size(axis))) {
            topK.topK(values, order, in, axis);
        } else {
            Backend.super.topK(values, order, in, axis);
        }
    }

    @Override
    public void scatter(View out, View index, View values, int axis) {
        scatter.scatter(out, index, values, axis);
    }

    @Override
    public void takeAlong(View out, View in, View index, int axis) {
        gather.takeAlong(out, in, index, axis);
    }

    @Override
    public void putAlong(View out, View index, View values, int axis) {
        if (!scatter.putAlong(out, index, values, axis)) {
            Backend.super.putAlong(out, index, values, axis);
        }
    }

    @Override
    public void scatterAddAlong(View out, View index, View values, int axis) {
        if (out.dtype().isHalf()) {
            Halves.scatterAddAlong(out, index, values, axis);
        } else if (!scatter.scatterAddAlong(out, index, values, axis)) {
            Backend.super.scatterAddAlong(out, index, values, axis);
        }
    }

    @Override
    public void searchSorted(View out, View sorted, View values, boolean right) {
        if (sorted.dtype().isHalf()) {
            Halves.searchSorted(out, sorted, values, right);
        } else {
            searchSorted.searchSorted(out, sorted, values, right);
        }
    }

    @Override
    public void random(Draw draw, View out, View counter, View... parameters) {
        drawing.random(draw, out, counter, parameters);
    }

    @Override
    public View counter(long key, long position) {
        View counter = allocate(DType.INT32, 4);
        drawing.counter(counter, key, position);
        return counter;
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        if (!factors.factor(kind, out, in)) {
            solvers.factor(kind, out, in);
        }
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        if (!factors.solve(kind, out, a, b)) {
            solvers.solve(kind, out, a, b);
        }
    }

    @Override
    public void softmax(View out, View in, int axis) {
        if (!softmax.softmax(out, in, axis)) {
            Backend.super.softmax(out, in, axis);
        }
    }

    @Override
    public void softmaxGradient(View out, View y, View gradient, int axis) {
        if (!softmax.softmaxGradient(out, y, gradient, axis)) {
            Backend.super.softmaxGradient(out, y, gradient, axis);
        }
    }

    @Override
    public void logSoftmax(View out, View in, int axis) {
        if (!softmax.logSoftmax(out, in, axis)) {
            Backend.super.logSoftmax(out, in, axis);
        }
    }

    @Override
    public void logSoftmaxGradient(View out, View y, View gradient, int axis) {
        if (!softmax.logSoftmaxGradient(out, y, gradient, axis)) {
            Backend.super.logSoftmaxGradient(out, y, gradient, axis);
        }
    }

    @Override
    public void crossEntropy(View out, View logits, View labels) {
        crossEntropy.crossEntropy(out, logits, labels);
    }

    @Override
    public void crossEntropyGradient(View out, View logits, View labels, View gradient) {
        crossEntropy.crossEntropyGradient(out, logits, labels, gradient);
    }

    @Override
    public void layerNorm(View out, View in, View gain, View shift, double epsilon) {
        if (!layerNorm.layerNorm(out, in, gain, shift, epsilon)) {
            Backend.super.layerNorm(out, in, gain, shift, epsilon);
        }
    }

    @Override
    public void layerNormGradient(View[] out, View in, View gain, View gradient, double epsilon) {
        if (!layerNorm.layerNormGradient(out, in, gain, gradient, epsilon)) {
            Backend.super.layerNormGradient(out, in, gain, gradient, epsilon);
        }
    }

    @Override
    public Replay record(Runnable step) {
        return context.record(step);
    }

    @Override
    public boolean gainsByRecording() {
        return true;
    }

    @Override
    public void finish() {
        context.finish();
    }

    @Override
    public void trim() {
        context.trim();
    }

    @Override
    public void close() {
        solvers.close();
        products.close();
        leaks.close();
        context.close();
    }
}
