package dev.ricci.benchmarks.suites;

import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions of each element, of one and of two tensors, and comparisons. */
final class LanguageFunctions {
    private static final String ARITHMETIC = "arithmetic";
    private static final String ELEMENTARY = "elementary functions";
    private static final String ACTIVATION = "activations";

    private final List<LanguageWork> all = new ArrayList<>();

    private LanguageFunctions() {}

    static List<LanguageWork> all() {
        LanguageFunctions f = new LanguageFunctions();
        f.arithmetic();
        f.elementary();
        f.activations();
        return f.all;
    }

    private void arithmetic() {
        two("add", true, Tensor::add);
        two("mul", true, Tensor::mul);
        two("div", true, Tensor::div);
        two("maximum", true, Tensor::maximum);
        two("less", true, Tensor::less);
        one(ARITHMETIC, "abs", true, Tensor::abs);
        one(ARITHMETIC, "floor", true, Tensor::floor);
        one(ARITHMETIC, "clamp", false, x -> x.clamp(-1, 1));
        of(ARITHMETIC, "sqrt", true, LanguageSample::positive, Tensor::sqrt);
        all.add(new LanguageWork(ARITHMETIC, "where", false, s -> {
            Tensor mask = s.x().less(0);
            Tensor x = s.x();
            Tensor y = s.y();
            return () -> mask.where(x, y);
        }));
    }

    private void elementary() {
        one(ELEMENTARY, "exp", true, Tensor::exp);
        one(ELEMENTARY, "expm1", true, Tensor::expm1);
        of(ELEMENTARY, "log", true, LanguageSample::positive, Tensor::log);
        of(ELEMENTARY, "log1p", true, LanguageSample::positive, Tensor::log1p);
        one(ELEMENTARY, "sin", true, Tensor::sin);
        one(ELEMENTARY, "cos", true, Tensor::cos);
        one(ELEMENTARY, "tanh", true, Tensor::tanh);
        one(ELEMENTARY, "erf", true, Tensor::erf);
        all.add(new LanguageWork(ELEMENTARY, "pow", true, s -> {
            Tensor x = s.positive();
            Tensor y = s.y();
            return () -> x.pow(y);
        }));
    }

    private void activations() {
        one(ACTIVATION, "sigmoid", true, Tensor::sigmoid);
        one(ACTIVATION, "relu", true, Tensor::relu);
        one(ACTIVATION, "elu", true, Tensor::elu);
        one(ACTIVATION, "gelu", false, Tensor::gelu);
        one(ACTIVATION, "silu", true, Tensor::silu);
        one(ACTIVATION, "softplus", true, Tensor::softplus);
    }

    private void one(String family, String name, boolean nd4j, UnaryOperator<Tensor> op) {
        of(family, name, nd4j, LanguageSample::x, op);
    }

    private void of(String family, String name, boolean nd4j, Function<LanguageSample, Tensor> input, UnaryOperator<Tensor> op) {
        all.add(LanguageWork.of(family, name, nd4j, input, op));
    }

    private void two(String name, boolean nd4j, BinaryOperator<Tensor> op) {
        all.add(new LanguageWork(ARITHMETIC, name, nd4j, s -> {
            Tensor x = s.x();
            Tensor y = s.y();
            return () -> op.apply(x, y);
        }));
    }
}
