package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;

/** Walks through all combinations of some neighbouring axes, the last one fastest, and knows where each operand stands. */
final class Position {
    private final Axes axes;
    private final int from;
    private final int to;
    private final long[] index;
    private final long[] address;

    /** Over the axes in [from, to). */
    Position(Axes axes, int from, int to) {
        this.axes = axes;
        this.from = from;
        this.to = to;
        this.index = new long[to];
        this.address = new long[axes.operands()];
    }

    /** The operands' addresses; they change as this moves. */
    long[] address() {
        return address;
    }

    /** Goes to a combination by its number, starting at the operands' first elements. */
    void seek(long number) {
        for (int k = 0; k < address.length; k++) {
            address[k] = axes.base(k);
        }
        add(number);
    }

    /** Goes to a combination by its number, starting at where another position stands. */
    void seek(Position start, long number) {
        System.arraycopy(start.address, 0, address, 0, address.length);
        add(number);
    }

    private void add(long number) {
        for (int d = to - 1; d >= from; d--) {
            index[d] = number % axes.size(d);
            number /= axes.size(d);
            for (int k = 0; k < address.length; k++) {
                address[k] += index[d] * axes.step(k, d);
            }
        }
    }

    /** Goes to the next combination, from the last to the first. */
    void next() {
        for (int d = to - 1; d >= from; d--) {
            boolean within = ++index[d] < axes.size(d);
            long steps = within ? 1 : 1 - axes.size(d);
            for (int k = 0; k < address.length; k++) {
                address[k] += steps * axes.step(k, d);
            }
            if (within) {
                return;
            }
            index[d] = 0;
        }
    }
}
