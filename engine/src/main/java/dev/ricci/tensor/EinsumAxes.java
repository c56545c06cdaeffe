package dev.ricci.tensor;

import dev.ricci.backend.Check;
import java.util.Arrays;

/**
 * An einsum over operands of known shapes: every axis has a number, the same wherever the same index runs along it.
 *
 * <p>Letters have the numbers 0 to 51; what {@code ...} stands for is counted from the last axis, from 52 on, so that it lines up as
 * broadcasting does.
 *
 * @param inputs the numbers of each operand's axes
 * @param output those of the result's
 * @param sizes the length by number: 1 only where every operand has 1
 */
record EinsumAxes(int[][] inputs, int[] output, int[] sizes) {
    private static final int LETTERS = 52;
    private static final int MOST = Long.SIZE - 1;

    static EinsumAxes of(EinsumText text, int[]... shapes) {
        if (text.inputs().size() != shapes.length) {
            throw wrong(text, "names " + text.inputs().size() + " operands, got " + shapes.length);
        }
        int[] sizes = new int[MOST];
        Arrays.fill(sizes, -1);
        int[] from = new int[MOST];
        int[][] inputs = new int[shapes.length][];
        int widest = 0;
        for (int i = 0; i < shapes.length; i++) {
            EinsumText.Term term = text.inputs().get(i);
            int dots = shapes[i].length - term.letters().length();
            if (dots < 0 || dots > 0 && !term.hasDots()) {
                throw wrong(text, "names " + term.letters().length() + " axes of operand " + i + (term.hasDots() ? " beside '...'" : "")
                        + ", whose shape is " + Arrays.toString(shapes[i]) + (dots > 0 ? "; '...' stands for axes without letters" : ""));
            }
            if (dots > MOST - LETTERS) {
                throw wrong(text, "has " + dots + " axes for '...' in operand " + i + "; " + (MOST - LETTERS) + " at most");
            }
            widest = Math.max(widest, dots);
            inputs[i] = numbers(term, dots);
            measure(text, i, inputs[i], shapes[i], sizes, from);
        }
        EinsumText.Term result = text.result();
        if (widest > 0 && !result.hasDots()) {
            throw wrong(text, "has '...' for " + widest + " axes of the operands but not in the result; sum them by letters, or keep them");
        }
        EinsumAxes axes = new EinsumAxes(inputs, numbers(result, widest), sizes);
        Check.shape("einsum: the result of '" + text.equation() + "'", axes.shape());
        return axes;
    }

    private static int[] numbers(EinsumText.Term term, int dots) {
        int[] numbers = new int[term.letters().length() + (term.hasDots() ? dots : 0)];
        int k = 0;
        for (int i = 0; i <= term.letters().length(); i++) {
            for (int d = dots - 1; d >= 0 && i == term.dots(); d--) {
                numbers[k++] = LETTERS + d;
            }
            if (i < term.letters().length()) {
                char c = term.letters().charAt(i);
                numbers[k++] = c >= 'a' ? c - 'a' + 26 : c - 'A';
            }
        }
        return numbers;
    }

    /** Takes down the lengths of one operand's axes. An axis of length 1 is repeated where another operand's is longer. */
    private static void measure(EinsumText text, int operand, int[] numbers, int[] shape, int[] sizes, int[] from) {
        for (int a = 0; a < numbers.length; a++) {
            int n = numbers[a];
            for (int b = 0; b < a; b++) {
                if (numbers[b] == n && shape[b] != shape[a]) {
                    throw wrong(text, "takes the diagonal along '" + name(n) + "' of operand " + operand + ", where its axes have lengths "
                            + shape[b] + " and " + shape[a] + "; shape " + Arrays.toString(shape));
                }
            }
            if (sizes[n] < 0 || sizes[n] == 1) {
                sizes[n] = shape[a];
                from[n] = operand;
            } else if (shape[a] != 1 && shape[a] != sizes[n]) {
                throw wrong(text, "has '" + name(n) + "' of length " + sizes[n] + " in operand " + from[n] + " and " + shape[a]
                        + " in operand " + operand + ", and neither is 1");
            }
        }
    }

    private static String name(int number) {
        return number >= LETTERS ? "..." : String.valueOf((char) (number >= 26 ? 'a' + number - 26 : 'A' + number));
    }

    private static IllegalArgumentException wrong(EinsumText text, String what) {
        return EinsumText.wrong(text.equation(), what);
    }

    /** The shape of the result. */
    int[] shape() {
        return Arrays.stream(output).map(n -> sizes[n]).toArray();
    }

    /** The set of numbers whose length is not 1. */
    long set(int... numbers) {
        long set = 0;
        for (int n : numbers) {
            set |= sizes[n] == 1 ? 0 : 1L << n;
        }
        return set;
    }
}
