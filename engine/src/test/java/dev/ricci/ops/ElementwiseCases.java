package dev.ricci.ops;

import static dev.ricci.ops.OpCases.binary;
import static dev.ricci.ops.OpCases.unary;

import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

final class ElementwiseCases {
    private ElementwiseCases() {}

    static List<OpCase> all() {
        return List.of(
                binary("add", in -> in[0].add(in[1]), Double::sum).within(4, 1),
                unary("add number", x -> x.add(1.5), x -> x + 1.5).within(4, 1),
                binary("sub", in -> in[0].sub(in[1]), (x, y) -> x - y).within(4, 1),
                unary("sub number", x -> x.sub(0.25), x -> x - 0.25).within(4, 1),
                binary("mul", in -> in[0].mul(in[1]), (x, y) -> x * y),
                unary("mul number", x -> x.mul(-3), x -> -3 * x),
                binary("div", in -> in[0].div(in[1]), (x, y) -> x / y).domain(new double[] {-2, 2}, new double[] {0.5, 3}),
                unary("div number", x -> x.div(4), x -> x / 4),
                binary("pow", in -> in[0].pow(in[1]), Math::pow).domain(new double[] {0.2, 3}, new double[] {-2, 2}).within(16, 0),
                unary("pow number", x -> x.pow(3), x -> x * x * x).within(16, 0),
                unary("pow half", x -> x.pow(-0.5), x -> 1 / Math.sqrt(x)).domain(0.3, 4).within(16, 0),
                binary("maximum", in -> in[0].maximum(in[1]), Math::max),
                binary("minimum", in -> in[0].minimum(in[1]), Math::min),
                unary("maximum number", x -> x.maximum(0.5), x -> Math.max(0.5, x)).spaced(0.037).domain(-1.92, 2),
                unary("minimum number", x -> x.minimum(0.5), x -> Math.min(0.5, x)).spaced(0.037).domain(-1.92, 2),
                unary("clamp", x -> x.clamp(-1, 0.5), x -> Math.min(0.5, Math.max(-1, x))).spaced(0.037).domain(-1.92, 2),
                unary("neg", Tensor::neg, x -> -x),
                unary("abs", Tensor::abs, Math::abs).domain(0.1, 2),
                unary("abs negative", Tensor::abs, Math::abs).domain(-2, -0.1),
                unary("sign", Tensor::sign, Math::signum),
                unary("floor", Tensor::floor, Math::floor).domain(-1.9, -1.1),
                unary("square", Tensor::square, x -> x * x),
                unary("sqrt", Tensor::sqrt, Math::sqrt).domain(0.2, 4),
                unary("reciprocal", Tensor::reciprocal, x -> 1 / x).domain(0.3, 3),
                unary("exp", Tensor::exp, Math::exp),
                unary("expm1", Tensor::expm1, Math::expm1),
                unary("expm1 small", Tensor::expm1, Math::expm1).domain(-1e-4, 1e-4),
                unary("log", Tensor::log, Math::log).domain(0.2, 9).within(4, 0.3),
                unary("log1p", Tensor::log1p, Math::log1p).domain(-0.5, 4),
                unary("log1p small", Tensor::log1p, Math::log1p).domain(-1e-4, 1e-4),
                unary("sin", Tensor::sin, Math::sin).domain(-7, 7).within(4, 0.5),
                unary("cos", Tensor::cos, Math::cos).domain(-7, 7).within(4, 0.5),
                unary("tanh", Tensor::tanh, Math::tanh).domain(-4, 4),
                unary("tanh small", Tensor::tanh, Math::tanh).domain(-1e-3, 1e-3),
                unary("sigmoid", Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))).domain(-9, 9),
                unary("erf", Tensor::erf, ElementwiseCases::erf).domain(-3, 3),
                unary("relu", Tensor::relu, x -> Math.max(x, 0)).domain(0.1, 2),
                unary("relu negative", Tensor::relu, x -> Math.max(x, 0)).domain(-2, -0.1),
                unary("leakyRelu", x -> x.leakyRelu(0.01), x -> x > 0 ? x : 0.01 * x).domain(-2, -0.1),
                unary("elu", Tensor::elu, x -> x > 0 ? x : Math.expm1(x)).domain(-2, -0.1),
                unary("gelu", Tensor::gelu, x -> 0.5 * x * (1 + erf(x * Math.sqrt(0.5)))).within(8, 0.5),
                unary("silu", Tensor::silu, x -> x / (1 + Math.exp(-x))).within(8, 0.3),
                unary("softplus", Tensor::softplus, x -> Math.log1p(Math.exp(x))).within(8, 0.3).domain(0.1, 3));
    }

    /** Simpson's rule on 2/sqrt(pi) exp(-t^2) with 10,000 steps: an error below 1e-15 for |x| up to 3; the sum is compensated. */
    private static double erf(double x) {
        int n = 10_000;
        double h = x / n;
        double sum = IntStream.range(1, n).mapToDouble(i -> (i % 2 == 1 ? 4 : 2) * Math.exp(-(i * h) * (i * h))).sum();
        return 2 / Math.sqrt(Math.PI) * (1 + Math.exp(-x * x) + sum) * h / 3;
    }
}
