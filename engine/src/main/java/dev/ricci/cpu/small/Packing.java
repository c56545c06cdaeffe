package dev.ricci.cpu.small;

import dev.ricci.cpu.host.Memory;

/** Brings matrices side by side into cells and back, and does what is done to all cells of a block alike. */
abstract class Packing {
    /** The matrices in a cell. */
    final int lanes;

    /** The bytes of a cell. */
    final long width;

    private final int bytes;

    Packing(int lanes, int bytes) {
        this.lanes = lanes;
        this.bytes = bytes;
        this.width = (long) lanes * bytes;
    }

    /** Reads the elements of one matrix per lane, the first of each at its address, to cells. */
    abstract void pack(Grid grid, long[] from, long cells, long stage);

    /** The reverse. */
    abstract void unpack(Grid grid, long cells, long[] to, long stage);

    /** Brings a cell of greatest absolute values up to date with more cells; what is not finite makes the other cell NaN. */
    abstract void survey(long cells, int count, long largest, long finite);

    /** Multiplies cells by one. */
    abstract void multiply(long cells, int count, long by);

    /** Sets cells to a number. */
    abstract void fill(long cells, int count, int value);

    /** Copies cells at some distance from each other. */
    abstract void copy(long from, long fromStep, long to, long toStep, int count);

    final double get(long cell, int lane) {
        long at = cell + (long) lane * bytes;
        return bytes == Double.BYTES ? Memory.getDouble(at) : Memory.getFloat(at);
    }

    final void set(long cell, int lane, double value) {
        long at = cell + (long) lane * bytes;
        if (bytes == Double.BYTES) {
            Memory.setDouble(at, value);
        } else {
            Memory.setFloat(at, (float) value);
        }
    }
}
