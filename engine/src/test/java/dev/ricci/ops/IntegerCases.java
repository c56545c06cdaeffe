package dev.ricci.ops;

import static dev.ricci.ops.OpCases.binary;
import static dev.ricci.ops.OpCases.unary;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/** Whole quotients and bits; {@code IntegerArithmeticTest} has them over all types and at the ends of their ranges. */
final class IntegerCases {
    private IntegerCases() {}

    static List<OpCase> all() {
        return List.of(
                binary("floorDiv", in -> in[0].floorDiv(in[1]), (x, y) -> Math.floor(x / y)).domain(new double[] {-9, 9},
                        new double[] {0.7, 3}).notDifferentiable(),
                unary("floorDiv number", x -> x.floorDiv(0.7), x -> Math.floor(x / 0.7)).notDifferentiable(),
                integers("bitAnd", in -> in[0].bitAnd(in[1]), (a, b) -> a & b),
                integers("bitOr", in -> in[0].bitOr(in[1]), (a, b) -> a | b),
                integers("bitXor", in -> in[0].bitXor(in[1]), (a, b) -> a ^ b),
                integers("shiftLeft", in -> in[0].shiftLeft(in[1].bitAnd(7)), (a, b) -> a << (b & 7)),
                integers("shiftRight", in -> in[0].shiftRight(in[1].bitAnd(7)), (a, b) -> a >> (b & 7)),
                integer("bitNot", Tensor::bitNot, x -> ~(long) x),
                integer("bitAnd number", x -> x.bitAnd(12), x -> (long) x & 12),
                integer("shiftLeft number", x -> x.shiftLeft(3), x -> (long) x << 3),
                binary("xor", in -> in[0].greater(0).xor(in[1].greater(0)), (x, y) -> x > 0 != y > 0 ? 1 : 0).notDifferentiable());
    }

    private static OpCase integers(String name, Function<Tensor[], Tensor> op, LongBinaryOperator f) {
        return binary(name, op, (x, y) -> f.applyAsLong((long) x, (long) y)).domain(-99, 99).types(DType.INT64, DType.INT32)
                .notDifferentiable();
    }

    private static OpCase integer(String name, Function<Tensor, Tensor> op, DoubleUnaryOperator f) {
        return unary(name, op, f).domain(-99, 99).types(DType.INT64).notDifferentiable();
    }
}
