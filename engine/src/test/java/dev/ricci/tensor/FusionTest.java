package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is joined, what is not, and that nobody can tell by the numbers. */
class FusionTest {
    private final CountingDevice counting = new CountingDevice(Devices.current());
    private final Tensor a = random(1, DType.FLOAT32, 7, 33);
    private final Tensor b = random(2, DType.FLOAT32, 7, 33);
    private final Tensor c = random(3, DType.FLOAT32, 33);

    private Tensor random(long seed, DType dtype, int... shape) {
        return new Generator(seed).normal(dtype, shape).to(counting.device());
    }

    private int passes(Supplier<Tensor> work, Tensor... expected) {
        Fusion fusion = new Fusion();
        double[] first = fusion.run(() -> work.get().toDoubles());
        counting.reset();
        double[] second = fusion.run(() -> work.get().toDoubles());
        assertArrayEquals(first, second);
        int reads = counting.calls("read") == 1 ? 1 : 0; // toDoubles casts once
        return counting.calls("map") + counting.calls("reduce") - reads;
    }

    @Test
    void aChainIsOnePass() {
        assertEquals(1, passes(() -> a.mul(b).add(c).tanh()));
        assertEquals(1, passes(() -> a.mul(b).tanh().sub(a).square().sum()), "the sum takes the chain into its own pass");
        assertEquals(2, passes(() -> a.mul(b).add(c).sum()), "but not where it would read, and so add up, in another order");
    }

    @Test
    void eagerWorkIsNotJoined() {
        counting.reset();
        a.mul(b).add(c).tanh();
        assertEquals(3, counting.calls("map"));
    }

    @Test
    void whatIsReadElsewhereIsWritten() {
        assertEquals(2, passes(() -> {
            Tensor part = a.mul(b).exp();
            return part.add(1).add(part.t().t());
        }));
    }

    @Test
    void whatTwoUseIsComputedTwiceOnlyWhereThatIsCheap() {
        assertEquals(3, passes(() -> {
            Tensor part = a.add(b);
            return part.exp().sum().add(part.tanh().sum());
        }), "two sums and the addition of both");
        assertEquals(4, passes(() -> {
            Tensor part = a.exp().add(b).exp().mul(a).tanh();
            return part.add(1).sum().add(part.sub(1).sum());
        }), "the part, two sums, the addition");
    }

    @Test
    void shapesAndTypesThatChangeOnTheWayEndAChain() {
        assertEquals(2, passes(() -> c.exp().add(a)), "exp of 33 numbers, not of 231");
        Tensor counts = Tensor.arange(33).to(counting.device());
        assertEquals(2, passes(() -> counts.mul(counts).add(c)), "int32 products wrap around, float32 ones do not");
        assertEquals(1, passes(() -> c.less(0).where(c, c.mul(2))), "a comparison is exact in any type");
    }

    @Test
    void aParameterThatChangesEndsAChain() {
        Parameter p = new Parameter(a);
        Fusion fusion = new Fusion();
        double[][] got = new double[3][];
        for (int run = 0; run < 3; run++) {
            p.set(a);
            int at = run;
            fusion.run(() -> {
                Tensor before = p.value().mul(b);
                p.update(X.add(1));
                got[at] = before.add(c).toDoubles();
                return null;
            });
        }
        assertArrayEquals(got[0], got[1]);
        assertArrayEquals(got[0], got[2]);
    }

    @Test
    void anotherPathThanBeforeIsComputedAsItComes() {
        Fusion fusion = new Fusion();
        Tensor[] kept = new Tensor[1];
        Supplier<Tensor> usual = () -> a.mul(b).add(c);
        Supplier<Tensor> other = () -> {
            kept[0] = a.mul(b);
            return kept[0].t();
        };
        fusion.run(() -> usual.get().toDoubles());
        assertArrayEquals(a.mul(b).t().toDoubles(), fusion.run(() -> other.get().toDoubles()));
        assertArrayEquals(a.sub(c).exp().toDoubles(), fusion.run(() -> a.sub(c).exp().toDoubles()));
        assertArrayEquals(a.mul(b).add(c).toDoubles(), fusion.run(() -> usual.get().toDoubles()));
    }

