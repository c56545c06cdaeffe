package dev.ricci.benchmarks.suites;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Products;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Other arrangements, types, products, random numbers and a gradient. */
final class LanguageShapes {
    private LanguageShapes() {}

    static List<LanguageWork> all() {
        return Stream.of(shapes(), joined(), types(), products(), random(), gradients()).flatMap(w -> w.all().stream()).toList();
    }

    private static LanguageWorks shapes() {
        return new LanguageWorks("shapes")
                .x("copy", x -> x.copy())
                .of("transposed", true, LanguageSample::matrix, x -> x.t().contiguous())
                .of("permuted", true, LanguageSample::cube, x -> x.permute(2, 0, 1).contiguous())
                .x("flip", x -> x.flip(0).contiguous())
                .alone("roll", x -> x.roll(7, 0))
                .of("windows", false, LanguageSample::tenth, x -> x.unfold(0, 10, 1).copy())
                .alone("split", x -> x.split(0, x.size(0) / 4, x.size(0) / 4, x.size(0) - x.size(0) / 4 * 2));
    }

    private static LanguageWorks joined() {
        return new LanguageWorks("joining and repeating")
                .both("concat", true, (x, y) -> Shaping.concat(0, x, y))
                .both("stack", true, (x, y) -> Shaping.stack(0, x, y))
                .of("concatOfColumns", true, LanguageSample::matrix, x -> Shaping.concat(1, x, x))
                .of("pad", false, LanguageSample::matrix, x -> x.pad(new int[] {1, 1}, new int[] {1, 1}, 0))
                .of("padReflect", false, LanguageSample::matrix, x -> x.padReflect(new int[] {1, 1}, new int[] {1, 1}))
                .of("tile", true, LanguageSample::tenth, x -> x.tile(10))
                .of("repeat", false, LanguageSample::tenth, x -> x.repeat(10, 0));
    }

    private static LanguageWorks types() {
        Function<LanguageSample, Tensor> wide = s -> s.whole().to(DType.INT64);
        Function<LanguageSample, Tensor> half = s -> s.x().to(DType.BFLOAT16);
        return new LanguageWorks("types")
                .x("toDouble", x -> x.to(DType.FLOAT64))
                .x("toInt", x -> x.to(DType.INT32))
                .alone("toBfloat16", x -> x.to(DType.BFLOAT16))
                .alone("toFloat16", x -> x.to(DType.FLOAT16))
                .of("fromBfloat16", false, half, x -> x.to(DType.FLOAT32))
                .of("addOfBfloat16", false, half, x -> x.add(x))
                .of("addOfIntegers", true, LanguageSample::whole, x -> x.add(x))
                .of("bitAnd", false, LanguageSample::whole, x -> x.bitAnd(x))
                .of("addOfInt64", true, wide, x -> x.add(x))
                .of("mulOfInt64", true, wide, x -> x.mul(x))
                .of("addOfDouble", true, s -> s.x().to(DType.FLOAT64), x -> x.add(x))
                .of("expOfDouble", true, s -> s.x().to(DType.FLOAT64), x -> x.exp());
    }

    private static LanguageWorks products() {
        return new LanguageWorks("products")
                .both("dot", true, Tensor::dot)
                .of("outer", false, LanguageSample::side, x -> x.outer(x))
                .of("matmulOfBatch", true, LanguageSample::squares, x -> x.matmul(x))
                .of("einsumOfBatch", false, LanguageSample::squares, x -> Products.einsum("bij,bjk->bik", x, x))
                .of("einsumOfRows", false, LanguageSample::matrix, x -> Products.einsum("ij,ij->i", x, x))
                .two("matrixVector", false, LanguageSample::matrix, s -> s.y().slice(0, 0, LanguageSample.COLUMNS), Tensor::matmul)
                .two("kron", false, s -> s.x().slice(0, 0, 100).reshape(10, 10), s -> s.tenth().slice(0, 0, s.size() / 100)
                        .reshape(10, s.size() / 1000), Tensor::kron);
    }

    private static LanguageWorks random() {
        return new LanguageWorks("random")
                .work("uniform", true, s -> () -> s.random().uniform(DType.FLOAT32, s.size()))
                .work("normal", true, s -> () -> s.random().normal(DType.FLOAT32, s.size()))
                .work("exponential", false, s -> () -> s.random().exponential(DType.FLOAT32, s.size()))
                .work("gamma", false, s -> () -> s.random().gamma(2.5, DType.FLOAT32, s.size()))
                .work("bernoulli", false, s -> () -> s.random().bernoulli(0.3, s.size()))
                .work("integers", false, s -> () -> s.random().integers(0, 1000, s.size()))
                .work("permutation", false, s -> () -> s.random().permutation(s.size()));
    }

    private static LanguageWorks gradients() {
        return new LanguageWorks("gradients").work("gradient", false, s -> {
            Tensor x = s.x().wanted();
            Tensor y = s.y().wanted();
            return () -> {
                Gradients g = Gradients.of(x.mul(y).tanh().sum());
                return List.of(g.get(x), g.get(y));
            };
        });
    }
}
