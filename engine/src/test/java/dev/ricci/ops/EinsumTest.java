package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Products;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Einsum against its definition, one loop over all indices, and its answers to wrong calls. */
class EinsumTest {
    private static final String LETTERS = "ijkABz";
    private final Random random = new Random(5);

    /** A random equation that NumPy takes, with operands. */
    private record Call(String equation, Grid[] in) {}

    private Call call() {
        int operands = 1 + random.nextInt(5);
        boolean dots = random.nextInt(3) == 0;
        int[] lengths = random.ints(LETTERS.length(), 1, 4).toArray();
        lengths[random.nextInt(lengths.length)] = random.nextInt(12) == 0 ? 0 : 1;
        int[] broad = random.ints(2, 1, 4).toArray();
        String[] terms = new String[operands];
        Grid[] in = new Grid[operands];
        for (int i = 0; i < operands; i++) {
            String letters = letters(random.nextInt(4));
            int at = random.nextInt(letters.length() + 1);
            int wide = dots ? random.nextInt(3) : 0;
            terms[i] = letters.substring(0, at) + (dots ? "..." : "") + letters.substring(at);
            int[] shape = new int[letters.length() + wide];
            for (int a = 0; a < letters.length(); a++) {
                int length = lengths[LETTERS.indexOf(letters.charAt(a))];
                boolean alone = letters.indexOf(letters.charAt(a)) == letters.lastIndexOf(letters.charAt(a));
                shape[a < at ? a : a + wide] = alone && random.nextInt(6) == 0 ? 1 : length;
            }
            for (int d = 0; d < wide; d++) {
                shape[at + d] = random.nextInt(3) == 0 ? 1 : broad[2 - wide + d];
            }
            in[i] = new Grid(shape, random.doubles(Grid.size(shape), -2, 2).toArray());
        }
        String left = String.join(random.nextBoolean() ? "," : " , ", terms);
        return new Call(random.nextInt(3) == 0 ? left : left + "->" + result(left, dots), in);
    }

