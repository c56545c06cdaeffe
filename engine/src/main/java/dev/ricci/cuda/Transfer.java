package dev.ricci.cuda;

import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/** Copies between views and memory of the caller's, row-major without gaps; views with gaps go through a dense one. */
final class Transfer {
    private Transfer() {}

    static void write(Context context, View to, MemorySegment from) {
        long bytes = Check.host("write", to, from);
        if (bytes == 0) {
            return;
        }
        if (to.layout().isDense()) {
            context.write(to, from, bytes);
            return;
        }
        try (Scope _ = Scope.open()) {
            View dense = to.backend().allocate(to.dtype(), to.shape());
            context.write(dense, from, bytes);
            to.backend().map(Formula.X, to, dense);
        }
    }

    static void read(Context context, View from, MemorySegment to) {
        long bytes = Check.host("read", from, to);
        if (bytes == 0) {
            return;
        }
        if (from.layout().isDense()) {
            context.read(from, to, bytes);
            return;
        }
        try (Scope _ = Scope.open()) {
            View dense = from.backend().allocate(from.dtype(), from.shape());
            from.backend().map(Formula.X, dense, from);
            context.read(dense, to, bytes);
        }
    }
}
