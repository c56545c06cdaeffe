package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives where a careless formula cancels, overflows or divides by 0: against closed forms, some by mpmath at 40 digits. */
class DerivativeEndsTest {
    private static final double E_100 = 3.720075976020836e-44;
    private static final double HALF_ROOT = Math.sqrt(0.5);

    /** The derivative by one input of an operation at a point; of the second order where order is 2. */
    private record End(String name, Function<Tensor[], Tensor> op, int input, int order, double derivative, double... at) {
        @Override
        public String toString() {
            return name + " at " + Arrays.toString(at) + (order == 2 ? ", twice" : "");
        }
    }

    private static End end(String name, Function<Tensor, Tensor> op, double x, double derivative) {
        return new End(name, t -> op.apply(t[0]), 0, 1, derivative, x);
    }

    private static End second(String name, Function<Tensor, Tensor> op, double x, double derivative) {
        return new End(name, t -> op.apply(t[0]), 0, 2, derivative, x);
    }

    private static End end(String name, Function<Tensor[], Tensor> op, double x, double y, int input, double derivative) {
        return new End(name, op, input, 1, derivative, x, y);
    }

    static List<End> exponentials() {
        return List.of(
                end("sigmoid", Tensor::sigmoid, 100, E_100), end("sigmoid", Tensor::sigmoid, -100, E_100),
                end("sigmoid", Tensor::sigmoid, 20, 2.061153613941849e-09), end("sigmoid", Tensor::sigmoid, 1000, 0),
                second("sigmoid", Tensor::sigmoid, 20, -2.061153605445141e-09), second("sigmoid", Tensor::sigmoid, 100, -E_100),
                end("tanh", Tensor::tanh, 50, 1.4880303904083344e-43), end("tanh", Tensor::tanh, -9, 6.091991712323229e-08),
                end("tanh", Tensor::tanh, 0, 1), end("tanh", Tensor::tanh, 1e4, 0),
                second("tanh", Tensor::tanh, 9, -1.2183983053522824e-07), second("tanh", Tensor::tanh, 0, 0),
                end("softplus", Tensor::softplus, 1000, 1), end("softplus", Tensor::softplus, -100, E_100),
                end("softplus", Tensor::softplus, -1000, 0), second("softplus", Tensor::softplus, 0, 0.25),
                end("logSigmoid", Tensor::logSigmoid, -1000, 1), end("logSigmoid", Tensor::logSigmoid, 100, E_100),
                end("log1p", Tensor::log1p, 1e-20, 1), end("expm1", Tensor::expm1, -50, 1.9287498479639178e-22),
                end("expm1", Tensor::expm1, 1e-20, 1), end("elu", Tensor::elu, -50, 1.9287498479639178e-22),
                end("exp", Tensor::exp, 1000, Double.POSITIVE_INFINITY), end("exp", Tensor::exp, -1000, 0),
                end("exp2", Tensor::exp2, -140, Math.scalb(Math.log(2), -140)), end("log2", Tensor::log2, 1e-30, 1e30 / Math.log(2)),
                end("log10", Tensor::log10, 1e30, 1e-30 / Math.log(10)), end("logit", Tensor::logit, 0.5, 4),
                end("logit", Tensor::logit, 1e-20, 1e20), end("logit", Tensor::logit, 1 - 0x1p-20, 0x1p20 / (1 - 0x1p-20)));
    }

    static List<End> roots() {
        return List.of(
                end("sqrt", Tensor::sqrt, 0, Double.POSITIVE_INFINITY), end("cbrt", Tensor::cbrt, 0, Double.POSITIVE_INFINITY),
                end("cbrt", Tensor::cbrt, 1e-30, 1e20 / 3), end("rsqrt", Tensor::rsqrt, 1e-20, -0.5e30),
                end("asin", Tensor::asin, 1 - 0x1p-20, 724.077516568578), end("acos", Tensor::acos, 1 - 0x1p-20, -724.077516568578),
                end("acosh", Tensor::acosh, 1 + 0x1p-20, 724.077171301595), end("acosh", Tensor::acosh, 1e30, 1e-30),
                end("asinh", Tensor::asinh, 1e30, 1e-30), end("asinh", Tensor::asinh, -1e-20, 1),
                end("atanh", Tensor::atanh, 1 - 0x1p-20, 524288.2500001192), end("atanh", Tensor::atanh, -1, Double.POSITIVE_INFINITY),
                end("atan", Tensor::atan, 1e18, 1e-36), end("atan", Tensor::atan, Double.POSITIVE_INFINITY, 0),
                end("cosh", Tensor::cosh, 1e-20, 1e-20), end("sinh", Tensor::sinh, 1e-20, 1));
    }

