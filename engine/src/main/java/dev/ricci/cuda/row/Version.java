package dev.ricci.cuda.row;

import dev.ricci.backend.DType;

/** The versions that a kernel on rows has; the names are those in the kernels' files, {@code rows.cuh} says what they mean. */
enum Version {
    HELD_8X1("8x1", 8, 1, false),
    HELD_32X2("32x2", 32, 2, true),
    HELD_32X8("32x8", 32, 8, false),
    HELD_256X8("256x8", 256, 8, true),
    STREAMED("streamed", Rows.BLOCK, 0, true);

    private final String ending;
    private final int lanes;
    private final int chunks;
    private final boolean inDoubles;

    Version(String ending, int lanes, int chunks, boolean inDoubles) {
        this.ending = ending;
        this.lanes = lanes;
        this.chunks = chunks;
        this.inDoubles = inDoubles;
    }

    /** The first of a type that holds a row of so many bytes in registers; the streamed one where none does. */
    static Version holding(long rowBytes, DType type) {
        for (Version v : values()) {
            if (rowBytes <= 16L * v.lanes * v.chunks && (v.inDoubles || type == DType.FLOAT32)) {
                return v;
            }
        }
        return STREAMED;
    }

    String ending() {
        return ending;
    }

    /** How many rows a block holds at a time. */
    int rowsInBlock() {
        return Rows.BLOCK / lanes;
    }
}
