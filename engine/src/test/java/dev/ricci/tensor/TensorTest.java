package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void valuesGoInAndComeOutInEveryType() {
        assertArrayEquals(new float[] {1.5f, -2}, Tensor.of(new float[] {1.5f, -2}).toFloats());
        assertArrayEquals(new double[] {1e300, -2}, Tensor.of(new double[] {1e300, -2}).toDoubles());
        assertArrayEquals(new int[] {Integer.MIN_VALUE, 7}, Tensor.of(new int[] {Integer.MIN_VALUE, 7}).toInts());
        assertArrayEquals(new boolean[] {true, false, true}, Tensor.of(new boolean[] {true, false, true}).toBooleans());
        assertEquals(3.25, Tensor.scalar(DType.FLOAT64, 3.25).item());
    }

    @Test
    void segmentsGoInAndComeOut() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            Tensor t = Tensor.of(DType.FLOAT32, in, 2, 3).t();
            MemorySegment out = arena.allocate(24);
            t.copyTo(out);
            assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, out.toArray(ValueLayout.JAVA_FLOAT));
            assertThrows(IllegalArgumentException.class, () -> t.copyTo(arena.allocate(23)));
            assertThrows(IllegalArgumentException.class, () -> Tensor.of(DType.FLOAT64, in, 2, 3));
        }
    }

    @Test
    void typesPromoteAndConvert() {
        Tensor i = Tensor.of(new int[] {1, 2, 3});
        assertEquals(DType.INT32, i.add(1).dtype());
        assertEquals(DType.FLOAT32, i.add(0.5).dtype());
        assertArrayEquals(new float[] {0.5f, 1, 1.5f}, i.div(2).toFloats());
        assertEquals(DType.FLOAT64, i.add(Tensor.of(new double[] {1})).dtype());
        assertEquals(DType.BOOL, i.less(2.5).dtype());
        assertArrayEquals(new boolean[] {true, true, false}, i.less(2.5).toBooleans());
        assertEquals(DType.INT32, i.less(2.5).sum().dtype());
        assertEquals(2, i.less(2.5).sum().item());
        assertArrayEquals(new int[] {-1, 0, 1, 2}, Tensor.of(new float[] {-1.7f, -0.3f, 1.2f, 2.9f}).to(DType.INT32).toInts());
        assertArrayEquals(new boolean[] {true, false, true}, Tensor.of(new float[] {-0.5f, 0, 3}).to(DType.BOOL).toBooleans());
    }

    @Test
    void printsAsNumPyDoes() {
        assertEquals("[[1., 2., 3.],\n [4., 5., 6.]]  [2, 3]", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).toString());
        assertEquals("[ 0.5000, -1.2500]  [2]", Tensor.of(new float[] {0.5f, -1.25f}).toString());
        assertEquals("7 int32", Tensor.scalar(DType.INT32, 7).toString());
        assertEquals("[ true, false]  [2] bool", Tensor.of(new boolean[] {true, false}).toString());
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        assertEquals("[ nan,  inf, -inf]  [3]", Tensor.of(special).toString());
        assertEquals("[]  [0]", Tensor.zeros(0).toString());
        assertEquals("[   0,    1,    2, ..., 1997, 1998, 1999]  [2000] int32", Tensor.arange(2000).toString());
    }

    @Test
    void messagesNameBothShapesAndTheRemedy() {
        Tensor a = Tensor.zeros(32, 128);
        Tensor b = Tensor.zeros(64, 10);
        assertEquals("matmul: the first has 128 columns, the second 64 rows; shapes [32, 128] and [64, 10]",
                assertThrows(IllegalArgumentException.class, () -> a.matmul(b)).getMessage());
        String sum = assertThrows(IllegalArgumentException.class, () -> a.add(b)).getMessage();
        assertTrue(sum.startsWith("add: ") && sum.contains("[32, 128] and [64, 10]"), sum);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> a.toInts()).getMessage().contains("to(DType)"));
    }

    @Test
    void useAfterItsScopeClosedIsAnException() {
        Tensor kept;
        Tensor lost;
        try (Scope scope = Scope.open()) {
            lost = Tensor.ones(3);
            kept = scope.keep(lost.add(1));
        }
        assertEquals(6, kept.sum().item());
        Tensor gone = lost;
        String message = assertThrows(IllegalStateException.class, () -> gone.add(1)).getMessage();
        assertTrue(message.contains("keep"), message);
        assertTrue(gone.toString().contains("closed"), gone.toString());
    }

    @Test
    void parametersChangeInPlaceAndTogether() {
        Parameter w = new Parameter(Tensor.of(new float[] {1, 2, 3}));
        Parameter m = new Parameter(Tensor.zeros(3));
        Tensor before = w.value();
        Formula x = Formula.X;
        Formula y = Formula.Y;
        Parameter.updateAll(new Formula[] {x.sub(Formula.Z), x.add(y)}, new Parameter[] {w, m}, Tensor.of(new float[] {10, 10, 10}));
        assertArrayEquals(new float[] {-9, -8, -7}, w.value().toFloats());
        assertArrayEquals(new float[] {1, 2, 3}, m.value().toFloats(), "computed from the old values");
        assertTrue(!w.isCurrent(before));
        w.set(4, 5, 6);
        assertArrayEquals(new float[] {4, 5, 6}, w.value().toFloats());
        w.update(x.mul(2));
        assertArrayEquals(new float[] {8, 10, 12}, w.value().toFloats());
    }

    @Test
    void aGeneratorGoesOnWhereItsPositionSays() {
        Generator a = new Generator(42);
        float[] first = a.uniform(DType.FLOAT32, 10).toFloats();
        long position = a.position();
        assertEquals(3, position, "10 words are 3 blocks of 4");
        float[] second = a.normal(DType.FLOAT32, 7).toFloats();
        Generator b = new Generator(0);
        b.restore(42, position);
        assertArrayEquals(second, b.normal(DType.FLOAT32, 7).toFloats());
        for (float u : first) {
            assertTrue(u >= 0 && u < 1);
        }
    }
}
