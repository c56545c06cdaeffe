package dev.ricci.train;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Scope;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A copy of parameters as they once were, on the device. */
final class Snapshot {
    private final Map<String, Parameter> originals;
    private final Map<String, Parameter> copies = new LinkedHashMap<>();

    /** Takes the first copy. */
    Snapshot(Map<String, Parameter> originals) {
        this.originals = originals;
        originals.forEach((name, p) -> copies.put(name, new Parameter(p.value().detach())));
    }

    /** Copies the parameters again. */
    void take() {
        copies.forEach((name, copy) -> copy.set(originals.get(name).value().detach()));
    }

    /** Gives the parameters back the values of the copy. */
    void restore() {
        copies.forEach((name, copy) -> originals.get(name).set(copy.value().detach()));
    }

    Map<String, Parameter> copies() {
        return Collections.unmodifiableMap(copies);
    }

    /** How many elements are NaN or infinite, on the device. */
    static Tensor strange(Tensor t) {
        // x - x is 0 for numbers and NaN for infinities and NaN
        return Tensor.sum(X.sub(X).equal(of(0)).equal(of(0)), t.detach());
    }

    /** Whether every element of all tensors is a finite number. Waits for the device. */
    static boolean isFinite(Iterable<Tensor> tensors) {
        try (Scope _ = Scope.open()) {
            return History.off(() -> {
                Tensor strange = null;
                for (Tensor t : tensors) {
                    Tensor own = strange(t);
                    strange = strange == null ? own : strange.add(own);
                }
                return strange == null || strange.item() == 0;
            });
        }
    }
}
