package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How an einsum over operands of known shapes is computed: what is done to each alone, then which two are multiplied, again and again.
 *
 * @param sets the axes that each operand keeps when it is brought together with others
 * @param output the axes of the result that are longer than 1
 * @param shape the result's
 * @param onePass whether one formula over all operands costs no more than products of two
 */
record EinsumPlan(EinsumAxes axes, long[] sets, int[] output, int[] shape, ContractionOrder order, boolean onePass) {
    private static final int MOST_KNOWN = 1 << 12;
    private static final int MOST_IN_ONE_PASS = 4;
    private static final Map<Key, EinsumPlan> KNOWN = new ConcurrentHashMap<>();

    /** A text with the shapes of its operands. */
    private record Key(String equation, int[][] shapes) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Key k && equation.equals(k.equation) && Arrays.deepEquals(shapes, k.shapes);
        }

        @Override
        public int hashCode() {
            return 31 * equation.hashCode() + Arrays.deepHashCode(shapes);
        }
    }

    /** Plans are kept: training asks for the same ones again and again. */
    static EinsumPlan of(String equation, int[]... shapes) {
        if (equation == null) {
            return make(null, shapes);
        }
        Key key = new Key(equation, shapes);
        EinsumPlan known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(key, k -> make(k.equation, k.shapes));
    }

    private static EinsumPlan make(String equation, int[]... shapes) {
        EinsumAxes axes = EinsumAxes.of(EinsumText.parse(equation), shapes);
        int n = shapes.length;
        long[] all = new long[n];
        for (int i = 0; i < n; i++) {
            all[i] = wide(axes.inputs()[i], shapes[i]);
        }
        long output = axes.set(axes.output());
        long[] sets = new long[n];
        long union = output;
        for (int i = 0; i < n; i++) {
            long elsewhere = output;
            for (int j = 0; j < n; j++) {
                elsewhere |= j == i ? 0 : all[j];
            }
            sets[i] = all[i] & elsewhere;
            union |= sets[i];
        }
        ContractionOrder order = ContractionOrder.of(sets, output, axes.sizes());
        if (order.cost() == Double.POSITIVE_INFINITY) {
            throw EinsumText.wrong(equation, "has products of more than " + Check.MOST_AXES
                    + " axes in between, whatever is multiplied first; multiply some of the operands by an einsum of their own");
        }
        double whole = (n - 1) * ContractionOrder.size(union, axes.sizes());
        int[] wide = Arrays.stream(axes.output()).filter(a -> axes.sizes()[a] != 1).toArray();
        boolean onePass = n > 2 && n <= MOST_IN_ONE_PASS && ContractionOrder.fits(union) && whole <= order.cost();
        return new EinsumPlan(axes, sets, wide, axes.shape(), order, onePass);
    }

    /** The axes of an operand that are longer than 1. */
    private static long wide(int[] numbers, int... shape) {
        long set = 0;
        for (int a = 0; a < numbers.length; a++) {
            set |= shape[a] == 1 ? 0 : 1L << numbers[a];
        }
        return set;
    }

    Tensor run(DType dtype, Tensor... operands) {
        int n = operands.length;
        Indexed[] parts = new Indexed[2 * n - 1];
        for (int i = 0; i < n; i++) {
            parts[i] = EinsumOperand.of(operands[i].to(dtype), axes.inputs()[i], sets[i]);
        }
        long kept = axes.set(output);
        if (onePass) {
            long union = 0;
            for (long s : sets) {
                union |= s;
            }
            int[] gone = numbers(union & ~kept);
            return Contraction.summed(dtype, output, gone, Arrays.copyOf(parts, n)).tensor().reshape(shape);
        }
        int next = n;
        for (int[] pair : order.pairs()) {
            long needed = kept;
            for (int k = 0; k < next; k++) {
                needed |= k == pair[0] || k == pair[1] || parts[k] == null ? 0 : parts[k].set();
            }
            parts[next++] = product(parts[pair[0]], parts[pair[1]], needed, output);
            parts[pair[0]] = null;
            parts[pair[1]] = null;
        }
        return parts[next - 1].inOrder(output).reshape(shape);
    }

    /** The operand that has the result's last axis comes second: so the last product stands in memory as it is read. */
    private static Indexed product(Indexed a, Indexed b, long kept, int... output) {
        boolean turned = output.length > 0 && (a.set() >> output[output.length - 1] & 1) != 0
                && (b.set() >> output[output.length - 1] & 1) == 0;
        return turned ? Contraction.of(b, a, kept) : Contraction.of(a, b, kept);
    }

    private static int[] numbers(long set) {
        int[] numbers = new int[Long.bitCount(set)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.numberOfTrailingZeros(set);
            set &= set - 1;
        }
        return numbers;
    }
}
