package dev.ricci.cpu;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/** Copies between views and memory of the caller's, row-major without gaps. */
final class Transfer {
    private Transfer() {}

    static void write(Backend b, View to, MemorySegment from) {
        long bytes = Check.host("write", to, from);
        if (bytes == 0) {
            return;
        }
        if (to.layout().isDense()) {
            MemorySegment.copy(from, 0, Memory.ALL, HostBlock.address(to), bytes);
            return;
        }
        try (Scope _ = Scope.open()) {
            View dense = b.allocate(to.dtype(), to.shape());
            MemorySegment.copy(from, 0, Memory.ALL, HostBlock.address(dense), bytes);
            b.map(Formula.X, to, dense);
        }
    }

    static void read(Backend b, View from, MemorySegment to) {
        long bytes = Check.host("read", from, to);
        if (bytes == 0) {
            return;
        }
        if (from.layout().isDense()) {
            MemorySegment.copy(Memory.ALL, HostBlock.address(from), to, 0, bytes);
            return;
        }
        try (Scope _ = Scope.open()) {
            View dense = b.allocate(from.dtype(), from.shape());
            b.map(Formula.X, dense, from);
            MemorySegment.copy(Memory.ALL, HostBlock.address(dense), to, 0, bytes);
        }
    }
}
