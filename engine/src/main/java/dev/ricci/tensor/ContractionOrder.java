package dev.ricci.tensor;

import dev.ricci.backend.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In which order to multiply several tensors two at a time, for the fewest multiplications.
 *
 * <p>Up to {@value #MOST_EXACT} operands: the least of all orders, outer products included, by dynamic programming over the sets of
 * operands (Pfeifer, Haegeman, Verstraete 2014). Beyond: always the pair whose product is smallest beside what it takes the place of (the
 * greedy order of Smith and Gray 2018).
 *
 * <p>Orders with a product of more axes than a tensor has are passed over.
 *
 * @param pairs what is multiplied, by number: operands first, then each product as it is made
 * @param cost the multiplications; infinite where no order was found
 */
record ContractionOrder(List<int[]> pairs, double cost) {
    static final int MOST_EXACT = 8;

    /** Operands and result as sets of axes; an axis in no other operand and not in the result is summed as soon as that holds. */
    static ContractionOrder of(long[] operands, long output, int... sizes) {
        return operands.length <= MOST_EXACT ? exact(operands, output, sizes) : greedy(operands, output, sizes);
    }

    /** The product of the lengths of a set of axes. */
    static double size(long set, int... sizes) {
        double n = 1;
        for (long s = set; s != 0; s &= s - 1) {
            n *= sizes[Long.numberOfTrailingZeros(s)];
        }
        return n;
    }

    /** Whether a tensor can have so many axes. */
    static boolean fits(long set) {
        return Long.bitCount(set) <= Check.MOST_AXES;
    }

    static ContractionOrder exact(long[] operands, long output, int... sizes) {
        int all = (1 << operands.length) - 1;
        long[] axes = new long[all + 1];
        for (int s = 1; s <= all; s++) {
            axes[s] = union(operands, s) & (output | union(operands, all & ~s));
        }
        double[] cost = new double[all + 1];
        double[] memory = new double[all + 1];
        int[] left = new int[all + 1];
        for (int s = 1; s <= all; s++) {
            if ((s & s - 1) == 0) {
                continue;
            }
            cost[s] = Double.POSITIVE_INFINITY;
            memory[s] = Double.POSITIVE_INFINITY;
            for (int a = s - 1 & s; a > 0; a = a - 1 & s) {
                int b = s & ~a;
                if (a < b) {
                    continue; // each pair once
                }
                double c = fits(axes[s]) ? cost[a] + cost[b] + size(axes[a] | axes[b], sizes) : Double.POSITIVE_INFINITY;
                double m = memory[a] + memory[b] + size(axes[s], sizes);
                if (left[s] == 0 || c < cost[s] || c == cost[s] && m < memory[s]) {
                    cost[s] = c;
                    memory[s] = m;
                    left[s] = a;
                }
            }
        }
        List<int[]> pairs = new ArrayList<>();
        unfold(all, left, operands.length, pairs);
        return new ContractionOrder(pairs, cost[all]);
    }

    private static long union(long[] operands, int subset) {
        long u = 0;
        for (int s = subset; s != 0; s &= s - 1) {
            u |= operands[Integer.numberOfTrailingZeros(s)];
        }
        return u;
    }

    /** Notes how a set of operands is multiplied. @return its number */
    private static int unfold(int set, int[] left, int operands, List<int[]> pairs) {
        if (left[set] == 0) {
            return Integer.numberOfTrailingZeros(set);
        }
        int a = unfold(left[set], left, operands, pairs);
        int b = unfold(set & ~left[set], left, operands, pairs);
        pairs.add(new int[] {Math.min(a, b), Math.max(a, b)});
        return operands + pairs.size() - 1;
    }

    static ContractionOrder greedy(long[] operands, long output, int... sizes) {
        List<Integer> left = new ArrayList<>();
        long[] axes = Arrays.copyOf(operands, 2 * operands.length - 1);
        for (int i = 0; i < operands.length; i++) {
            left.add(i);
        }
        List<int[]> pairs = new ArrayList<>();
        double cost = 0;
        for (int next = operands.length; left.size() > 1; next++) {
            int[] best = cheapest(axes, left, output, sizes);
            if (best == null) {
                return new ContractionOrder(pairs, Double.POSITIVE_INFINITY);
            }
            cost += size(axes[best[0]] | axes[best[1]], sizes);
            axes[next] = product(best, axes, left, output);
            left.removeAll(List.of(best[0], best[1]));
            left.add(next);
            pairs.add(best);
        }
        return new ContractionOrder(pairs, cost);
    }

    /** Pairs that share an axis come before all others. Null where every product has too many axes. */
    private static int[] cheapest(long[] axes, List<Integer> left, long output, int... sizes) {
        int[] best = null;
        double least = 0;
        boolean sharing = false;
        for (int i = 0; i < left.size(); i++) {
            for (int j = i + 1; j < left.size(); j++) {
                int[] pair = {left.get(i), left.get(j)};
                boolean shares = (axes[pair[0]] & axes[pair[1]]) != 0;
                long product = product(pair, axes, left, output);
                double growth = size(product, sizes) - size(axes[pair[0]], sizes) - size(axes[pair[1]], sizes);
                if (!fits(product)) {
                    continue;
                }
                if (best == null || shares && !sharing || shares == sharing && growth < least) {
                    best = pair;
                    least = growth;
                    sharing = shares;
                }
            }
        }
        return best;
    }

    private static long product(int[] pair, long[] axes, List<Integer> left, long output) {
        long kept = output;
        for (int k : left) {
            kept |= k == pair[0] || k == pair[1] ? 0 : axes[k];
        }
        return (axes[pair[0]] | axes[pair[1]]) & kept;
    }
}
