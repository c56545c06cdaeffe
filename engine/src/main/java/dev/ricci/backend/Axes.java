package dev.ricci.backend;

import java.util.function.ToLongFunction;

/**
 * The axes that several operands of one shape have in common: without those of length 1, ordered so that the last is the one with the
 * smallest steps, neighbours merged where all operands step through both as through one.
 *
 * <p>Operands are numbered in the order given; the first decides the order of axes, where it steps at all. Steps are in bytes. There
 * is always one axis at least: a single element has one of length 1.
 */
public final class Axes {
    private final long[] base;
    private final long[][] step;
    private final long[] size;
    private int rank;

    /** Of views of one shape; address says where the first element of each stands in its device's memory. */
    public Axes(ToLongFunction<View> address, View... operands) {
        int most = operands[0].rank();
        base = new long[operands.length];
        step = new long[operands.length][];
        for (int k = 0; k < operands.length; k++) {
            step[k] = new long[most + 1]; // one by one: Java makes arrays of arrays in one go by a slow call of the runtime
        }
        size = new long[most + 1];
        for (int d = 0; d < most; d++) {
            if (operands[0].size(d) != 1) {
                size[rank] = operands[0].size(d);
                for (int k = 0; k < operands.length; k++) {
                    step[k][rank] = operands[k].layout().stride(d) * operands[k].dtype().bytes();
                }
                rank++;
            }
        }
        for (int k = 0; k < operands.length; k++) {
            base[k] = address.applyAsLong(operands[k]);
        }
        sort();
        flip();
        merge();
        if (rank == 0) {
            rank = 1;
            size[0] = 1;
            for (int k = 0; k < operands.length; k++) {
                step[k][0] = operands[k].dtype().bytes();
            }
        }
    }

    public int rank() {
        return rank;
    }

    public long size(int axis) {
        return size[axis];
    }

    public long step(int operand, int axis) {
        return step[operand][axis];
    }

    /** The address of the operand's first element. */
    public long base(int operand) {
        return base[operand];
    }

    /** The number of combinations of the axes in [from, to). */
    public long count(int from, int to) {
        long n = 1;
        for (int d = from; d < to; d++) {
            n *= size[d];
        }
        return n;
    }

    /** Moves the axes on which an operand stays where it is behind the others; the order within both stays. @return how many move it */
    public int separate(int operand) {
        int moving = 0;
        for (int d = 0; d < rank; d++) {
            if (step[operand][d] != 0) {
                for (int e = d; e > moving; e--) {
                    swap(e - 1, e);
                }
                moving++;
            }
        }
        return moving;
    }

    /** Moves an axis inwards, to another's place; those between move outwards. */
    public void move(int axis, int to) {
        for (int d = axis; d < to; d++) {
            swap(d, d + 1);
        }
    }

    /** The number of operands. */
    public int operands() {
        return base.length;
    }

    private void sort() {
        for (int i = 1; i < rank; i++) {
            for (int d = i; d > 0 && inside(d - 1, d); d--) {
                swap(d - 1, d);
            }
        }
    }

    /** Whether axis a has smaller steps than axis b, by the first operand that tells them apart. */
    private boolean inside(int a, int b) {
        for (long[] s : step) {
            if (s[a] != 0 && s[b] != 0 && Math.abs(s[a]) != Math.abs(s[b])) {
                return Math.abs(s[a]) < Math.abs(s[b]);
            }
        }
        return false;
    }

    private void swap(int a, int b) {
        for (long[] s : step) {
            long t = s[a];
            s[a] = s[b];
            s[b] = t;
        }
        long t = size[a];
        size[a] = size[b];
        size[b] = t;
    }

    /** An axis on which the first operand that moves goes backwards is walked from its end. */
    private void flip() {
        for (int d = 0; d < rank; d++) {
            for (long[] first : step) {
                if (first[d] > 0) {
                    break;
                }
                if (first[d] < 0) {
                    for (int k = 0; k < step.length; k++) {
                        base[k] += step[k][d] * (size[d] - 1);
                        step[k][d] = -step[k][d];
                    }
                    break;
                }
            }
        }
    }

    private void merge() {
        int kept = 0;
        for (int d = 1; d < rank; d++) {
            boolean one = true;
            for (long[] s : step) {
                one &= s[kept] == s[d] * size[d];
            }
            if (one) {
                size[kept] *= size[d];
            } else {
                kept++;
                size[kept] = size[d];
            }
            for (long[] s : step) {
                s[kept] = s[d];
            }
        }
        rank = Math.min(rank, kept + 1);
    }
}
