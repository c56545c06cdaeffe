package dev.ricci.backend;

import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/**
 * What a device must do.
 *
 * <p>The abstract methods are the device's basic work; the default bodies <em>define</em> the fused operations in terms of it, and a
 * device overrides them for speed alone. Callers have checked shapes and types; devices check only what they would crash on.
 *
 * <p>Outputs come first. An output may be one of the inputs where both are laid out alike (an element is read before it is written);
 * otherwise outputs and inputs do not overlap. Formulas are computed in {@link DType#computing}; a result goes into BOOL as "not
 * zero" and into INT32 by truncation.
 */
public interface Backend extends AutoCloseable {
    /** A short name, as in {@code --device}: {@code cpu} or {@code cuda}. */
    String name();

    /** One line for people: processor, threads, libraries. */
    String describe();

    /** Uninitialised memory, owned by the innermost scope. @throws OutOfMemory when the device has no more */
    Buffer allocate(long bytes);

    /** The bytes in use by buffers now. */
    long liveBytes();

    /** How many bytes more could be allocated, as far as the device knows. */
    default long availableBytes() {
        return Long.MAX_VALUE;
    }

    /** Copies from host memory, row-major without gaps. */
    void write(View to, MemorySegment from);

    /** Copies to host memory, row-major without gaps. The only call that waits for the device. */
    void read(View from, MemorySegment to);

    /** out = f(in...), element by element. Inputs have the shape of out; strides of 0 broadcast. */
    void map(Formula f, View out, View... in);

    /** Each out[i] = f[i](in...), all from the old values where an output is also an input. Outputs have one shape. */
    default void map(Formula[] f, View[] out, View... in) {
        Definitions.mapAll(this, f, out, in);
    }

    /**
     * out = the reduction of f(in...) over the axes where out has stride 0. All views have one shape. The order of summation depends
     * on the shape alone. float32 sums are accurate to at least blocked or pairwise summation.
     */
    void reduce(Reduction r, Formula f, View out, View... in);

    /** The index along axis of the first MAX or MIN (of the first NaN, if any) into INT32; out has length 1 there. */
    void argument(Reduction r, View out, View in, int axis);

    /**
     * out = scale a b + keep out over the last two axes; leading axes have the shape of out's (stride 0 repeats). Transposes are
     * strides. With keep 0 out is not read.
     */
    void matmul(View out, View a, View b, double scale, double keep);

    /** out = table at index along axis: out[.., j.., ..] = table[.., index[j..], ..]; index INT32 of any shape, in range. */
    void gather(View out, View table, View index, int axis);

    /** out += values at index along axis, the inverse pattern of gather; repeated indices add up in index order. */
    void scatterAdd(View out, View index, View values, int axis);

    /** Running reduction along an axis: out[i] = the reduction of in[0..i]. */
    void scan(Reduction r, View out, View in, int axis);

    /** Ascending, stable, NaN last: values sorted along axis, order (INT32) says where each came from. */
    void sort(View values, View order, View in, int axis);

    /**
     * Fills out from counter, an INT32 view of 4 elements {key low, key high, counter low, counter high}, and moves the counter
     * on by the number of Philox blocks used, {@link Draw#blocks}. With k = {@link Draw#perBlock} elements a block, element i takes its
     * words from block i / k: word i mod 4 for k = 4, words 2 (i mod 2), low, and 2 (i mod 2) + 1, high, for k = 2, all four for k = 1.
     * Block b has the Philox counter {low, high, attempt, 0} of the 64-bit number counter + b; the attempt is 0 but where a draw needs
     * more words than these. Parameters have the shape of out; strides of 0 repeat.
     */
    void random(Draw draw, View out, View counter, View... parameters);

    /** A counter for {@link #random} at a place in the stream of a key; may be recorded, as nothing comes from host memory. */
    default View counter(long key, long position) {
        return Definitions.counter(this, key, position);
    }

    /**
     * The numbers 0 to n - 1 in random order into out, INT32 of rank 1: the order in which n numbers of {@link Draw#UNIFORM} in FLOAT64
     * sort, equal ones by place. With n below 10^6 two are equal with a probability below 10^-4, and the bias is smaller than that.
     */
    default void permutation(View out, View counter) {
        Definitions.permutation(this, out, counter);
    }

    /** The outputs that the kind names. @throws NumericalFailure naming the matrix in the batch */
    void factor(Factorisation kind, View[] out, View in);

    /** X with A X = B: out and b are n by r, a is n by n, batched. @throws NumericalFailure where A is singular */
    void solve(Solver kind, View out, View a, View b);

    /** exp(in) / sum(exp(in)) along axis, without overflow. */
    default void softmax(View out, View in, int axis) {
        RowDefinitions.softmax(this, out, in, axis);
    }

    /** out = y (g - sum(y g)) along axis, for y = softmax(in) and g the gradient of the result: the gradient of in. */
    default void softmaxGradient(View out, View softmax, View gradient, int axis) {
        RowDefinitions.softmaxGradient(this, out, softmax, gradient, axis);
    }

    /** log(softmax(in)) along axis. */
    default void logSoftmax(View out, View in, int axis) {
        RowDefinitions.logSoftmax(this, out, in, axis);
    }

    /** out = g - exp(y) sum(g) along axis, for y = logSoftmax(in) and g the gradient of the result: the gradient of in. */
    default void logSoftmaxGradient(View out, View logSoftmax, View gradient, int axis) {
        RowDefinitions.logSoftmaxGradient(this, out, logSoftmax, gradient, axis);
    }

