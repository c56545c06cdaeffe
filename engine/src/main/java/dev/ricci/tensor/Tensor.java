package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Stored;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/**
 * Numbers in a grid of rank 0 to 8, immutable, on a device, with their history where a gradient may be asked for.
 *
 * <p>Operations give new tensors; views (transposes, slices, reshapes) share memory with what they were made from. Memory belongs to
 * the innermost open {@link dev.ricci.backend.Scope}, or to the garbage collector. Shapes broadcast by NumPy's rule; types promote by
 * {@link DType#promote}.
 */
public final class Tensor
        implements Stored,
                Elementwise,
                Elementary,
                Trigonometric,
                Rounding,
                IntegerArithmetic,
                SpecialFunctions,
                Activating,
                Comparing,
                Reductions,
                Running,
                OrderStatistics,
                Counting,
                Shaping,
                Joining,
                Indexing,
                Ordering,
                Masking,
                Products,
                Normalizing {
    private final View view; // without memory where deferred
    private final Deferred deferred;
    private final Node history;
    private final Parameter parameter;
    private final boolean wanted;

    private Tensor(View view, Deferred deferred, Node history, Parameter parameter, boolean wanted) {
        if (view.rank() > Check.MOST_AXES) {
            Check.mostAxes(history == null ? "tensor" : history.operation(), view.shape());
        }
        this.view = view;
        this.deferred = deferred;
        this.history = history;
        this.parameter = parameter;
        this.wanted = wanted;
    }

    /** Numbers without history. */
    public static Tensor of(View view) {
        return new Tensor(view, null, null, null, false);
    }

    static Tensor leaf(View view, Parameter parameter) {
        return new Tensor(view, null, null, parameter, true);
    }

    /**
     * The result of an operation: numbers, and how to come from the gradient of the result to that of each input. The history is kept
     * only where an input is tracked, history is on, and the result has a floating type. Among the inputs stands all that the pullback
     * reads, indices too, so that a change of a parameter among them is found.
     *
     * @param operation what errors call it, by its toString
     */
    public static Tensor result(Object operation, View view, Node.Pullback pullback, Tensor... inputs) {
        return result(operation, view, null, pullback, inputs);
    }

    /** The same, of an operation that a {@link Fusion} watches or has put off. */
    static Tensor result(Object operation, View view, Deferred deferred, Node.Pullback pullback, Tensor... inputs) {
        if (!view.dtype().isFloat()) {
            return new Tensor(view, deferred, null, null, false);
        }
        for (Tensor t : inputs) {
            if (t.isTracked()) {
                Node history = History.isOn() ? new Node(operation, inputs, pullback) : null;
                return new Tensor(view, deferred, history, null, false);
            }
        }
        return new Tensor(view, deferred, null, null, false);
    }

    /** A float32 tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(float[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /** A float64 tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(double[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /** An int32 tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(int[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /** An int64 tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(long[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /** A float16 tensor of values given as their bits, in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor ofFloat16(short[] bits, int... shape) {
        return Creating.of(DType.FLOAT16, bits, shape);
    }

    /** A bfloat16 tensor of values given as their bits, in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor ofBfloat16(short[] bits, int... shape) {
        return Creating.of(DType.BFLOAT16, bits, shape);
    }

    /** A boolean tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(boolean[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /**
     * A tensor of the numbers in an array of arrays, {@code float[][]} for rank 2 and so on, of float, double, int, long or boolean; a
     * number by itself gives rank 0. Where an axis has length 0 the arrays say nothing of those inside, which get length 0 too.
     *
     * @throws IllegalArgumentException where arrays of the same depth have different lengths; the message says which
     */
    public static Tensor ofArray(Object values) {
        return NestedArrays.tensor(values);
    }

    /** A tensor of rank 0. */
    public static Tensor scalar(DType dtype, double value) {
        return full(dtype, value);
    }

    /** A float32 tensor of rank 0. */
    public static Tensor scalar(double value) {
        return full(DType.FLOAT32, value);
    }

    /** Copies native-order elements, row-major without gaps, from a segment of at least that size. */
    public static Tensor of(DType dtype, MemorySegment values, int... shape) {
        return Creating.of(dtype, values, shape);
    }

    public static Tensor zeros(DType dtype, int... shape) {
        Check.shape("zeros", shape);
        return full(dtype, 0, shape);
    }

    /** float32 zeros. */
    public static Tensor zeros(int... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    /** float32 ones. */
    public static Tensor ones(int... shape) {
        return ones(DType.FLOAT32, shape);
    }

    public static Tensor ones(DType dtype, int... shape) {
        Check.shape("ones", shape);
        return full(dtype, 1, shape);
    }

    /** One value everywhere. */
    public static Tensor full(DType dtype, double value, int... shape) {
        return Creating.full(Devices.current(), dtype, value, shape);
    }

    /** One value everywhere, in the shape, type and device of this. */
    public Tensor fullLike(double value) {
        return Creating.full(backend(), dtype(), value, shape());
    }

    /** int32 0, 1, ..., n - 1. */
    public static Tensor arange(int n) {
        return Creating.arange(Devices.current(), n);
    }

    /** int32 from (inclusive) to (exclusive) by a step, which may be negative; nothing where the step leads away. */
    public static Tensor arange(int from, int to, int step) {
        return Creating.arange(Devices.current(), DType.INT32, (double) from, to, step);
    }

    /**
     * from + i step for all i from 0 that stay before to, each worked out in double and rounded once.
     *
     * @throws IllegalArgumentException for a step of 0, bounds that are not finite, and numbers that the type does not hold
     */
    public static Tensor arange(DType dtype, double from, double to, double step) {
        return Creating.arange(Devices.current(), dtype, from, to, step);
    }

    /** n floating-point numbers evenly spaced, both ends included and exact; of n = 1 the first. */
    public static Tensor linspace(DType dtype, double from, double to, int n) {
        return Creating.linspace(Devices.current(), dtype, from, to, n);
    }

    /** n float32 numbers evenly spaced, both ends included. */
    public static Tensor linspace(double from, double to, int n) {
        return linspace(DType.FLOAT32, from, to, n);
    }

    /** The float32 n by n matrix with ones on the diagonal. */
    public static Tensor eye(int n) {
        return eye(DType.FLOAT32, n);
    }

    /** The n by n matrix with ones on the diagonal. */
    public static Tensor eye(DType dtype, int n) {
        return Creating.eye(Devices.current(), dtype, n, n);
    }

    /** The n by m matrix with ones on the diagonal. */
    public static Tensor eye(DType dtype, int n, int m) {
        return Creating.eye(Devices.current(), dtype, n, m);
    }

    /**
     * For vectors of lengths n, m, ... as many tensors of shape [n, m, ...], each a vector repeated along all axes but its own, without
     * copying (NumPy's meshgrid with indexing="ij").
     */
    public static Tensor[] meshgrid(Tensor... vectors) {
        return Creating.meshgrid(vectors);
    }

    /** Tensors joined along an axis, all other lengths equal; types promote. */
    public static Tensor concat(int axis, Tensor... parts) {
        return Shaping.concat(axis, parts);
    }

    /** Tensors of one shape joined along a new axis. */
    public static Tensor stack(int axis, Tensor... parts) {
        return Shaping.stack(axis, parts);
    }

    /** The sum of products by Einstein's convention, as NumPy writes it: see {@link Products#einsum}. */
    public static Tensor einsum(String equation, Tensor... operands) {
        return Products.einsum(equation, operands);
    }

    /** Any formula of tensors, element by element with broadcasting, in one pass, with its gradient. */
    public static Tensor map(Formula f, Tensor... in) {
        return Pointwise.of("map", f, in).map(in);
    }

    /** The sum over all elements of a formula of tensors, broadcast together, in one pass, with its gradient. */
    public static Tensor sum(Formula f, Tensor... in) {
        return Pointwise.of("sum", f, in).sum(in);
    }

    @Override
    public View view() {
        return deferred == null ? view : deferred.demand();
    }

    /** The view for an element-wise operation, which could have taken the formula instead. */
    View numbers() {
        return deferred == null ? view : deferred.numbers();
    }

    /** How this stands in the {@link Fusion} that it was computed in, or null. */
    Deferred deferred() {
        return deferred;
    }

    public Backend backend() {
        return deferred == null ? view.backend() : deferred.backend();
    }

    public DType dtype() {
        return view.dtype();
    }

    public int rank() {
        return view.rank();
    }

    /** A copy of the shape. */
    public int[] shape() {
        return view.shape();
    }

    /** The length of an axis; negative axes count from the end. */
    public int size(int axis) {
        return view.size(Check.axis("size", axis, rank()));
    }

    /** The number of elements. */
    public long size() {
        return view.size();
    }

    Layout layout() {
        return view.layout();
    }

    /** Whether the scope that owns the memory is still open. */
    public boolean isOpen() {
        return deferred == null ? view.buffer().isOpen() : deferred.isOpen();
    }

    /** How often the memory below has been changed: only parameters' memory ever is. */
    int version() {
        return deferred == null ? view.buffer().version() : deferred.version();
    }

    /** How this came about, or null. */
    public Node history() {
        return history;
    }

    /** The parameter whose value this is, or null. */
    public Parameter parameter() {
        return parameter;
    }

    /** Whether a gradient can reach something wanted through this. */
    public boolean isTracked() {
        return wanted || history != null;
    }

    /** The same numbers as a new starting point whose gradient can be asked for. */
    public Tensor wanted() {
        Check.anyFloat("wanted", dtype());
        return leaf(view(), null);
    }

    /** The same numbers without history: no gradient passes (what other libraries call stopGradient). */
    public Tensor detach() {
        return isTracked() ? new Tensor(view, deferred, null, null, false) : this;
    }

    /**
     * Each element in another type: to an integer type floating-point numbers are truncated and saturate, NaN becomes 0; int64 keeps its
     * low bits in int32; to bool is "not zero"; to a floating-point type rounds to nearest.
     */
    public Tensor to(DType dtype) {
        return dtype == dtype() ? this : Pointwise.cast(this, dtype);
    }

    /** The same numbers on another device, without history. */
    public Tensor to(Backend device) {
        return device == backend() ? this : Creating.on(device, this);
    }

    /** The one element of a tensor of size 1; int64 beyond 2^53 is rounded: see {@link #itemLong}. */
    public double item() {
        return HostCopy.item(this);
    }

    /** The one element of a tensor of size 1, of int64, int32 or bool. */
    public long itemLong() {
        return HostCopy.itemLong(this);
    }

    /** The one element of a tensor of size 1, of bool. */
    public boolean itemBoolean() {
        Check.dtype("itemBoolean", dtype(), DType.BOOL);
        return HostCopy.itemLong(this) != 0;
    }

    /** All elements, row-major, as float. */
    public float[] toFloats() {
        return HostCopy.floats(this);
    }

    /** All elements, row-major, as double. */
    public double[] toDoubles() {
        return HostCopy.doubles(this);
    }

    /** All elements, row-major, as int; only of int32, bool, and int64 whose values fit. */
    public int[] toInts() {
        return HostCopy.ints(this);
    }

    /** All elements, row-major, as long; only of int64, int32 and bool. */
    public long[] toLongs() {
        return HostCopy.longs(this);
    }

    /** The bits of all elements, row-major; only of float16 and bfloat16. */
    public short[] toHalfBits() {
        return HostCopy.halves(this);
    }

    /** All elements, row-major; only of bool. */
    public boolean[] toBooleans() {
        return HostCopy.booleans(this);
    }

    /**
     * All elements as an array of arrays, as {@link #ofArray} takes it, to be cast: {@code (float[][])} of rank 2. Rank 0 is boxed;
     * float16 and bfloat16 come as float.
     */
    public Object toArray() {
        return NestedArrays.array(this);
    }

    /** Copies all elements, row-major in their own type and native order, to a segment of at least that size. */
    public void copyTo(MemorySegment to) {
        HostCopy.copy(this, to);
    }

    @Override
    public Tensor self() {
        return this;
    }

    /** Nested brackets as NumPy prints them, long axes shortened. */
    @Override
    public String toString() {
        return Printing.print(this);
    }
}
