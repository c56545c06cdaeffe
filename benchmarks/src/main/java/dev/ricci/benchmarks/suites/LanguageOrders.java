package dev.ricci.benchmarks.suites;

import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Reductions, running reductions, sorting, counting and indexing. */
final class LanguageOrders {
    private LanguageOrders() {}

    static List<LanguageWork> all() {
        return Stream.of(reductions(), statistics(), running(), order(), indexing(), masks()).flatMap(w -> w.all().stream()).toList();
    }

    private static LanguageWorks reductions() {
        return new LanguageWorks("reductions")
                .x("sum", x -> x.sum())
                .x("mean", x -> x.mean())
                .x("max", x -> x.max())
                .x("variance", x -> x.variance(1))
                .x("std", x -> x.std(1))
                .x("norm", x -> x.norm())
                .of("prod", true, LanguageSample::nearOne, x -> x.prod())
                .alone("logSumExp", x -> x.logSumExp())
                .x("argmax", x -> x.argmax(0))
                .of("any", false, s -> s.x().greater(100), x -> x.any())
                .alone("countNonZero", x -> x.countNonZero())
                .of("sumOfRows", true, LanguageSample::matrix, x -> x.sum(1))
                .of("sumOfColumns", true, LanguageSample::matrix, x -> x.sum(0))
                .of("maxOfRows", true, LanguageSample::matrix, x -> x.max(1))
                .of("argmaxOfRows", true, LanguageSample::matrix, x -> x.argmax(1))
                .of("stdOfRows", true, LanguageSample::matrix, x -> x.std(1, 1));
    }

    private static LanguageWorks statistics() {
        return new LanguageWorks("order statistics and counts")
                .alone("median", x -> x.median())
                .alone("quantile", x -> x.quantile(0.3))
                .of("medianOfRows", false, LanguageSample::matrix, x -> x.median(1))
                .alone("histogram", x -> x.histogram(100, -4, 4))
                .of("bincount", false, LanguageSample::classes, x -> x.bincount(LanguageSample.CLASSES));
    }

    private static LanguageWorks running() {
        return new LanguageWorks("running reductions")
                .x("cumsum", x -> x.cumsum(0))
                .of("cumsumOfRows", true, LanguageSample::matrix, x -> x.cumsum(1))
                .of("cumprod", true, LanguageSample::nearOne, x -> x.cumprod(0))
                .alone("cummax", x -> x.cummax(0))
                .alone("logCumSumExp", x -> x.logCumSumExp(0));
    }

    private static LanguageWorks order() {
        return new LanguageWorks("order")
                .x("sort", x -> x.sort(0))
                .of("sortOfRows", false, LanguageSample::matrix, x -> x.sort(1))
                .alone("argsort", x -> x.argsort(0))
                .alone("topK", x -> x.topK(10, 0))
                .of("unique", false, LanguageSample::whole, x -> x.unique())
                .two("searchSorted", false, LanguageSample::sorted, LanguageSample::y, Tensor::searchSorted);
    }

    private static LanguageWorks indexing() {
        return new LanguageWorks("indexing")
                .two("gather", false, LanguageSample::x, LanguageSample::order, (x, i) -> x.gather(i, 0))
                .work("scatterAdd", false, s -> {
                    Tensor x = s.x();
                    Tensor y = s.y();
                    Tensor order = s.order();
                    return () -> x.scatterAdd(order, y, 0);
                })
                .two("takeAlong", false, LanguageSample::matrix, LanguageSample::orderOfRows, (x, i) -> x.takeAlong(i, 1))
                .work("putAlong", false, s -> {
                    Tensor x = s.matrix();
                    Tensor y = s.y().reshape(x.shape());
                    Tensor order = s.orderOfRows();
                    return () -> x.putAlong(order, y, 1);
                })
                .of("oneHot", false, s -> s.classes().slice(0, 0, s.size() / LanguageSample.FEW).remainder(LanguageSample.FEW),
                        x -> x.oneHot(LanguageSample.FEW))
                .of("tril", false, LanguageSample::matrix, x -> x.tril(0));
    }

    private static LanguageWorks masks() {
        return new LanguageWorks("masks")
                .two("maskedFill", false, LanguageSample::x, LanguageSample::mask, (x, m) -> x.maskedFill(m, 0))
                .two("maskedSelect", false, LanguageSample::x, LanguageSample::mask, Tensor::maskedSelect)
                .of("nonZero", false, LanguageSample::mask, x -> x.nonZero());
    }
}