    /** out (n) = -logSoftmax(logits)[i, label[i]] for logits (n by classes) and labels INT32 (n), in range. */
    default void crossEntropy(View out, View logits, View labels) {
        RowDefinitions.crossEntropy(this, out, logits, labels);
    }

    /** out[i] = gradient[i] (softmax(logits)[i] - 1 at label[i]): the gradient of logits, for gradient (n) that of the result. */
    default void crossEntropyGradient(View out, View logits, View labels, View gradient) {
        RowDefinitions.crossEntropyGradient(this, out, logits, labels, gradient);
    }

    /**
     * out = (in - mean) / sqrt(variance + epsilon) gain + shift for each row along the last axis, whose length gain and shift have;
     * the variance is that of the population (Ba, Kiros, Hinton 2016). All of one floating-point type.
     */
    default void layerNorm(View out, View in, View gain, View shift, double epsilon) {
        RowDefinitions.layerNorm(this, out, in, gain, shift, epsilon);
    }

    /** The gradients {of in, of gain, of shift} for that of layerNorm's result; null where one is not wanted. */
    default void layerNormGradient(View[] out, View in, View gain, View gradient, double epsilon) {
        RowDefinitions.layerNormGradient(this, out, in, gain, gradient, epsilon);
    }

    /**
     * The k largest along axis in descending order, k being the length of values and order there; order (INT32) says where each came
     * from. Equal ones come by position; NaN counts as larger than all numbers, as it comes last in {@link #sort}.
     */
    default void topK(View values, View order, View in, int axis) {
        Definitions.topK(this, values, order, in, axis);
    }

    /** out (of rank 1) = start + i step, worked out in double and rounded once. */
    default void arange(View out, double start, double step) {
        IndexDefinitions.arange(this, out, start, step);
    }

    /**
     * out = values at index (INT32, of rank 1, in range) along axis: out[.., index[j], ..] = values[.., j, ..]; of equal indices the
     * last one.
     */
    default void scatter(View out, View index, View values, int axis) {
        IndexDefinitions.scatter(this, out, index, values, axis);
    }

    /** out[.., i, ..] = in[.., index[.., i, ..], ..] along axis; out and index have one shape, which is that of in but for the axis. */
    default void takeAlong(View out, View in, View index, int axis) {
        IndexDefinitions.takeAlong(this, out, in, index, axis);
    }

    /** out[.., index[.., i, ..], ..] = values[.., i, ..] along axis, the inverse pattern of takeAlong; the last i of equal indices. */
    default void putAlong(View out, View index, View values, int axis) {
        IndexDefinitions.putAlong(this, out, index, values, axis);
    }

    /** out[.., index[.., i, ..], ..] += values[.., i, ..] along axis; repeated indices add up in the order of i. */
    default void scatterAddAlong(View out, View index, View values, int axis) {
        IndexDefinitions.scatterAddAlong(this, out, index, values, axis);
    }

    /**
     * out (INT32) = where each value would go into its line of sorted, along the last axis: before what is equal, or (right) behind it. In
     * the order of {@link #sort}. Leading axes agree; values and sorted have one type.
     */
    default void searchSorted(View out, View sorted, View values, boolean right) {
        IndexDefinitions.searchSorted(this, out, sorted, values, right);
    }

    /** The row-major positions of the elements of in that are not 0 into out (INT32, of rank 1), which has room for exactly those. */
    default void nonZero(View out, View in) {
        IndexDefinitions.nonZero(this, out, in);
    }

    /**
     * out[i] = in[i] + factor[i - 1] out[i - 1] along axis, where factor is one shorter: the first element has none. All of one
     * floating-point type.
     */
    default void recurrence(View out, View factor, View in, int axis) {
        RunningDefinitions.recurrence(this, out, factor, in, axis);
    }

    /**
     * Running MAX or MIN along axis, as by {@link #scan}, and where each stands (INT32): at the first of equal ones, at the first NaN from
     * there on.
     */
    default void extremes(Reduction r, View values, View positions, View in, int axis) {
        RunningDefinitions.extremes(this, r, values, positions, in, axis);
    }

    /** out[k] = how often k occurs among the elements of index, both INT32 vectors; all elements are in [0, length of out). */
    default void bincount(View out, View index) {
        RunningDefinitions.bincount(this, out, index);
    }

    /** out[.., c] = 1 where the label (INT32) is c, else 0; out (FLOAT32) has the classes as one axis more, the last. */
    default void oneHot(View out, View labels) {
        IndexDefinitions.oneHot(this, out, labels);
    }

    /**
     * The elements of those ranks in each line along axis: values[k] is what {@link #sort} has at ranks[k], and order[k] (INT32) says
     * where it came from.
     */
    default void select(View values, View order, View in, int axis, int... ranks) {
        RunningDefinitions.select(this, values, order, in, axis, ranks);
    }

    /** Runs the step once and gives back how to run it again. */
    default Replay record(Runnable step) {
        return Definitions.record(step);
    }

    /** Whether a replay is faster than the eager step, as where a launch costs more than small work. */
    default boolean gainsByRecording() {
        return false;
    }

    /** Waits until all work handed to the device is done. */
    void finish();

    /** Gives memory that is kept for reuse back to the system. */
    void trim();

    @Override
    void close();

    /** A dense view of fresh memory. */
    default View allocate(DType dtype, int... shape) {
        Layout l = Layout.dense(shape);
        return new View(allocate(l.size() * dtype.bytes()), dtype, l);
    }
}
