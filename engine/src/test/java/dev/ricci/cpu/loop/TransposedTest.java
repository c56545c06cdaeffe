package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import org.junit.jupiter.api.Test;

/** Inputs that stand across the output come in tiles; sizes around those of tiles, every type, other axes between. */
class TransposedTest {
    @Test
    void matricesOfManySizesAndTypes() {
        try (Scope _ = Scope.open(); Pool pool = new Pool(2)) {
            for (DType type : DType.values()) {
                for (int rows : new int[] {4, 15, 16, 17, 40}) {
                    for (int columns : new int[] {4, 63, 64, 65, 130}) {
                        View x = HostViews.fill(HostViews.dense(type, columns, rows), 0, 1, 5, 0, 1, -7, 3);
                        View y = HostViews.fill(HostViews.dense(DType.FLOAT32, rows, columns), 1, 2, 3, 4, 5);
                        View out = HostViews.dense(DType.FLOAT32, rows, columns);
                        ElementwiseMap.map(pool, X.mul(Y), out, x.with(x.layout().transpose()), y);
                        for (int i = 0; i < rows; i++) {
                            for (int j = 0; j < columns; j++) {
                                double want = HostViews.get(x, j, i) * HostViews.get(y, i, j);
                                assertEquals(want, HostViews.get(out, i, j), type + " " + rows + " by " + columns);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void threeAxesInEveryOrder() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        int[] size = {20, 7, 70};
        try (Scope _ = Scope.open(); Pool pool = new Pool(3)) {
            for (int[] o : orders) {
                View dense = HostViews.dense(DType.FLOAT32, size[o[0]], size[o[1]], size[o[2]]);
                for (long i = 0; i < dense.size(); i++) {
                    HostViews.set(dense, i, HostViews.index(dense.shape(), i));
                }
                int[] back = new int[3];
                for (int d = 0; d < 3; d++) {
                    back[o[d]] = d;
                }
                View x = dense.with(dense.layout().permute(back));
                View out = HostViews.dense(DType.FLOAT32, size);
                ElementwiseMap.map(pool, X.add(1), out, x);
                for (long i = 0; i < out.size(); i++) {
                    int[] at = HostViews.index(size, i);
                    assertEquals(HostViews.get(x, at) + 1, HostViews.get(out, at));
                }
            }
        }
    }
}
