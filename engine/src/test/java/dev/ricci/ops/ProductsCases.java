package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.tensor.Products;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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
                .sample(shape(2, 3), shape(4, 3, 2)).sample(shape(0, 2, 3), shape(3, 2))
                .sample(shape(5, 7), shape(4, 7, 1)).sample(shape(5, 7), shape(2, 3, 7, 2)).sample(shape(2, 1, 1, 5), shape(3, 5, 5))
                .sample(shape(3, 1, 5, 6), shape(1, 2, 6, 2)).sample(shape(5, 7), shape(0, 7, 1)).sample(shape(1, 7), shape(3, 7, 1));
        List<OpCase> all = new ArrayList<>(List.of(plain, batched));
        OpCase vectors = new OpCase("matmul vectors", in -> in[0].matmul(in[1]), g -> vectors(g[0], g[1])).within(4, 30);
        int[][][] pairs = {{{1}, {1}}, {{17}, {17}}, {{0}, {0}}, {{3}, {3, 5}}, {{33}, {33, 7}}, {{5, 3}, {3}}, {{7, 33}, {33}},
            {{4}, {2, 4, 3}}, {{2, 3, 4}, {4}}, {{2, 1, 3, 4}, {4}}, {{0, 4}, {4}}, {{0}, {0, 2}}, {{4}, {2, 3, 4, 1}}};
        for (int[][] p : pairs) {
            vectors.sample(p);
        }
        all.add(vectors);
        all.add(new OpCase("outer", in -> in[0].outer(in[1]), g -> PlainEinsum.of("i,j->ij", g)).sample(shape(1), shape(1))
                .sample(shape(0), shape(3)).sample(shape(7), shape(16)).sample(shape(17), shape(13)));
        all.add(kron());
        all.add(einsum("tensordot", "abc,cd->abd", in -> in[0].tensordot(in[1], 1), shape(2, 3, 4), shape(4, 5), shape(0, 3, 1),
                shape(1, 2)));
        all.add(einsum("tensordot two", "abc,bcd->ad", in -> in[0].tensordot(in[1], 2), shape(2, 3, 4), shape(3, 4, 5), shape(1, 7, 3),
                shape(7, 3, 2)));
        all.add(einsum("tensordot none", "ab,c->abc", in -> in[0].tensordot(in[1], 0), shape(2, 3), shape(5), shape(1, 8), shape(17)));
        all.add(einsum("tensordot axes", "abc,cda->bd", in -> in[0].tensordot(in[1], new int[] {0, -1}, new int[] {2, 0}),
                shape(2, 3, 4), shape(4, 5, 2), shape(3, 17, 1), shape(1, 2, 3)));
        all.add(einsum("einsum product", "ij,jk->ik", shape(2, 3), shape(3, 4), shape(16, 7), shape(7, 17), shape(0, 3), shape(3, 2)));
        all.add(einsum("einsum batch inside", "ibk,kjb->bij", shape(3, 2, 4), shape(4, 5, 2), shape(1, 7, 3), shape(3, 2, 7)));
        all.add(einsum("einsum dot", "ij,ij->i", shape(3, 17), shape(3, 17), shape(5, 1), shape(5, 1)));
        all.add(einsum("einsum trace", "ii->", shape(5, 5), shape(1, 1), shape(17, 17)));
        all.add(einsum("einsum diagonal", "iji->ij", shape(3, 4, 3), shape(7, 2, 7)));
        all.add(einsum("einsum transposition", "ijk->kij", shape(3, 4, 5), shape(1, 7, 2)));
        all.add(einsum("einsum sum", "ijk->j", shape(3, 4, 5), shape(2, 0, 2)));
        all.add(einsum("einsum dots", "...ij,...jk->...ik", shape(2, 1, 3, 4), shape(3, 4, 2), shape(3, 4), shape(5, 4, 1)));
        all.add(einsum("einsum one pass", "ij,j,ij->i", shape(3, 7), shape(7), shape(3, 7)));
        all.add(einsum("einsum bilinear", "i,ij,j->", shape(3), shape(3, 7), shape(7)));
        all.add(einsum("einsum chain", "ab,bc,cd,da->", shape(2, 3), shape(3, 4), shape(4, 2), shape(2, 2)));
        return all;
    }

    private static OpCase einsum(String name, String equation, int[]... shapes) {
        return einsum(name, equation, in -> Products.einsum(equation, in), shapes);
    }

    /** Shapes for as many samples as they are enough for. */
    private static OpCase einsum(String name, String equation, Function<Tensor[], Tensor> op, int[]... shapes) {
        int operands = equation.split(",").length;
        OpCase c = new OpCase(name, op, g -> PlainEinsum.of(equation, g)).within(8, 40);
        for (int i = 0; i < shapes.length; i += operands) {
            c.sample(Arrays.copyOfRange(shapes, i, i + operands));
        }
        return c;
    }

    private static OpCase kron() {
        return new OpCase("kron", in -> in[0].kron(in[1]), g -> {
            int r = Math.max(g[0].shape().length, g[1].shape().length);
            int[] p = padded(r, g[0].shape());
            int[] q = padded(r, g[1].shape());
            int[] out = new int[r];
            Arrays.setAll(out, i -> p[i] * q[i]);
            return Grid.make(out, at -> {
                int[] a = new int[r];
                int[] b = new int[r];
                for (int i = 0; i < r; i++) {
                    a[i] = at[i] / q[i];
                    b[i] = at[i] % q[i];
                }
                return g[0].stretched(a) * g[1].stretched(b);
            });
        }).sample(shape(), shape()).sample(shape(3), shape(5)).sample(shape(2, 3), shape(4, 2)).sample(shape(7), shape(2, 3))
                .sample(shape(2, 3), shape()).sample(shape(0, 2), shape(3, 3)).sample(shape(2, 1, 2), shape(2, 2, 3))
                .sample(shape(2, 1, 2, 1, 2), shape(1, 2, 1, 2, 2)).sample(shape(2, 2), shape(1, 2, 1, 2, 1));
    }

    private static int[] padded(int rank, int... shape) {
        int[] wide = new int[rank];
        Arrays.fill(wide, 1);
        System.arraycopy(shape, 0, wide, rank - shape.length, shape.length);
        return wide;
    }

    /** A vector is a row on the left and a column on the right. */
    private static Grid vectors(Grid a, Grid b) {
        int[] p = a.shape();
        int[] q = b.shape();
        Grid row = p.length == 1 ? new Grid(shape(1, p[0]), a.values()) : a;
        Grid column = q.length == 1 ? new Grid(shape(q[0], 1), b.values()) : b;
        Grid full = product(row, column);
        int r = full.shape().length;
        int[] left = IntStream.range(0, r).filter(i -> !(i == r - 2 && p.length == 1 || i == r - 1 && q.length == 1))
                .map(i -> full.shape()[i]).toArray();
        return new Grid(left, full.values());
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
