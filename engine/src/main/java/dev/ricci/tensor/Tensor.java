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
 * Numbers in a grid of any rank, immutable, on a device, with their history where a gradient may be asked for.
 *
 * <p>Operations give new tensors; views (transposes, slices, reshapes) share memory with what they were made from. Memory belongs to
 * the innermost open {@link dev.ricci.backend.Scope}, or to the garbage collector. Shapes broadcast by NumPy's rule; types promote
 * bool, int32, float32, float64.
 */
public final class Tensor implements Stored, Elementwise, Elementary, Trigonometric, Rounding, Comparing, Reductions, Shaping, Indexing,
        Products, Normalizing {
    private final View view;
    private final Node history;
    private final Parameter parameter;
    private final boolean wanted;

    private Tensor(View view, Node history, Parameter parameter, boolean wanted) {
        this.view = view;
        this.history = history;
        this.parameter = parameter;
        this.wanted = wanted;
    }

    /** Numbers without history. */
    public static Tensor of(View view) {
        return new Tensor(view, null, null, false);
    }

    static Tensor leaf(View view, Parameter parameter) {
        return new Tensor(view, null, parameter, true);
    }

    /**
     * The result of an operation: numbers, and how to come from the gradient of the result to that of each input. The history is kept
     * only where an input is tracked and history is on.
     */
    public static Tensor result(String operation, View view, Node.Pullback pullback, Tensor... inputs) {
        for (Tensor t : inputs) {
            if (t.isTracked()) {
                return History.isOn() ? new Tensor(view, new Node(operation, inputs, pullback), null, false) : of(view);
            }
        }
        return of(view);
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

    /** A boolean tensor of values in row-major order; with no shape, a vector, or of rank 0 for one value. */
    public static Tensor of(boolean[] values, int... shape) {
        return Creating.of(values, shape);
    }

    /** A tensor of rank 0. */
    public static Tensor scalar(DType dtype, double value) {
        return full(dtype, value);
    }

    /** Copies native-order elements, row-major without gaps, from a segment of at least that size. */
    public static Tensor of(DType dtype, MemorySegment values, int... shape) {
        return Creating.of(dtype, values, shape);
    }

    public static Tensor zeros(DType dtype, int... shape) {
        return full(dtype, 0, shape);
    }

    /** float32 zeros. */
    public static Tensor zeros(int... shape) {
        return full(DType.FLOAT32, 0, shape);
    }

    /** float32 ones. */
    public static Tensor ones(int... shape) {
        return full(DType.FLOAT32, 1, shape);
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

    /** The n by n matrix with ones on the diagonal. */
    public static Tensor eye(DType dtype, int n) {
        return Creating.eye(Devices.current(), dtype, n);
    }

    /** Any formula of tensors, element by element with broadcasting, in one pass, with its gradient. */
    public static Tensor map(Formula f, Tensor... in) {
        return Pointwise.of(f).map(in);
    }

    /** The sum over all elements of a formula of tensors, broadcast together, in one pass, with its gradient. */
    public static Tensor sum(Formula f, Tensor... in) {
        return Pointwise.of(f).sum(in);
    }

    @Override
    public View view() {
        return view;
    }

    public Backend backend() {
        return view.backend();
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
        Check.floating("wanted", dtype());
        return leaf(view, null);
    }

    /** The same numbers without history. */
    public Tensor detach() {
        return isTracked() ? of(view) : this;
    }

    /** Each element in another type: float to int32 truncates, to bool is "not zero". */
    public Tensor to(DType dtype) {
        return dtype == dtype() ? this : Pointwise.cast(this, dtype);
    }

    /** The same numbers on another device, without history. */
    public Tensor to(Backend device) {
        return device == backend() ? this : Creating.on(device, this);
    }

    /** The one element of a tensor of size 1. */
    public double item() {
        return HostCopy.item(this);
    }

    /** All elements, row-major, as float. */
    public float[] toFloats() {
        return HostCopy.floats(this);
    }

    /** All elements, row-major, as double. */
    public double[] toDoubles() {
        return HostCopy.doubles(this);
    }

    /** All elements, row-major, as int; only of int32 and bool. */
    public int[] toInts() {
        return HostCopy.ints(this);
    }

    /** All elements, row-major; only of bool. */
    public boolean[] toBooleans() {
        return HostCopy.booleans(this);
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
