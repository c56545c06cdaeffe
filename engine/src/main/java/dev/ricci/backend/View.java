package dev.ricci.backend;

/** Some elements of a buffer, laid out by strides: all that a device sees of a tensor. */
public record View(Buffer buffer, DType dtype, Layout layout) {
    public View with(Layout other) {
        return new View(buffer, dtype, other);
    }

    /** Stretched by stride 0; this itself where the shape is the same. */
    public View broadcast(int... to) {
        Layout l = layout.broadcast(to);
        return l == layout ? this : with(l);
    }

    public int rank() {
        return layout.rank();
    }

    public int size(int axis) {
        return layout.size(axis);
    }

    public long size() {
        return layout.size();
    }

    /** A copy of the shape. */
    public int[] shape() {
        return layout.shape();
    }

    public Backend backend() {
        return buffer.backend();
    }
}
