package dev.ricci.cuda;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Factorisations and solvers, done by the host's processor: the matrices are copied there and the results back.
 *
 * <p>For what {@link dev.ricci.cuda.factor.FactorWay} leaves to the host. A step that is recorded cannot contain them, since it would wait
 * for the copies.
 */
final class HostSolvers implements AutoCloseable {
    private Backend host;

    private synchronized Backend host() {
        if (host == null) {
            host = Devices.open("cpu", DeviceOptions.DEFAULT);
        }
        return host;
    }

    void factor(Factorisation kind, View[] out, View in) {
        try (Scope _ = Scope.open()) {
            View[] made = new View[out.length];
            for (int i = 0; i < made.length; i++) {
                made[i] = host().allocate(out[i].dtype(), out[i].shape());
            }
            host().factor(kind, made, toHost(in));
            for (int i = 0; i < made.length; i++) {
                toDevice(out[i], made[i]);
            }
        }
    }

    void solve(Solver kind, View out, View a, View b) {
        try (Scope _ = Scope.open()) {
            View made = host().allocate(out.dtype(), out.shape());
            host().solve(kind, made, toHost(a), toHost(b));
            toDevice(out, made);
        }
    }

    private View toHost(View v) {
        View copy = host().allocate(v.dtype(), v.shape());
        copy(v, copy, v.size() * v.dtype().bytes(), v.dtype());
        return copy;
    }

    private static void toDevice(View to, View from) {
        copy(from, to, from.size() * from.dtype().bytes(), from.dtype());
    }

    private static void copy(View from, View to, long bytes, DType type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment between = arena.allocate(Math.max(1, bytes), type.bytes());
            from.backend().read(from, between);
            to.backend().write(to, between);
        }
    }

    @Override
    public synchronized void close() {
        if (host != null) {
            host.close();
            host = null;
        }
    }
}
