package dev.ricci.ops;

import static dev.ricci.ops.OpCases.binary;
import static dev.ricci.ops.OpCases.shape;
import static dev.ricci.ops.OpCases.unary;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

final class ComparingCases {
    private static final double[] FEW = {-1.5, 1.9};

    private ComparingCases() {}

    static List<OpCase> all() {
        return List.of(
                compare("less", in -> in[0].less(in[1]), (x, y) -> x < y ? 1 : 0),
                compare("lessEqual", in -> in[0].lessEqual(in[1]), (x, y) -> x <= y ? 1 : 0),
                compare("greater", in -> in[0].greater(in[1]), (x, y) -> x > y ? 1 : 0),
                compare("greaterEqual", in -> in[0].greaterEqual(in[1]), (x, y) -> x >= y ? 1 : 0),
                compare("equal", in -> in[0].equal(in[1]), (x, y) -> x == y ? 1 : 0),
                compare("notEqual", in -> in[0].notEqual(in[1]), (x, y) -> x != y ? 1 : 0),
                unary("less number", x -> x.less(0.5), x -> x < 0.5 ? 1 : 0).notDifferentiable(),
                unary("lessEqual number", x -> x.lessEqual(0.5), x -> x <= 0.5 ? 1 : 0).notDifferentiable(),
                unary("greater number", x -> x.greater(0.5), x -> x > 0.5 ? 1 : 0).notDifferentiable(),
                unary("greaterEqual number", x -> x.greaterEqual(0.5), x -> x >= 0.5 ? 1 : 0).notDifferentiable(),
                unary("equal number", x -> x.floor().equal(1), x -> Math.floor(x) == 1 ? 1 : 0).notDifferentiable(),
                unary("notEqual number", x -> x.floor().notEqual(1), x -> Math.floor(x) == 1 ? 0 : 1).notDifferentiable(),
                compare("isClose", in -> in[0].isClose(in[1]), (x, y) -> x == y ? 1 : 0),
                compare("isClose absolute", in -> in[0].isClose(in[1], 0, 1), (x, y) -> Math.abs(x - y) <= 1 ? 1 : 0),
                compare("isClose relative", in -> in[0].isClose(in[1], 0.6, 0), (x, y) -> Math.abs(x - y) <= 0.6 * Math.abs(y) ? 1 : 0),
                compare("isClose infinite", in -> in[0].reciprocal().isClose(in[1].reciprocal()), (x, y) -> x == y ? 1 : 0),
                unary("isFinite", x -> x.floor().reciprocal().isFinite(), x -> Math.floor(x) == 0 ? 0 : 1).notDifferentiable(),
                unary("isFinite NaN", x -> x.log().isFinite(), x -> x < 0 ? 0 : 1).notDifferentiable(),
                unary("isInfinite", x -> x.floor().reciprocal().isInfinite(), x -> Math.floor(x) == 0 ? 1 : 0).notDifferentiable(),
                unary("where number", x -> x.greater(0.5).where(x, 3), x -> x > 0.5 ? x : 3),
                unary("where of a number", x -> x.greater(0.5).where(3, x), x -> x > 0.5 ? 3 : x),
                unary("isNaN", x -> x.log().isNaN(), x -> x < 0 ? 1 : 0).notDifferentiable(),
                logic("and", in -> in[0].and(in[1]), (x, y) -> x * y),
                logic("or", in -> in[0].or(in[1]), Math::max),
                unary("not", Tensor::not, x -> 1 - x).domain(FEW).types(DType.BOOL).notDifferentiable(),
                where());
    }

    /** Over whole numbers, so that equal pairs occur. */
    private static OpCase compare(String name, Function<Tensor[], Tensor> op, DoubleBinaryOperator f) {
        return binary(name, in -> op.apply(new Tensor[] {in[0].floor(), in[1].floor()}),
                (x, y) -> f.applyAsDouble(Math.floor(x), Math.floor(y))).notDifferentiable();
    }

    private static OpCase logic(String name, Function<Tensor[], Tensor> op, DoubleBinaryOperator f) {
        return binary(name, in -> op.apply(new Tensor[] {in[0].greater(0), in[1].greater(0)}),
                (x, y) -> f.applyAsDouble(x > 0 ? 1 : 0, y > 0 ? 1 : 0)).notDifferentiable();
    }

    private static OpCase where() {
        return new OpCase("where", in -> in[0].greater(0).where(in[1], in[2]), g -> Grid.make(
                OpCases.stretch(g[0].shape(), OpCases.stretch(g[1].shape(), g[2].shape())),
                i -> g[0].stretched(i) > 0 ? g[1].stretched(i) : g[2].stretched(i)))
                .sample(shape(17), shape(17), shape(17)).sample(shape(3, 5), shape(5), shape()).sample(shape(4, 1), shape(1), shape(1, 9))
                .sample(shape(0), shape(0), shape(0));
    }
}
