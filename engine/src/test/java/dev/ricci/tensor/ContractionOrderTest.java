package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What einsum costs, in multiplications, beside the least over all orders. */
class ContractionOrderTest {
    /** Tries every order, of pairs as sets of axes. */
    private static double least(List<Long> left, long output, int... sizes) {
        if (left.size() == 1) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < left.size(); i++) {
            for (int j = i + 1; j < left.size(); j++) {
                List<Long> next = new ArrayList<>(left);
                long b = next.remove(j);
                long a = next.remove(i);
                long kept = output;
                for (long other : next) {
                    kept |= other;
                }
                next.add((a | b) & kept);
                best = Math.min(best, ContractionOrder.size(a | b, sizes) + least(next, output, sizes));
            }
        }
        return best;
    }

    private static EinsumPlan plan(String equation, int... lengthByLetter) {
        String[] terms = equation.split("->")[0].split(",");
        int[][] shapes = Arrays.stream(terms).map(t -> t.chars().map(c -> lengthByLetter[c - 'a']).toArray()).toArray(int[][]::new);
        return EinsumPlan.of(equation, shapes);
    }

    private static double check(String equation, int... lengthByLetter) {
        EinsumPlan p = plan(equation, lengthByLetter);
        List<Long> sets = Arrays.stream(p.sets()).boxed().toList();
        assertEquals(least(sets, p.axes().set(p.axes().output()), p.axes().sizes()), p.order().cost(), equation);
        return p.order().cost();
    }

    @Test
    void classicExamplesCostTheLeastOfAllOrders() {
        assertEquals(7500, check("ab,bc,cd->ad", 10, 100, 5, 50)); // Cormen et al.: (AB)C, not A(BC) with 75000
        assertEquals(15125, check("ab,bc,cd,de,ef,fg->ag", 30, 35, 15, 5, 10, 20, 25)); // Cormen et al., matrix chain
        assertEquals(4 * Math.pow(10, 5), check("ea,fb,abcd,gc,hd->efgh", 10, 10, 10, 10, 10, 10, 10, 10)); // four indices transformed
        assertEquals(6 + 2, check("a,ab,b->", 2, 3)); // b first, of length 3
    }

    @Test
    void randomNetworksCostTheLeastOfAllOrders() {
        Random random = new Random(3);
        for (int n = 0; n < 150; n++) {
            int operands = 3 + random.nextInt(4);
            String left = IntStream.range(0, operands).mapToObj(i -> random.ints(1 + random.nextInt(3), 'a', 'h').distinct()
                    .mapToObj(c -> "" + (char) c).collect(Collectors.joining())).collect(Collectors.joining(","));
            String out = left.chars().filter(Character::isLetter).distinct().filter(c -> random.nextInt(3) == 0)
                    .mapToObj(c -> "" + (char) c).collect(Collectors.joining());
            check(left + "->" + out, random.ints(8, 2, 20).toArray());
        }
    }

    @Test
    void manyOperandsAreOrderedGreedilyAndWellEnough() {
        EinsumPlan ring = plan("ab,bc,cd,de,ef,fg,gh,hi,ij,jk,kl,la->", 9, 8, 7, 6, 5, 4, 3, 4, 5, 6, 7, 8);
        assertEquals(11, ring.order().pairs().size());
        assertTrue(ring.order().cost() < 4000, "a ring of twelve cost " + ring.order().cost());
        Tensor[] many = IntStream.range(0, 30).mapToObj(i -> Tensor.ones(2, 2)).toArray(Tensor[]::new);
        String chain = IntStream.range(0, 30).mapToObj(i -> "" + letter(i) + letter(i + 1)).collect(Collectors.joining(","));
        assertEquals(Math.pow(2, 29), Products.einsum(chain + "->" + letter(0) + letter(30), many).sum().item() / 4);
    }

    @Test
    void productsOfTooManyAxesArePassedOver() {
        int[] sizes = new int[26];
        Arrays.fill(sizes, 2);
        for (String equation : List.of("abcde,fghij,klmab,fgklm->", "abcdefgh,hijklmno,abcdijkl->efgmno", "abcd,efgh,ij,aei,bfj->")) {
            EinsumPlan p = plan(equation, sizes);
            List<Long> left = new ArrayList<>(Arrays.stream(p.sets()).boxed().toList());
            for (int[] pair : p.order().pairs()) {
                long product = left.get(pair[0]) | left.get(pair[1]);
                left.set(pair[0], 0L);
                left.set(pair[1], 0L);
                long kept = left.stream().reduce(p.axes().set(p.output()), (a, b) -> a | b);
                left.add(product & kept);
                assertTrue(Long.bitCount(product & kept) <= 8, equation);
            }
            assertEquals(p.axes().set(p.output()), left.getLast());
        }
    }

    private static char letter(int i) {
        return (char) (i < 26 ? 'a' + i : 'A' + i - 26);
    }

    @Test
    void aPlanIsMadeOnce() {
        assertSame(plan("ab,bc->ac", 2, 3, 4), plan("ab,bc->ac", 2, 3, 4));
        assertFalse(plan("ab,bc->ac", 2, 3, 4).equals(plan("ab,bc->ac", 2, 3, 5)));
    }

    @Test
    void oneFormulaWhereItCostsNoMore() {
        assertTrue(plan("ab,ab,ab->a", 5, 7).onePass());
        assertTrue(plan("a,a,a->", 5).onePass());
        assertFalse(plan("ab,bc,cd->ad", 5, 7, 3, 2).onePass());
    }

    @Test
    void permutedOperandsAreNotCopied() {
        try (Scope _ = Scope.open()) {
            Tensor a = Tensor.ones(3, 4, 5);
            for (int[] order : new int[][] {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}) {
                Indexed x = new Indexed(a.permute(order), order);
                assertEquals(0, x.copied(new int[0], new int[] {0, 1}, new int[] {2}));
                assertEquals(0, x.copied(new int[] {1}, new int[] {0}, new int[] {2}), "a batch anywhere");
                assertEquals(60, x.copied(new int[0], new int[] {0, 2}, new int[] {1}), "axes apart are not one axis");
            }
        }
    }
}
