package dev.ricci.ops;

import static dev.ricci.ops.OpCases.binary;
import static dev.ricci.ops.OpCases.shape;
import static dev.ricci.ops.OpCases.stretch;
import static dev.ricci.ops.OpCases.unary;

import dev.ricci.tensor.Tensor;
import java.util.List;

/** Elementary, Trigonometric and Rounding. */
final class ElementaryCases {
    private ElementaryCases() {}

    static List<OpCase> all() {
        return List.of(
                unary("exp2", Tensor::exp2, x -> Math.pow(2, x)).domain(-5, 5),
                unary("log2", Tensor::log2, x -> Math.log(x) / Math.log(2)).domain(0.2, 9).within(4, 0.3),
                unary("log10", Tensor::log10, Math::log10).domain(0.2, 9).within(4, 0.3),
                unary("cbrt", Tensor::cbrt, Math::cbrt).domain(0.2, 9),
                unary("cbrt negative", Tensor::cbrt, Math::cbrt).domain(-3, -0.2),
                unary("rsqrt", Tensor::rsqrt, x -> 1 / Math.sqrt(x)).domain(0.2, 4),
                binary("xlogy", in -> in[0].xlogy(in[1]), (x, y) -> x * Math.log(y)).domain(new double[] {-2, 2}, new double[] {0.2, 4})
                        .within(4, 0.3),
                unary("logit", Tensor::logit, x -> Math.log(x) - Math.log1p(-x)).domain(0.03, 0.97).within(8, 0.3),
                lerp("lerp", in -> in[0].lerp(in[1], in[2])),
                binary("lerp number", in -> in[0].lerp(in[1], 0.75), (x, y) -> x + 0.75 * (y - x)).within(4, 1),
                unary("tan", Tensor::tan, Math::tan).domain(-1.3, 1.3),
                unary("asin", Tensor::asin, Math::asin).domain(-0.9, 0.9),
                unary("acos", Tensor::acos, Math::acos).domain(-0.9, 0.9),
                unary("atan", Tensor::atan, Math::atan).domain(-4, 4),
                binary("atan2", in -> in[0].atan2(in[1]), Math::atan2).domain(new double[] {0.2, 3}, new double[] {-3, 3}).within(4, 0.3),
                binary("hypot", in -> in[0].hypot(in[1]), Math::hypot).domain(new double[] {0.2, 3}, new double[] {-3, 3}),
                unary("sinh", Tensor::sinh, Math::sinh).domain(-3, 3),
                unary("cosh", Tensor::cosh, Math::cosh).domain(-3, 3),
                unary("asinh", Tensor::asinh, x -> Math.log(x + Math.sqrt(x * x + 1))).domain(-2, 4).within(8, 1),
                unary("acosh", Tensor::acosh, x -> Math.log(x + Math.sqrt((x - 1) * (x + 1)))).domain(1.2, 6).within(8, 0.3),
                unary("atanh", Tensor::atanh, x -> (Math.log1p(x) - Math.log1p(-x)) / 2).domain(-0.9, 0.9),
                unary("ceil", Tensor::ceil, Math::ceil).domain(1.1, 1.9),
                unary("trunc", Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x)).domain(-1.9, -1.1),
                unary("round", Tensor::round, Math::rint).domain(0.6, 1.4),
                unary("fract", Tensor::fract, x -> x % 1).domain(-1.9, -1.1).within(4, 1),
                binary("fmod", in -> in[0].fmod(in[1]), (x, y) -> x % y).domain(new double[] {-7.4, -6.6}, new double[] {2.3, 3.2})
                        .within(4, 8),
                unary("fmod number", x -> x.fmod(2.5), x -> x % 2.5).domain(2.6, 4.9).within(4, 8),
                binary("remainder", in -> in[0].remainder(in[1]), (x, y) -> x - y * Math.floor(x / y))
                        .domain(new double[] {-7.4, -6.6}, new double[] {2.5, 3.2}).within(4, 8),
                unary("remainder number", x -> x.remainder(-2.5), x -> x + 2.5 * Math.floor(x / -2.5)).domain(2.6, 4.9).within(4, 8),
                binary("copySign", in -> in[0].copySign(in[1]), Math::copySign).domain(new double[] {0.2, 3}, new double[] {-3, 3}));
    }

    private static OpCase lerp(String name, java.util.function.Function<Tensor[], Tensor> op) {
        OpCase c = new OpCase(name, op, g -> Grid.make(stretch(stretch(g[0].shape(), g[1].shape()), g[2].shape()),
                i -> g[0].stretched(i) + g[2].stretched(i) * (g[1].stretched(i) - g[0].stretched(i))));
        return c.sample(shape(17), shape(17), shape(17)).sample(shape(3, 5), shape(5), shape()).sample(shape(0, 3), shape(3), shape(1))
                .sample(shape(2, 1, 3), shape(4, 1), shape(3)).within(4, 4);
    }
}
