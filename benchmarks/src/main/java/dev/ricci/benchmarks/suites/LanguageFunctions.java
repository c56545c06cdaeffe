package dev.ricci.benchmarks.suites;

import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Functions of each element, of one and of two tensors, and comparisons. */
final class LanguageFunctions {
    private LanguageFunctions() {}

    static List<LanguageWork> all() {
        return Stream.of(arithmetic(), elementary(), trigonometric(), special(), activations()).flatMap(w -> w.all().stream()).toList();
    }

    private static LanguageWorks arithmetic() {
        return new LanguageWorks("arithmetic")
                .both("add", true, Tensor::add)
                .both("mul", true, Tensor::mul)
                .both("div", true, Tensor::div)
                .both("maximum", true, Tensor::maximum)
                .both("less", true, Tensor::less)
                .both("hypot", false, Tensor::hypot)
                .both("fmod", false, Tensor::fmod)
                .both("remainder", false, Tensor::remainder)
                .x("abs", Tensor::abs)
                .x("floor", Tensor::floor)
                .x("round", Tensor::round)
                .alone("trunc", Tensor::trunc)
                .alone("clamp", x -> x.clamp(-1, 1))
                .of("sqrt", true, LanguageSample::positive, Tensor::sqrt)
                .of("rsqrt", false, LanguageSample::positive, Tensor::rsqrt)
                .of("cbrt", false, LanguageSample::positive, Tensor::cbrt)
                .work("where", false, s -> {
                    Tensor mask = s.mask();
                    Tensor x = s.x();
                    Tensor y = s.y();
                    return () -> mask.where(x, y);
                });
    }

    private static LanguageWorks elementary() {
        return new LanguageWorks("elementary functions")
                .x("exp", Tensor::exp)
                .x("expm1", Tensor::expm1)
                .alone("exp2", Tensor::exp2)
                .of("log", true, LanguageSample::positive, Tensor::log)
                .of("log1p", true, LanguageSample::positive, Tensor::log1p)
                .of("log2", false, LanguageSample::positive, Tensor::log2)
                .of("log10", false, LanguageSample::positive, Tensor::log10)
                .two("pow", true, LanguageSample::positive, LanguageSample::y, Tensor::pow);
    }

    private static LanguageWorks trigonometric() {
        return new LanguageWorks("trigonometric and hyperbolic functions")
                .x("sin", Tensor::sin)
                .x("cos", Tensor::cos)
                .x("tan", Tensor::tan)
                .x("atan", Tensor::atan)
                .of("asin", true, LanguageSample::unit, Tensor::asin)
                .of("acos", true, LanguageSample::unit, Tensor::acos)
                .both("atan2", false, Tensor::atan2)
                .x("tanh", Tensor::tanh)
                .x("sinh", Tensor::sinh)
                .x("cosh", Tensor::cosh)
                .alone("asinh", Tensor::asinh)
                .of("acosh", false, s -> s.positive().add(1), Tensor::acosh)
                .of("atanh", true, LanguageSample::unit, Tensor::atanh);
    }

    private static LanguageWorks special() {
        return new LanguageWorks("special functions")
                .x("erf", Tensor::erf)
                .alone("erfc", Tensor::erfc)
                .of("erfinv", false, LanguageSample::unit, Tensor::erfinv)
                .of("logGamma", false, LanguageSample::positive, Tensor::logGamma)
                .of("digamma", false, LanguageSample::positive, Tensor::digamma)
                .two("gammaP", false, LanguageSample::positive, s -> s.y().abs().add(0.1), Tensor::gammaP);
    }

    private static LanguageWorks activations() {
        return new LanguageWorks("activations")
                .x("sigmoid", Tensor::sigmoid)
                .x("relu", Tensor::relu)
                .x("elu", Tensor::elu)
                .alone("selu", Tensor::selu)
                .alone("gelu", Tensor::gelu)
                .alone("geluTanh", Tensor::geluTanh)
                .x("silu", Tensor::silu)
                .alone("mish", Tensor::mish)
                .x("softplus", Tensor::softplus)
                .alone("logSigmoid", Tensor::logSigmoid);
    }
}
