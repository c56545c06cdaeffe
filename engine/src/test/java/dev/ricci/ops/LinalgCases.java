package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Determinant;
import dev.ricci.linalg.Inverse;
import dev.ricci.linalg.LeastSquares;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Solve;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Linear algebra whose results are determined: no signs, no choice of a basis. Inputs are made regular inside the operation. */
final class LinalgCases {
    private static final int[][] SQUARE = {{0, 0}, {1, 1}, {2, 2}, {5, 5}, {9, 9}, {2, 3, 3}, {0, 3, 3}, {17, 17}};
    private static final int[][] ANY = {{1, 1}, {4, 4}, {5, 3}, {3, 5}, {2, 4, 3}, {1, 7}, {6, 1}, {17, 16}};

    private LinalgCases() {}

    static List<OpCase> all() {
        return List.of(
                of("cholesky", x -> Cholesky.of(positive(x)).l(), a -> PlainMatrices.cholesky(PlainMatrices.positive(a)), SQUARE),
                of("inverse", x -> Inverse.of(regular(x)), a -> PlainMatrices.solve(PlainMatrices.regular(a),
                        PlainMatrices.identity(a.length)), SQUARE),
                of("determinant", x -> Determinant.of(regular(x).mul(0.1)).unsqueeze(-1).unsqueeze(-1),
                        a -> new double[][] {{PlainMatrices.determinant(PlainMatrices.regular(a), 0.1)}}, SQUARE),
                of("eigenvalues", x -> SymmetricEigen.of(x.add(x.t())).values().unsqueeze(-1),
                        a -> PlainMatrices.eigenvalues(PlainMatrices.plusTransposed(a)), new int[][] {{1, 1}, {2, 2}, {5, 5}, {2, 3, 3}}),
                of("singularValues", x -> Svd.values(x).unsqueeze(-1), PlainMatrices::singularValues, ANY),
                of("triangle", LinalgCases::signedTriangle, PlainMatrices::triangle,
                        new int[][] {{1, 1}, {5, 3}, {2, 4, 3}, {6, 1}, {17, 6}}),
                solve("solve general", (a, b) -> Solve.general(regular(a), b),
                        (a, b) -> PlainMatrices.solve(PlainMatrices.regular(a), b)),
                solve("solve positiveDefinite", (a, b) -> Solve.positiveDefinite(positive(a), b),
                        (a, b) -> PlainMatrices.solve(PlainMatrices.positive(a), b)),
                solve("solve lower", (a, b) -> Solve.lower(regular(a), b),
                        (a, b) -> PlainMatrices.solve(PlainMatrices.part(PlainMatrices.regular(a), true), b)),
                solve("solve upper", (a, b) -> Solve.upper(regular(a), b),
                        (a, b) -> PlainMatrices.solve(PlainMatrices.part(PlainMatrices.regular(a), false), b)),
                leastSquares());
    }

    private static OpCase of(String name, UnaryOperator<Tensor> op, UnaryOperator<double[][]> f, int[][] shapes) {
        OpCase c = new OpCase(name, in -> op.apply(in[0]), g -> PlainMatrices.each(f, g[0])).within(32, 20).mayReadBack();
        for (int[] s : shapes) {
            c.sample(s);
        }
        return c;
    }

    private static OpCase solve(String name, BinaryOperator<Tensor> op, BinaryOperator<double[][]> f) {
        return new OpCase(name, in -> op.apply(in[0], in[1]), g -> PlainMatrices.each(f, g[0], g[1])).within(32, 4).mayReadBack()
                .sample(shape(0, 0), shape(0, 2)).sample(shape(1, 1), shape(1, 1)).sample(shape(4, 4), shape(4, 3))
                .sample(shape(9, 9), shape(9, 1)).sample(shape(2, 3, 3), shape(2, 3, 2)).sample(shape(3, 3), shape(3, 0))
                .sample(shape(17, 17), shape(17, 5));
    }

    /** The regular matrix stands on zeros, so that more rows than columns are easy to make. */
    private static OpCase leastSquares() {
        return new OpCase("leastSquares", in -> LeastSquares.solve(tall(in[0]), in[1]),
                g -> PlainMatrices.each((a, b) -> PlainMatrices.leastSquares(PlainMatrices.tall(a), b), g[0], g[1]))
                .within(64, 4).mayReadBack().sample(shape(1, 1), shape(1, 1)).sample(shape(5, 3), shape(5, 2))
                .sample(shape(4, 4), shape(4, 1)).sample(shape(2, 6, 2), shape(2, 6, 1));
    }

    private static Tensor eye(Tensor like) {
        return Tensor.eye(DType.FLOAT64, like.size(-1)).to(like.backend()).to(like.dtype());
    }

    /** x + 8 I: far from singular for the sizes here. */
    private static Tensor regular(Tensor x) {
        return x.add(eye(x).mul(8 + 2.0 * x.size(-1)));
    }

    private static Tensor positive(Tensor x) {
        return x.matmul(x.t()).add(eye(x).mul(4));
    }

    /** 8 added along the diagonal of x [.., m, n], m at least n. */
    private static Tensor tall(Tensor x) {
        double[] d = new double[x.size(-2) * x.size(-1)];
        for (int i = 0; i < x.size(-1); i++) {
            d[i * x.size(-1) + i] = 8;
        }
        return x.add(Tensor.of(d, x.size(-2), x.size(-1)).to(x.backend()).to(x.dtype()));
    }

    /** R with its diagonal made positive, of a matrix with 8 added along the diagonal. */
    private static Tensor signedTriangle(Tensor x) {
        Tensor r = Qr.triangle(tall(x));
        Tensor diagonal = r.detach().mul(eye(r)).sum(-1);
        return r.mul(diagonal.sign().unsqueeze(-1));
    }
}
