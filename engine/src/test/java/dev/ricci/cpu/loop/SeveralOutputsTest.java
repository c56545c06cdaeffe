package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.*;
import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.loop.HostViews.Kind;
import dev.ricci.formula.Formula;
import org.junit.jupiter.api.Test;

/** Outputs that are inputs too, and several outputs in one pass. */
class SeveralOutputsTest {
    private static final Loops[] COMPILERS = {new Loops(VectorApi.present()), new Loops(false)};

    @Test
    void anOutputMayBeAnInput() {
        try (Scope _ = Scope.open(); Pool pool = new Pool(2)) {
            for (Loops loops : COMPILERS) {
                for (Kind kind : new Kind[] {Kind.DENSE, Kind.PERMUTED, Kind.GAPS, Kind.BACKWARDS}) {
                    View x = HostViews.fill(HostViews.make(kind, FLOAT32, 5, 2111), 1, 2, 3, 4, 5);
                    View y = HostViews.fill(HostViews.dense(FLOAT32, 5, 2111), 10, 20, 30);
                    double[] before = HostViews.values(x);
                    double[] other = HostViews.values(y);
                    ElementwiseMap.map(loops, pool, X.mul(X).add(Y), x, x, y);
                    double[] want = new double[before.length];
                    for (int i = 0; i < want.length; i++) {
                        want[i] = before[i] * before[i] + other[i];
                    }
                    assertArrayEquals(want, HostViews.values(x), kind.toString());
                }
            }
        }
    }

    @Test
    void allOutputsAreMadeFromTheOldValues() {
        try (Scope _ = Scope.open(); Pool pool = new Pool(3)) {
            for (Loops loops : COMPILERS) {
                View a = HostViews.fill(HostViews.dense(FLOAT64, 3, 19), 1, 2, 3, 4);
                View b = HostViews.fill(HostViews.dense(FLOAT64, 3, 19), 5, 6, 7);
                View c = HostViews.dense(FLOAT64, 3, 19);
                double[] x = HostViews.values(a);
                double[] y = HostViews.values(b);
                Formula shared = X.mul(Y);
                ElementwiseMap.mapAll(loops, pool, new Formula[] {Y, X, shared.add(shared)}, new View[] {a, b, c}, a, b);
                assertArrayEquals(y, HostViews.values(a));
                assertArrayEquals(x, HostViews.values(b));
                for (int i = 0; i < x.length; i++) {
                    x[i] = 2 * x[i] * y[i];
                }
                assertArrayEquals(x, HostViews.values(c));
            }
        }
    }

    @Test
    void outputsMayDifferInTypeAndLayout() {
        try (Scope _ = Scope.open(); Pool pool = new Pool(1)) {
            for (Loops loops : COMPILERS) {
                View x = HostViews.fill(HostViews.dense(FLOAT32, 4, 5), -1.5, 0, 2.5);
                View bool = HostViews.make(Kind.GAPS, BOOL, 4, 5);
                View whole = HostViews.make(Kind.PERMUTED, INT32, 4, 5);
                View half = HostViews.dense(FLOAT32, 4, 5);
                ElementwiseMap.mapAll(loops, pool, new Formula[] {X.less(of(0)), X, X.mul(0.5)}, new View[] {bool, whole, half}, x);
                double[] in = HostViews.values(x);
                for (int i = 0; i < in.length; i++) {
                    assertArrayEquals(new double[] {in[i] < 0 ? 1 : 0, (int) in[i], in[i] / 2}, new double[] {
                        HostViews.get(bool, i / 5, i % 5), HostViews.get(whole, i / 5, i % 5), HostViews.get(half, i / 5, i % 5)});
                }
            }
        }
    }
}