    static List<End> pairs() {
        Function<Tensor[], Tensor> pow = t -> t[0].pow(t[1]);
        Function<Tensor[], Tensor> hypot = t -> t[0].hypot(t[1]);
        Function<Tensor[], Tensor> angle = t -> t[0].atan2(t[1]);
        Function<Tensor[], Tensor> xlogy = t -> t[0].xlogy(t[1]);
        return List.of(
                end("pow", pow, 0, 0, 0, 0), end("pow", pow, 0, 1, 0, 1), end("pow", pow, 0, 2, 0, 0), end("pow", pow, 0, 2, 1, 0),
                end("pow", pow, 0, 0, 1, 0), end("pow", pow, 2, 0, 0, 0), end("pow", pow, -2, 3, 0, 12),
                end("pow", pow, 0, 0.5, 0, Double.POSITIVE_INFINITY),
                end("hypot", hypot, 0, 0, 0, 0), end("hypot", hypot, 0, 0, 1, 0), end("hypot", hypot, 1e30, 1e30, 0, HALF_ROOT),
                end("hypot", hypot, 1e-30, -1e-30, 1, -HALF_ROOT),
                end("atan2", angle, 0, 0, 0, 0), end("atan2", angle, 0, 0, 1, 0), end("atan2", angle, 1e30, 1e30, 0, 0.5e-30),
                end("atan2", angle, 1e-30, 1e-30, 1, -0.5e30), end("atan2", angle, 0, -2, 0, -0.5),
                end("xlogy", xlogy, 0, 2, 0, Math.log(2)), end("xlogy", xlogy, 0, 0, 1, 0), end("xlogy", xlogy, 0, 2, 1, 0),
                end("fmod", t -> t[0].fmod(t[1]), -7.5, 2, 1, 3), end("remainder", t -> t[0].remainder(t[1]), -7.5, 2, 1, 4),
                end("copySign", t -> t[0].copySign(t[1]), -3, 1, 0, -1), end("copySign", t -> t[0].copySign(t[1]), -3, -0.0, 0, 1));
    }

    static List<End> activations() {
        return List.of(
                end("mish", Tensor::mish, 100, 1), end("mish", Tensor::mish, -80, -79 * 1.8048513878454153e-35),
                end("mish", Tensor::mish, -1000, 0),
                end("selu", Tensor::selu, -1000, 0), end("selu", Tensor::selu, 1e10, 1.0507009873554805),
                end("silu", Tensor::silu, -1000, 0), end("silu", Tensor::silu, 1000, 1), end("gelu", Tensor::gelu, -40, 0),
                end("geluTanh", Tensor::geluTanh, -40, 0), end("geluTanh", Tensor::geluTanh, 40, 1),
                end("softsign", Tensor::softsign, 1e10, 9.999999998e-21), end("softsign", Tensor::softsign, -1e10, 9.999999998e-21),
                end("hardSwish", Tensor::hardSwish, 1e10, 1), end("hardSwish", Tensor::hardSwish, -1e10, 0));
    }

    static List<End> special() {
        return List.of(
                end("erfc", Tensor::erfc, -1000, 0), end("erfc", Tensor::erfc, 0, -2 / Math.sqrt(Math.PI)),
                end("erfinv", Tensor::erfinv, 0, Math.sqrt(Math.PI) / 2), end("logGamma", Tensor::logGamma, 0x1p-60, -0x1p60),
                end("logGamma", Tensor::logGamma, 1, -0.5772156649015329), end("digamma", Tensor::digamma, 0x1p30, 9.313225750491594e-10),
                second("logGamma", Tensor::logGamma, 0x1p30, 9.313225750491594e-10),
                end("polygamma", t -> t.polygamma(1), 1, -2.4041138063191886),
                end("logBeta", t -> t[0].logBeta(t[1]), 1, 1, 0, -1), end("beta", t -> t[0].beta(t[1]), 1, 1, 1, -1),
                end("gammaP", t -> t[0].detach().gammaP(t[1]), 1, 0, 1, 1), end("gammaP", t -> t[0].detach().gammaP(t[1]), 1, 1000, 1, 0),
                end("betaI", t -> t[0].detach().betaI(t[0].detach(), t[1]), 1, 0.25, 1, 1));
    }

    @ParameterizedTest
    @MethodSource({"exponentials", "roots", "pairs", "activations", "special"})
    void derivativesAreExactAtTheEnds(End end) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            try (Scope _ = Scope.open()) {
                Tensor[] in = Arrays.stream(end.at).mapToObj(v -> Tensor.full(type, v, 1).wanted()).toArray(Tensor[]::new);
                Tensor x = in[end.input];
                Tensor got = Gradients.withHistory(end.op.apply(in).sum()).get(x);
                if (end.order == 2) {
                    got = Gradients.of(got.sum()).get(x);
                }
                check(end, type, got.to(DType.FLOAT64).item());
            }
        }
    }

    private static void check(End end, DType type, double got) {
        double want = type == DType.FLOAT32 ? (float) end.derivative : end.derivative;
        // the point itself is rounded: 1e-30 and the like move by half a unit
        double epsilon = type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
        double least = type == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        double allowed = Double.isInfinite(want) ? 0 : Math.max(4 * epsilon * Math.abs(want), want == 0 ? 0 : 2 * least);
        assertEquals(want, got, allowed, end + " in " + type);
    }
}
