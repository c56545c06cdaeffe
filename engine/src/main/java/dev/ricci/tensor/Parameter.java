package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Stored;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The one mutable thing: numbers that are learnt, or that change from step to step, at one place of the device's memory.
 *
 * <p>Its memory belongs to no scope. A loss computed before a change cannot give gradients after it.
 */
public final class Parameter implements Stored {
    private static final ThreadLocal<Set<Parameter>> WATCHED = new ThreadLocal<>();

    private final View view;
    private Tensor value;

    /** A copy of the initial value, in its own memory. */
    public Parameter(Tensor initial) {
        view = Scope.outside(() -> initial.backend().allocate(initial.dtype(), initial.shape()));
        view.backend().map(X, view, initial.view());
    }

    /** The value now, wanted where it is floating: gradients find their way to this parameter. */
    public Tensor value() {
        Tensor v = value;
        if (v == null) {
            v = view.dtype().isFloat() ? Tensor.leaf(view, this) : Tensor.of(view);
            value = v;
        }
        return v;
    }

    /** Whether a value taken earlier is still the value now. */
    public boolean isCurrent(Tensor taken) {
        return taken == value;
    }

    /** Notes that the numbers are others now: what was computed from earlier ones gives no gradients any more. */
    public void changed() {
        value = null;
        view.buffer().changed();
        Set<Parameter> watched = WATCHED.get();
        if (watched != null) {
            watched.add(this);
        }
    }

    /** The parameters that work changes: a device that replays it by itself changes them unseen, and {@link #changed} is to say so. */
    public static Set<Parameter> changedBy(Runnable work) {
        Set<Parameter> before = WATCHED.get();
        Set<Parameter> found = Collections.newSetFromMap(new IdentityHashMap<>());
        WATCHED.set(found);
        try {
            work.run();
        } finally {
            WATCHED.set(before);
            if (before != null) {
                before.addAll(found);
            }
        }
        return found;
    }

    @Override
    public View view() {
        return view;
    }

    public DType dtype() {
        return view.dtype();
    }

    public int[] shape() {
        return view.shape();
    }

    public long size() {
        return view.size();
    }

    /** New values from the host, row-major. */
    public void set(float... values) {
        Check.dtype("set", dtype(), DType.FLOAT32);
        Check.count("set", values.length, shape());
        Fusion.memoryChanges();
        view.backend().write(view, MemorySegment.ofArray(values));
        changed();
    }

    /** New values of the same shape. */
    public void set(Tensor values) {
        Check.sameShape("set", shape(), values.shape());
        Check.sameDevice("set", view.backend(), values.backend());
        View from = values.view();
        Fusion.memoryChanges();
        view.backend().map(X, view, from);
        changed();
    }

    /** value = f(value, others...), in place, in one pass; the others broadcast to the shape of this. */
    public void update(Formula f, Tensor... others) {
        updateAll(new Formula[] {f}, new Parameter[] {this}, others);
    }

    /**
     * Several of one shape in one pass: target i becomes f[i](targets..., others...), all computed from the old values.
     * This is how an optimizer changes a weight together with its moments.
     */
    public static void updateAll(Formula[] f, Parameter[] targets, Tensor... others) {
        int[] shape = targets[0].shape();
        View[] out = new View[f.length];
        View[] in = new View[targets.length + others.length];
        for (int i = 0; i < targets.length; i++) {
            Check.sameShape("updateAll", shape, targets[i].shape());
            in[i] = targets[i].view;
        }
        for (int i = 0; i < others.length; i++) {
            in[targets.length + i] = others[i].view().broadcast(shape);
        }
        Fusion.memoryChanges();
        for (int i = 0; i < f.length; i++) {
            out[i] = targets[i].view;
            targets[i].changed();
        }
        if (f.length == 1) {
            out[0].backend().map(f[0], out[0], in);
        } else {
            out[0].backend().map(f, out, in);
        }
    }
}
