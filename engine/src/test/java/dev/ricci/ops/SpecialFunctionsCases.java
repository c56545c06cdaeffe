package dev.ricci.ops;

import static dev.ricci.ops.OpCases.binary;
import static dev.ricci.ops.OpCases.shape;
import static dev.ricci.ops.OpCases.unary;

import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Special functions and activations. Their accuracy in tails, and far out, is the matter of SpecialFunctionsTest. */
final class SpecialFunctionsCases {
    private SpecialFunctionsCases() {}

    static List<OpCase> all() {
        List<OpCase> all = new ArrayList<>(functions());
        all.addAll(incomplete());
        all.addAll(activations());
        return all;
    }

    private static List<OpCase> functions() {
        return List.of(
                unary("erfc", Tensor::erfc, x -> 1 - PlainSpecial.erf(x)).within(16, 1),
                unary("erfinv", Tensor::erfinv, PlainSpecial::erfinv).domain(-0.9, 0.9).within(16, 0.1),
                unary("erfcinv", Tensor::erfcinv, x -> PlainSpecial.erfinv(1 - x)).domain(0.1, 1.9).within(16, 0.1),
                unary("normalCdf", Tensor::normalCdf, x -> 0.5 + 0.5 * PlainSpecial.erf(x * Math.sqrt(0.5))).within(16, 1),
                unary("normalQuantile", Tensor::normalQuantile, p -> Math.sqrt(2) * PlainSpecial.erfinv(2 * p - 1)).domain(0.05, 0.95)
                        .within(16, 1),
                unary("logGamma", Tensor::logGamma, PlainSpecial::logGamma).domain(0.2, 12).within(16, 20),
                unary("logGamma negative", Tensor::logGamma, x -> PlainSpecial.logGamma(x + 1) - Math.log(-x)).domain(-0.9, -0.1)
                        .within(16, 20),
                unary("digamma", Tensor::digamma, PlainSpecial::digamma).domain(0.2, 12).within(16, 4),
                unary("polygamma", x -> x.polygamma(1), x -> PlainSpecial.polygamma(1, x)).domain(0.3, 12).within(16, 1),
                unary("polygamma third", x -> x.polygamma(3), x -> PlainSpecial.polygamma(3, x)).domain(0.5, 12).within(16, 1),
                binary("beta", in -> in[0].beta(in[1]), (a, b) -> Math.exp(PlainSpecial.logBeta(a, b))).domain(0.4, 5).within(1024, 1),
                binary("logBeta", in -> in[0].logBeta(in[1]), PlainSpecial::logBeta).domain(0.4, 15).within(16, 20));
    }

    /** Rows with a gradient have shapes that are numbers: there is no gradient by them. The wide tolerances are for the definitions. */
    private static List<OpCase> incomplete() {
        return List.of(
                binary("gammaP", in -> in[0].gammaP(in[1]), PlainSpecial::gammaP).domain(new double[] {0.5, 30}, new double[] {0.1, 40})
                        .within(1024, 1).notDifferentiable(),
                binary("gammaQ", in -> in[0].gammaQ(in[1]), (a, x) -> 1 - PlainSpecial.gammaP(a, x))
                        .domain(new double[] {0.5, 30}, new double[] {0.1, 40}).within(1024, 1).notDifferentiable(),
                unary("gammaP number", x -> like(x, 2.5).gammaP(x), x -> PlainSpecial.gammaP(2.5, x)).domain(0.2, 9).within(1024, 1),
                unary("gammaQ number", x -> like(x, 2.5).gammaQ(x), x -> 1 - PlainSpecial.gammaP(2.5, x)).domain(0.2, 9).within(1024, 1),
                new OpCase("betaI", in -> in[0].betaI(in[1], in[2]), g -> Grid.make(OpCases.stretch(
                        OpCases.stretch(g[0].shape(), g[1].shape()), g[2].shape()),
                        i -> PlainSpecial.betaI(g[0].stretched(i), g[1].stretched(i), g[2].stretched(i))))
                        .sample(shape(17), shape(17), shape(17)).sample(shape(), shape(1), shape(7)).sample(shape(0), shape(0), shape(0))
                        .domain(new double[] {0.5, 20}, new double[] {0.5, 20}, new double[] {0.05, 0.95})
                        .within(1024, 1).notDifferentiable(),
                unary("betaI number", x -> like(x, 2.5).betaI(like(x, 1.5), x), x -> PlainSpecial.betaI(2.5, 1.5, x)).domain(0.05, 0.95)
                        .within(1024, 1));
    }

    private static Tensor like(Tensor x, double number) {
        return x.detach().mul(0).add(number);
    }

    private static List<OpCase> activations() {
        return List.of(
                unary("elu number", x -> x.elu(0.7), x -> x > 0 ? x : 0.7 * Math.expm1(x)).domain(-2, -0.1),
                unary("selu", Tensor::selu, x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))).domain(-2, -0.1),
                unary("selu positive", Tensor::selu, x -> 1.0507009873554805 * x).domain(0.1, 2),
                unary("geluTanh", Tensor::geluTanh,
                        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))).within(16, 0.5),
                unary("mish", Tensor::mish, x -> x * Math.tanh(Math.log1p(Math.exp(x)))).domain(0.1, 4).within(8, 0.3),
                unary("mish negative", Tensor::mish, x -> x * Math.tanh(Math.log1p(Math.exp(x)))).domain(-4, -0.1).within(8, 0.3),
                unary("logSigmoid", Tensor::logSigmoid, x -> -Math.log1p(Math.exp(-x))).domain(0.1, 9).within(8, 0.1),
                unary("logSigmoid negative", Tensor::logSigmoid, x -> x - Math.log1p(Math.exp(x))).domain(-9, -0.1).within(8, 0.1),
                unary("softsign", Tensor::softsign, x -> x / (1 + x)).domain(0.1, 4),
                unary("softsign negative", Tensor::softsign, x -> x / (1 - x)).domain(-4, -0.1),
                unary("hardSigmoid", Tensor::hardSigmoid, x -> Math.min(1, Math.max(0, (x + 3) / 6))).spaced(0.083).domain(-4.02, 4)
                        .within(8, 1),
                unary("hardSwish", Tensor::hardSwish, x -> x * Math.min(1, Math.max(0, (x + 3) / 6))).spaced(0.083).domain(-4.02, 4)
                        .within(8, 1));
    }
}