    @Test
    void whatWasPutOffCannotBeReadAfterTheRun() {
        Fusion fusion = new Fusion();
        Tensor[] part = new Tensor[1];
        Supplier<Object> work = () -> {
            part[0] = a.mul(b);
            return part[0].add(c).toDoubles();
        };
        fusion.run(work);
        fusion.run(work);
        var e = assertThrows(IllegalStateException.class, () -> part[0].toDoubles());
        assertTrue(e.getMessage().startsWith("mul: its result became a part of what uses it"), e::getMessage);
        fusion.run(work);
        assertArrayEquals(a.mul(b).toDoubles(), part[0].toDoubles(), "once asked for, it is computed in later runs");
    }

    @Test
    void gradientsKeepTheirBits() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Parameter w = new Parameter(random(5, dtype, 33, 20));
            Parameter shift = new Parameter(random(6, dtype, 20));
            Tensor x = a.to(dtype);
            Supplier<Tensor> work = () -> {
                Tensor h = x.matmul(w.value()).add(shift.value()).gelu();
                Tensor loss = h.mul(h.sigmoid()).sub(0.5).square().mean();
                Gradients g = Gradients.of(loss);
                Tensor[] both = {g.get(w), g.get(shift)};
                w.update(X.sub(Y.mul(0.1)), both[0]);
                shift.update(X.sub(Y.mul(0.1)), both[1]);
                return loss;
            };
            Fusion fusion = new Fusion();
            double[][] losses = {train(w, shift, work), train(w, shift, () -> fusion.run(work))};
            assertArrayEquals(losses[0], losses[1]);
            assertTrue(fusion.joined() >= 5, () -> fusion.joined() + " of " + fusion.operations() + " joined");
        }
    }

    @Test
    void programsMadeAtRandomKeepTheirBits() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int seed = 0; seed < 60; seed++) {
                int s = seed;
                Tensor[] given = {a.to(dtype), b.to(dtype), c.to(dtype), b.to(dtype).t().contiguous().t(), a.less(0)};
                Parameter p = new Parameter(given[0]);
                Supplier<double[]> work = () -> program(s, given, p).toDoubles();
                double[] eager = work.get();
                Fusion fusion = new Fusion();
                fusion.run(work);
                assertArrayEquals(eager, fusion.run(work), "program " + s + " in " + dtype);
            }
        }
    }

    /** Some operations on what there is so far, and a gradient. */
    private static Tensor program(int seed, Tensor[] given, Parameter p) {
        Random random = new Random(seed);
        List<Tensor> made = new ArrayList<>(List.of(given));
        made.add(p.value());
        for (int i = 0; i < 12; i++) {
            Tensor x = made.get(random.nextInt(made.size()));
            Tensor y = made.get(random.nextInt(made.size()));
            x = x.dtype() == DType.BOOL ? x.where(given[0], given[2]) : x;
            made.add(switch (random.nextInt(10)) {
                case 0 -> x.mul(y);
                case 1 -> x.add(y);
                case 2 -> x.sub(0.3);
                case 3 -> x.tanh();
                case 4 -> x.sigmoid();
                case 5 -> x.mul(0.5).gelu();
                case 6 -> x.abs().sqrt();
                case 7 -> x.less(y).where(x, given[1]);
                case 8 -> x.square().add(1).log();
                default -> x.sub(x.meanKeeping(random.nextInt(x.rank())));
            });
        }
        Tensor last = made.getLast();
        last = (last.dtype() == DType.BOOL ? p.value() : last).mul(p.value()).add(made.get(7));
        return Gradients.of(last.square().mean()).get(p).add(last.detach());
    }

    private double[] train(Parameter w, Parameter shift, Supplier<Tensor> step) {
        w.set(random(5, w.dtype(), 33, 20));
        shift.set(random(6, w.dtype(), 20));
        double[] losses = new double[4];
        for (int i = 0; i < losses.length; i++) {
            try (Scope _ = Scope.open()) {
                losses[i] = step.get().item();
            }
        }
        return losses;
    }
}
