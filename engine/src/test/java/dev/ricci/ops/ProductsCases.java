package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import java.util.Arrays;
import java.util.List;

final class ProductsCases {
    private ProductsCases() {}

    static List<OpCase> all() {
        OpCase plain = new OpCase("matmul", in -> in[0].matmul(in[1]), g -> product(g[0], g[1])).within(4, 30);
        int[][] sizes = {{1, 1, 1}, {2, 3, 4}, {8, 8, 8}, {7, 17, 5}, {16, 1, 33}, {1, 64, 1}, {13, 0, 3}, {0, 3, 2}, {33, 31, 19}};
        for (int[] s : sizes) {
            plain.sample(shape(s[0], s[1]), shape(s[1], s[2]));
        }
        OpCase batched = new OpCase("matmul batched", in -> in[0].matmul(in[1]), g -> product(g[0], g[1])).within(4, 30)
                .sample(shape(3, 2, 4), shape(3, 4, 5)).sample(shape(3, 2, 4), shape(4, 5)).sample(shape(2, 1, 3, 4), shape(5, 4, 2))
                .sample(shape(2, 3), shape(4, 3, 2)).sample(shape(0, 2, 3), shape(3, 2));
        return List.of(plain, batched);
    }

    private static Grid product(Grid a, Grid b) {
        int[] p = a.shape();
        int[] q = b.shape();
        int[] lead = OpCases.stretch(Arrays.copyOf(p, p.length - 2), Arrays.copyOf(q, q.length - 2));
        int r = lead.length;
        int[] out = Arrays.copyOf(lead, r + 2);
        out[r] = p[p.length - 2];
        out[r + 1] = q[q.length - 1];
        return Grid.make(out, i -> {
            double s = 0;
            int[] at = i.clone();
            int[] bt = i.clone();
            for (int k = 0; k < p[p.length - 1]; k++) {
                at[r + 1] = k;
                bt[r] = k;
                s += matrix(a, at) * matrix(b, bt);
            }
            return s;
        });
    }

    /** An element with the leading axes stretched, the last two as they are. */
    private static double matrix(Grid g, int[] index) {
        int rank = g.shape().length;
        int[] own = new int[rank];
        for (int d = 0; d < rank; d++) {
            int i = index[d + index.length - rank];
            own[d] = d < rank - 2 && g.shape()[d] == 1 ? 0 : i;
        }
        return g.at(own);
    }
}
