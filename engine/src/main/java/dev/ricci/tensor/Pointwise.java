package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Apply;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A formula ready to be run on tensors: the gate of all element-wise work, forward and backward.
 *
 * <p>Both forms, {@link #map} and {@link #sum}, have gradients of the second form: for input i the sum of g df/dx_i over the axes along
 * which x_i was repeated. So gradients of any order come from here, and broadcasting is undone in this one place.
 */
final class Pointwise {
    private static final int MOST_KNOWN = 1 << 14;
    private static final Map<Formula, Pointwise> KNOWN = new ConcurrentHashMap<>();
    private static final Pointwise IDENTITY = of(X);

    private final Formula formula;
    private final boolean yieldsBool;
    private final boolean needsFloat;
    private final boolean needsFloatForLongs;
    private final ScalarOp ofBits;
    private String name; // made when it is first wanted: a formula as text costs more than many an operation
    private volatile PointwiseGradient[] ofMap;
    private volatile PointwiseGradient[] ofSum;

    private Pointwise(Formula formula) {
        this.formula = formula;
        this.yieldsBool = ResultType.isBool(formula);
        this.needsFloat = ResultType.needsFloat(formula, DType.INT32);
        this.needsFloatForLongs = ResultType.needsFloat(formula, DType.INT64);
        this.ofBits = ResultType.ofBits(formula);
    }

    /** A formula of the caller's for these tensors, of which there must be one for each input. */
    static Pointwise of(String op, Formula f, Tensor... in) {
        int needed = f.inputs().stream().mapToInt(i -> i + 1).max().orElse(0);
        if (in.length < Math.max(1, needed)) {
            throw new IllegalArgumentException(op + ": the formula " + f + " wants " + Math.max(1, needed) + " tensors, got " + in.length
                    + (needed == 0 ? "; one tells shape and device" : ""));
        }
        return of(f);
    }

    Formula formula() {
        return formula;
    }

    static Pointwise of(Formula f) {
        Pointwise known = KNOWN.get(f);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MOST_KNOWN) { // constants that change from call to call, as in a line search, must not pile up
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(f, Pointwise::new);
    }

    /** The sum of x into a shape that stretches to that of x: what undoes broadcasting. */
    static Tensor sumTo(Tensor x, int... shape) {
        return x.layout().hasShape(shape) ? x : IDENTITY.sum(x.dtype(), shape, x);
    }

    static Tensor cast(Tensor x, DType dtype) {
        View out = x.backend().allocate(dtype, x.shape());
        x.backend().map(X, out, x.view());
        return dtype.isFloat() && x.dtype().isFloat()
                ? Tensor.result("to", out, (i, g) -> g.to(x.dtype()), x)
                : Tensor.of(out);
    }

    /** f of the inputs, element by element. */
    Tensor map(Tensor... in) {
        DType first = in[0].dtype();
        boolean same = first.isFloat();
        for (int i = 1; i < in.length; i++) {
            same &= in[i].dtype() == first;
        }
        return same ? map(yieldsBool ? DType.BOOL : first, in) : mapMixed(in.clone());
    }

    /** Where integers meet functions of real numbers, one input is first made float32, so that the whole is computed in it. */
    private Tensor mapMixed(Tensor[] in) {
        boolean anyFloat = false;
        boolean anyLong = false;
        for (Tensor t : in) {
            anyFloat |= t.dtype().isFloat();
            anyLong |= t.dtype() == DType.INT64;
        }
        if (!anyFloat && (anyLong ? needsFloatForLongs : needsFloat)) {
            in[0] = in[0].to(DType.FLOAT32);
        }
        return map(ResultType.of(formula, in), in);
    }

    private Tensor map(DType dtype, Tensor... in) {
        backend(in);
        Layout layout = layout(in);
        Fusion fusion = Fusion.current();
        Deferred deferred = fusion == null ? null : fusion.enter(this, new Link.Place(dtype, layout, false), in);
        View out = deferred == null ? compute(dtype, layout, in) : deferred.start();
        if (!anyTracked(in)) {
            return deferred == null ? Tensor.of(out) : Tensor.result(this, out, deferred, null);
        }
        Tensor[] result = new Tensor[1];
        result[0] = Tensor.result(this, out, deferred, (i, g) -> gradient(mapGradients(in.length), i, in, g, result[0]), in);
        return result[0];
    }

    /** f of the inputs into fresh memory; they stretch to the layout. */
    View compute(DType dtype, Layout layout, Tensor... in) {
        Backend b = in[0].backend();
        View out = new View(b.allocate(layout.size() * dtype.bytes()), dtype, layout);
        b.map(formula, out, views(layout, in));
        return out;
    }

    /** The sum of f of the inputs into a shape that stretches to theirs together. */
    Tensor sum(DType dtype, int[] shape, Tensor... in) {
        Backend b = backend(in);
        Layout layout = layout(in);
        if (layout.hasShape(shape)) {
            return map(dtype, in);
        }
        int[] full = layout.shape();
        View out = b.allocate(dtype, shape.clone());
        Fusion fusion = Fusion.current();
        if (fusion == null) {
            b.reduce(Reduction.SUM, formula, out.broadcast(full), views(layout, in));
        } else {
            Deferred joined = fusion.enter(this, new Link.Place(dtype, layout, true), in);
            b.reduce(Reduction.SUM, joined.operation().formula, out.broadcast(full), views(layout, joined.inputs()));
        }
        return Tensor.result("sum", out, (i, g) -> gradient(sumGradients(in.length), i, in, g.broadcastTo(full), null), in);
    }

    /** The sum of f of the inputs over all elements, of rank 0. */
    Tensor sum(Tensor... in) {
        int[] ones = new int[layout(in).rank()];
        Arrays.fill(ones, 1);
        return sum(ResultType.of(formula, in).promote(DType.INT32), ones, in).reshape();
    }

    private static Tensor gradient(PointwiseGradient[] all, int i, Tensor[] in, Tensor g, Tensor out) {
        return all[i].at(in, g, out, in[i]);
    }

    private PointwiseGradient[] mapGradients(int inputs) {
        if (ofMap == null) {
            ofMap = PointwiseGradient.of(formula, inputs, true);
        }
        return ofMap;
    }

    private PointwiseGradient[] sumGradients(int inputs) {
        if (ofSum == null) {
            ofSum = PointwiseGradient.of(formula, inputs, false);
        }
        return ofSum;
    }

    private static boolean anyTracked(Tensor[] in) {
        for (Tensor t : in) {
            if (t.isTracked()) {
                return true;
            }
        }
        return false;
    }

    private void checkBits(Tensor[] in) {
        for (Tensor t : in) {
            if (t.dtype().isFloat()) {
                throw new IllegalArgumentException(ofBits.symbol() + ": wants integers or bool, got " + t.dtype()
                        + "; convert by to(DType.INT32) or to(DType.INT64)");
            }
        }
    }

    private Backend backend(Tensor[] in) {
        if (ofBits != null) {
            checkBits(in);
        }
        Backend b = in[0].backend();
        for (int i = 1; i < in.length; i++) {
            if (in[i].backend() != b) {
                Check.sameDevice(name(), b, in[i].backend());
            }
        }
        return b;
    }

    /** What errors call this: the one function it applies, as in "add", or the whole formula. */
    String name() {
        String known = name;
        if (known == null) {
            boolean one = formula instanceof Apply a && a.arguments().stream().allMatch(Formula.Input.class::isInstance);
            known = one ? name(((Apply) formula).op()) : Formulas.name(formula);
            name = known;
        }
        return known;
    }

    private static String name(ScalarOp op) {
        String word = Character.isLetter(op.symbol().charAt(0)) ? op.symbol() : op.name().toLowerCase(Locale.ROOT);
        return op == ScalarOp.SELECT ? "where" : word;
    }

    @Override
    public String toString() {
        return name();
    }

    /** The dense layout of all inputs broadcast together. */
    private Layout layout(Tensor[] in) {
        Layout l = in[0].layout();
        boolean same = true;
        for (int i = 1; i < in.length; i++) {
            same &= in[i].layout().sameShape(l);
        }
        if (same) {
            return l.offset() == 0 && l.isDense() ? l : Layout.dense(l.shape());
        }
        int[] shape = l.shape();
        for (int i = 1; i < in.length; i++) {
            shape = Check.broadcast(name(), shape, in[i].shape());
        }
        return Layout.dense(shape.clone());
    }

    private static View[] views(Layout layout, Tensor[] in) {
        View[] v = new View[in.length];
        for (int k = 0; k < v.length; k++) {
            View own = in[k].numbers();
            v[k] = own.layout().sameShape(layout) ? own : own.broadcast(layout.shape());
        }
        return v;
    }
}
