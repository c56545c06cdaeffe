package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The result of an element-wise operation in a {@link Fusion}: watched in the first run; in later ones perhaps put off until somebody
 * asks for its numbers, which mostly nobody does.
 */
final class Deferred {
    private final Fusion fusion;
    private final Link link;
    private final DType computing;
    private final Pointwise operation;
    private final Backend device;
    private final int changes;
    private final boolean putOff;
    private final Scope scope = Scope.innermost();
    private Tensor[] in;
    private View made;

    Deferred(Fusion fusion, Link link, DType computing, Pointwise operation, Tensor[] in, boolean putOff) {
        this.fusion = fusion;
        this.link = link;
        this.computing = computing;
        this.operation = operation;
        this.device = in[0].backend();
        this.changes = fusion.changes();
        this.in = in;
        this.putOff = putOff;
    }

    Backend backend() {
        return device;
    }

    /** The operation with all that was joined to it, over {@link #inputs}. */
    Pointwise operation() {
        return operation;
    }

    Tensor[] inputs() {
        return in;
    }

    /** Whether the numbers do not exist yet. */
    boolean isWaiting() {
        return made == null;
    }

    /** Type and shape, and the memory where it has been computed. */
    View start() {
        return putOff ? new View(null, link.place().dtype(), link.place().layout()) : make();
    }

    /** The numbers, for something that is not element-wise. */
    View demand() {
        link.wantElsewhere();
        return numbers();
    }

    /** The numbers. */
    View numbers() {
        return made != null ? made : make();
    }

    private View make() {
        if (changes != fusion.changes()) {
            throw new IllegalStateException(operation.name() + ": its result became a part of what uses it, and only now that the step"
                    + " has changed a parameter or ended are its numbers asked for; read them inside the step, in each of its runs");
        }
        Supplier<View> work = () -> operation.compute(link.place().dtype(), link.place().layout(), in);
        // it lives in the scope where it was made, not in that where it is first needed
        View out = scope == Scope.innermost() ? work.get() : scope == null ? Scope.outside(work) : scope.inside(work);
        made = out;
        in = null;
        return out;
    }

    /** As of a buffer: nothing changes what does not exist yet. */
    int version() {
        return made == null ? 0 : made.buffer().version();
    }

    boolean isOpen() {
        return made == null ? Arrays.stream(in).allMatch(Tensor::isOpen) : made.buffer().isOpen();
    }

    Link link() {
        return link;
    }

    boolean isOf(Fusion other) {
        return fusion == other;
    }

    /**
     * Whether a formula that is computed in the type over the layout may take this one as a part and give the same bits: nothing was
     * rounded between them, and no memory that this reads has changed.
     */
    boolean canJoin(Layout layout, DType type) {
        DType own = link.place().dtype();
        boolean exact = own == type || own == DType.BOOL;
        return exact && computing == type && link.place().layout().sameShape(layout) && changes == fusion.changes();
    }
}