    private String letters(int count) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < count; i++) {
            s.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return s.toString();
    }

    private String result(String left, boolean dots) {
        List<String> parts = new ArrayList<>();
        left.chars().filter(Character::isLetter).distinct().filter(c -> random.nextBoolean()).forEach(c -> parts.add("" + (char) c));
        if (dots) {
            parts.add("...");
        }
        Collections.shuffle(parts, random);
        return String.join("", parts);
    }

    @Test
    void everyValidEquationGivesWhatTheLoopOverAllIndicesGives() {
        for (int n = 0; n < 400; n++) {
            Call c = call();
            try (Scope _ = Scope.open()) {
                Grid expected = PlainEinsum.of(c.equation, c.in);
                Tensor[] in = Arrays.stream(c.in).map(g -> strided(g.tensor(DType.FLOAT64))).toArray(Tensor[]::new);
                Tensor got = Products.einsum(c.equation, in);
                assertArrayEquals(expected.shape(), got.shape(), c.equation);
                assertArrayEquals(expected.values(), got.toDoubles(), 1e-10, c.equation);
            }
        }
    }

    /** The same numbers, sometimes behind other strides. */
    private Tensor strided(Tensor t) {
        return random.nextBoolean() ? t : Views.SAME_NUMBERS.get(random.nextInt(3)).apply(t);
    }

    @Test
    void gradientsOfRandomEquationsAreThoseOfTheSum() {
        for (int n = 0; n < 100; n++) {
            Call c = call();
            Tensor[] in = Arrays.stream(c.in).map(g -> g.tensor(DType.FLOAT64).wanted()).toArray(Tensor[]::new);
            Tensor y = Products.einsum(c.equation, in);
            Gradients g = Gradients.of(y.sum());
            int i = random.nextInt(in.length);
            // multilinear: the sum of x df/dx over all elements of one operand is f
            assertEquals(y.sum().item(), g.get(in[i]).mul(in[i]).sum().item(), 1e-9 * (1 + y.abs().sum().item()), c.equation);
            assertArrayEquals(in[i].shape(), g.get(in[i]).shape(), c.equation);
        }
    }

    @Test
    void integersAreExactAndTypesPromote() {
        Tensor a = Tensor.arange(6).reshape(2, 3);
        Tensor y = Products.einsum("ij,kj->ik", a, a);
        assertEquals(DType.INT32, y.dtype());
        assertArrayEquals(new int[] {5, 14, 14, 50}, y.toInts());
        assertEquals(DType.FLOAT64, Products.einsum("ij,j", a, Tensor.of(new double[] {1, 2, 3})).dtype());
        assertEquals(15, Products.einsum("ij->", a).item());
        Tensor large = Tensor.of(new long[] {1L << 40, (1L << 40) + 1}, 2, 1);
        assertArrayEquals(new long[] {3 * (1L << 40), 3 * (1L << 40) + 3},
                Products.einsum("ij,jk->ik", large, Tensor.of(new int[] {3}, 1, 1)).toLongs());
        assertEquals((1L << 41) + 1, Products.einsum("ij->", large).itemLong());
    }

    @Test
    void sixteenBitsAreRoundedOnceAtTheEnd() {
        for (DType half : new DType[] {DType.FLOAT16, DType.BFLOAT16}) {
            Tensor a = Tensor.arange(12).to(half).div(7.0).reshape(3, 4);
            Tensor y = Products.einsum("ij,kj,kl->il", a, a, a);
            assertEquals(half, y.dtype());
            Tensor wide = a.to(DType.FLOAT32);
            assertArrayEquals(Products.einsum("ij,kj,kl->il", wide, wide, wide).to(half).toDoubles(), y.toDoubles());
            assertEquals(half, a.matmul(a.t()).dtype());
            assertArrayEquals(wide.matmul(wide.t()).to(half).toDoubles(), a.matmul(a.t()).toDoubles());
            assertEquals(half, Products.einsum("ij->ji", a).dtype());
        }
    }

    private static String problem(String equation, int[]... shapes) {
        Tensor[] in = Arrays.stream(shapes).map(Tensor::zeros).toArray(Tensor[]::new);
        String message = assertThrows(IllegalArgumentException.class, () -> Products.einsum(equation, in), equation).getMessage();
        assertTrue(message.startsWith("einsum: '" + equation + "' "), message);
        return message.substring(equation.length() + 11);
    }

    private static int[] of(int... shape) {
        return shape;
    }

    @Test
    void everyKindOfWrongEquationHasAMessageOfItsOwn() {
        assertEquals("without operands; give one tensor for each term", problem("i"));
        assertEquals("names 2 operands, got 1", problem("i,j", of(2)));
        assertEquals("has '->' twice; one separates the operands from the result", problem("i->i->i", of(2)));
        assertEquals("has '-' in operand 0; axes are named by the letters a to z and A to Z, others by '...'",
                problem("i- >i", of(2)));
        assertEquals("has '1' in operand 1; axes are named by the letters a to z and A to Z, others by '...'",
                problem("i,i1", of(2), of(2, 2)));
        assertEquals("has a '.' in operand 0 that is no part of '...'", problem("i..", of(2)));
        assertEquals("has a '.' in operand 0 that is no part of '...'", problem("....i", of(2)));
        assertEquals("has '...' twice in operand 0; once at most", problem("...i...", of(2)));
        assertEquals("names 'i' twice in the result; each axis of it once", problem("i->ii", of(2)));
        assertEquals("names 'k' in the result, which no operand has", problem("ij->k", of(2, 3)));
        assertEquals("names 1 axes of operand 0, whose shape is [2, 3]; '...' stands for axes without letters",
                problem("i", of(2, 3)));
        assertEquals("names 2 axes of operand 0 beside '...', whose shape is [3]", problem("...ij", of(3)));
        assertEquals("names 2 axes of operand 1, whose shape is []", problem("i,ij", of(3), of()));
        assertEquals("takes the diagonal along 'i' of operand 0, where its axes have lengths 1 and 3; shape [1, 3]",
                problem("ii", of(1, 3)));
        assertEquals("has 'j' of length 3 in operand 0 and 4 in operand 1, and neither is 1",
                problem("ij,jk", of(2, 3), of(4, 5)));
        assertEquals("has '...' of length 2 in operand 0 and 3 in operand 1, and neither is 1",
                problem("...,...i", of(2), of(3, 5)));
        assertEquals("has '...' for 1 axes of the operands but not in the result; sum them by letters, or keep them",
                problem("...i->i", of(2, 3)));
        Tensor five = Tensor.ones(1, 1, 1, 1, 1);
        String ten = assertThrows(IllegalArgumentException.class, () -> Products.einsum("abcde,fghij->abcdefghij", five, five)).getMessage();
        assertTrue(ten.startsWith("einsum: the result of 'abcde,fghij->abcdefghij': tensors have 8 axes at most"), ten);
        int[] twos = {2, 2, 2, 2, 2, 2, 2, 2};
        assertEquals("has products of more than 8 axes in between, whatever is multiplied first;"
                + " multiply some of the operands by an einsum of their own",
                problem("abcdefgh,abcijklm,deflmnop,ghijknop->", twos, twos, twos, twos));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Products.einsum(null, Tensor.ones(2))).getMessage().contains("null"));
        String bool = assertThrows(IllegalArgumentException.class, () -> Products.einsum("i,i", Tensor.of(new boolean[2]),
                Tensor.of(new boolean[2]))).getMessage();
        assertTrue(bool.startsWith("einsum: wants [int32"), bool);
    }

    @Test
    void sizesThatAreTooLargeAreRefusedBeforeAnythingIsAllocated() {
        Tensor wide = Tensor.zeros(1).broadcastTo(1 << 30);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Products.einsum("a,b,c->abc", wide, wide, wide)).getMessage()
                .contains("more elements than can be addressed"));
    }
}
