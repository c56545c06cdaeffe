package dev.ricci.linalg;

import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;

/** Numbers that an iteration changes in place: their memory is taken once, however many steps there are. */
final class Iterate {
    private final Tensor value;

    /** Begins with a copy, owned by the scope that is innermost now. */
    Iterate(Tensor initial) {
        value = initial.copy();
    }

    /** The numbers now; the tensor sees later changes. */
    Tensor value() {
        return value;
    }

    /** value = f(in...), in one pass; inputs broadcast to its shape, and it may be one of them. */
    void set(Formula f, Tensor... in) {
        View[] views = new View[in.length];
        for (int i = 0; i < in.length; i++) {
            views[i] = in[i].view().broadcast(value.shape());
        }
        value.backend().map(f, value.view(), views);
    }
}
