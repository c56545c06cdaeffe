package dev.ricci.cuda.formula;

import static dev.ricci.formula.Formula.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Formulas that need every slot of the interpreter, or one more: slots and a reduction's own shared memory fit into one block's. */
class MostSlotsTest {
    private static final int INPUTS = 16;
    private static final int N = 300;

    private final Backend device = CudaUnderTest.device();

    /** Of inputs that are all wanted again at the end, so many results wait for each other: each needs a slot. */
    private static Formula waiting(int results) {
        Formula inner = input(results).exp();
        for (int i = results - 1; i >= 0; i--) {
            inner = input(i).exp().sub(inner);
        }
        Formula all = input(0);
        for (int i = 1; i < INPUTS; i++) {
            all = all.add(input(i));
        }
        return inner.mul(all);
    }

    private static double[] values(int i) {
        double[] x = new double[INPUTS];
        for (int k = 0; k < INPUTS; k++) {
            x[k] = (i + k) % 7 * 0.1;
        }
        return x;
    }

    private void check(Formula f, DType type) {
        try (Scope _ = Scope.open()) {
            View[] in = new View[INPUTS];
            for (int k = 0; k < INPUTS; k++) {
                in[k] = device.allocate(type, N);
                double[] column = new double[N];
                for (int i = 0; i < N; i++) {
                    column[i] = values(i)[k];
                }
                device.write(in[k], bytes(column, type));
            }
            View one = device.allocate(type, 1);
            device.reduce(Reduction.SUM, f, one.broadcast(N), in);
            double expected = 0;
            Exact exact = new Exact(f);
            for (int i = 0; i < N; i++) {
                expected += exact.at(values(i));
            }
            assertEquals(1, read(one, type) / expected, type == DType.FLOAT32 ? 1e-5 : 1e-12);
        }
    }

    private static MemorySegment bytes(double[] v, DType type) {
        if (type == DType.FLOAT64) {
            return MemorySegment.ofArray(v);
        }
        float[] f = new float[v.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) v[i];
        }
        return MemorySegment.ofArray(f);
    }

    private double read(View v, DType type) {
        double[] d = new double[1];
        float[] f = new float[1];
        device.read(v, type == DType.FLOAT64 ? MemorySegment.ofArray(d) : MemorySegment.ofArray(f));
        return type == DType.FLOAT64 ? d[0] : f[0];
    }

    @Test
    void everySlotInAReduction() {
        boolean met = false;
        for (int results = 3; results < 12; results++) {
            Formula f = waiting(results);
            met |= new Instructions(new Program(f).code(), INPUTS).slots() == Instructions.MOST_SLOTS;
            check(f, DType.FLOAT32);
            check(f, DType.FLOAT64);
        }
        assertTrue(met, "none of the formulas needs exactly the slots there are");
    }
}
