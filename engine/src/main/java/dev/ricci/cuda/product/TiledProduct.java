package dev.ricci.cuda.product;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.CudaBlock;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.Kernel;

/** Products by our own kernels, matmul.cu: any strides, float32, float64 and int32. */
final class TiledProduct {
    private static final int THREADS = 256;
    private static final int SIDE = 64;
    private static final int LARGE_SIDE = 128;
    /** The batch axes that one launch takes. */
    private static final int AXES = 4;
    /** Fewer blocks leave much of a large device idle. */
    private static final int ENOUGH_BLOCKS = 128;
    /** A slice of the sum is a multiple of the pieces' depth, and worth a block's while. */
    private static final int DEPTH = 16;
    private static final int LEAST_SLICE = 256;
    private static final int MOST_GRID_Z = 65535;

    private final Family usual;
    private final Family large;
    private final Family join;

    TiledProduct(Context context) {
        usual = new Family(context, "matmul", "matmul");
        large = new Family(context, "matmul", "matmul_large");
        join = new Family(context, "matmul", "matmul_join");
    }

    /** How the sum is cut: by the shape alone, so that the bits are the same on every device. */
    record Slices(int count, int length) {
        static Slices of(long tiles, int k) {
            long wanted = tiles >= ENOUGH_BLOCKS ? 1 : Math.min(k / LEAST_SLICE, 2 * ENOUGH_BLOCKS / tiles);
            if (wanted < 2) {
                return new Slices(1, Math.max(k, 1));
            }
            int length = (int) ((k + wanted - 1) / wanted + DEPTH - 1) / DEPTH * DEPTH;
            return new Slices((k + length - 1) / length, length);
        }
    }

    void multiply(Geometry given, double scale, double keep) {
        Geometry g = given.cCol() != 1 && given.cRow() == 1 ? given.transposed() : given; // neighbouring threads write neighbours
        int outer = Math.max(0, g.axes() - AXES);
        g.forEach(outer, (a, b, c) -> launch(g, outer, a, b, c, scale, keep));
    }

    private void launch(Geometry g, int outer, long a, long b, long c, double scale, double keep) {
        long count = 1;
        for (int d = outer; d < g.axes(); d++) {
            count *= g.size()[d];
        }
        DType type = g.out().dtype();
        boolean many = type == DType.FLOAT32 && g.m() >= LARGE_SIDE && g.n() >= LARGE_SIDE
                && tiles(g, LARGE_SIDE) * count >= ENOUGH_BLOCKS;
        long tiles = tiles(g, many ? LARGE_SIDE : SIDE);
        Slices slices = Slices.of(tiles * count, g.k());
        Kernel kernel = (many ? large : usual).of(type);
        int gridX = Math.toIntExact(tiles);
        int gridZ = (int) Math.min(count, MOST_GRID_Z);
        long toC = CudaBlock.address(g.out()) + c * type.bytes();
        Arguments args = Arguments.start();
        if (slices.count() == 1) {
            operands(args, g, a, b).address(g.out(), toC).pointer(0).float64(scale).float64(keep);
            kernel.launch(gridX, 1, gridZ, THREADS, 1, 0, shape(args, g, outer, count, slices));
            return;
        }
        long elements = count * g.m() * g.n();
        try (Scope _ = Scope.open()) {
            View partial = new View(g.out().backend().allocate(elements * slices.count() * type.bytes()), type, Layout.dense());
            args = operands(Arguments.start(), g, a, b); // allocating may have launched something of its own
            args.address(g.out(), toC).address(partial).float64(scale).float64(keep);
            kernel.launch(gridX, slices.count(), gridZ, THREADS, 1, 0, shape(args, g, outer, count, slices));
            args = Arguments.start().address(partial).address(g.out(), toC).float64(scale).float64(keep);
            int blocks = (int) Math.min((elements + THREADS - 1) / THREADS, MOST_GRID_Z);
            join.of(type).launch(blocks, THREADS, 0, shape(args, g, outer, count, slices));
        }
    }

    private static long tiles(Geometry g, int side) {
        return ((g.m() - 1L) / side + 1) * ((g.n() - 1L) / side + 1);
    }

    private static Arguments operands(Arguments args, Geometry g, long a, long b) {
        int bytes = g.out().dtype().bytes();
        return args.address(g.a(), CudaBlock.address(g.a()) + a * bytes).address(g.b(), CudaBlock.address(g.b()) + b * bytes);
    }

    /** The structure Product of tile.cuh. */
    private static Arguments shape(Arguments args, Geometry g, int outer, long count, Slices slices) {
        args.begin(8).int64(g.aRow()).int64(g.aCol()).int64(g.bRow()).int64(g.bCol()).int64(g.cRow()).int64(g.cCol()).int64(count);
        steps(args, g.aBatch(), outer);
        steps(args, g.bBatch(), outer);
        steps(args, g.cBatch(), outer);
        for (int d = 0; d < AXES; d++) {
            args.int32(outer + d < g.axes() ? g.size()[outer + d] : 1);
        }
        return args.int32(g.axes() - outer).int32(g.m()).int32(g.n()).int32(g.k()).int32(slices.count()).int32(slices.length()).end(8);
    }

    private static void steps(Arguments args, long[] steps, int outer) {
        for (int d = 0; d < AXES; d++) {
            args.int64(outer + d < steps.length ? steps[outer + d] : 0);
        }
    }
}
