package dev.ricci.cuda.factor;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Kernel;

/** How the teams of a kernel of team.cuh share a block: threads of a team, its part of the shared memory, how many teams there are. */
record TeamRoom(int size, int stride, int together, DType type) {
    private static final int BLOCK = 128;
    private static final int WARP = 32;
    private static final int SHARED_BYTES = 48 * 1024;
    private static final int MOST_BLOCKS = 1 << 20;
    private static final int LEAST = 8;

    /** For a matrix with a team that has a thread for each column, so many numbers beside it, and words. */
    static TeamRoom of(DType type, int rows, int columns, int sides, int words) {
        return of(type, columns, elements(type, rows, columns, sides, words));
    }

    private static TeamRoom of(DType type, int columns, int stride) {
        int size = LEAST;
        while (size < columns && size < 2 * WARP) {
            size *= 2;
        }
        int fit = SHARED_BYTES / (stride * type.bytes());
        int least = Math.max(1, WARP / size); // whole warps
        if (fit < least) {
            throw new AssertionError("no room for " + least + " matrices of " + stride + " elements of " + type);
        }
        return new TeamRoom(size, stride, Math.min(BLOCK / size, fit / least * least), type);
    }

    /** For systems of n equations: also how many right sides a team takes at a time. */
    static int width(DType type, int n, int rightSides, int most) {
        int width = Math.min(rightSides, most);
        while (width > 1 && elements(type, n, n, n * odd(width), n + 1) * type.bytes() > SHARED_BYTES) {
            width--;
        }
        return width;
    }

    static int odd(int columns) {
        return columns | 1;
    }

    private static int elements(DType type, int rows, int columns, int sides, int words) {
        return rows * odd(columns) + sides + (words * Integer.BYTES + type.bytes() - 1) / type.bytes();
    }

    Arguments write(Arguments a) {
        return a.int32(size).int32(stride);
    }

    void launch(Kernel kernel, Batch batch, Arguments a) {
        kernel.launch(batch.blocks(together, MOST_BLOCKS), together * size, together * stride * type.bytes(), a);
    }
}
