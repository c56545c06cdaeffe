package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reductions, running reductions, sorting, indexing, other arrangements, types and random numbers. */
final class LanguageMovements {
    private static final String REDUCTION = "reductions";
    private static final String RUNNING = "running reductions";
    private static final String ORDER = "order";
    private static final String INDEX = "indexing";
    private static final String SHAPE = "shapes";
    private static final String RANDOM = "random";

    private final List<LanguageWork> all = new ArrayList<>();

    private LanguageMovements() {}

    static List<LanguageWork> all() {
        LanguageMovements m = new LanguageMovements();
        m.reductions();
        m.order();
        m.indexing();
        m.shapes();
        m.random();
        return m.all;
    }

    private void reductions() {
        of(REDUCTION, "sum", true, LanguageSample::x, x -> x.sum());
        of(REDUCTION, "mean", true, LanguageSample::x, x -> x.mean());
        of(REDUCTION, "max", true, LanguageSample::x, x -> x.max());
        of(REDUCTION, "variance", true, LanguageSample::x, x -> x.variance(1));
        of(REDUCTION, "norm", true, LanguageSample::x, x -> x.norm());
        of(REDUCTION, "logSumExp", false, LanguageSample::x, x -> x.logSumExp());
        of(REDUCTION, "argmax", true, LanguageSample::x, x -> x.argmax(0));
        of(REDUCTION, "sumOfRows", true, LanguageSample::matrix, x -> x.sum(1));
        of(REDUCTION, "sumOfColumns", true, LanguageSample::matrix, x -> x.sum(0));
        of(REDUCTION, "maxOfRows", true, LanguageSample::matrix, x -> x.max(1));
        of(RUNNING, "cumsum", true, LanguageSample::x, x -> x.cumsum(0));
        of(RUNNING, "cumsumOfRows", true, LanguageSample::matrix, x -> x.cumsum(1));
    }

    private void order() {
        of(ORDER, "sort", true, LanguageSample::x, x -> x.sort(0));
        of(ORDER, "sortOfRows", false, LanguageSample::matrix, x -> x.sort(1));
        of(ORDER, "argsort", false, LanguageSample::x, x -> x.argsort(0));
        of(ORDER, "topK", false, LanguageSample::x, x -> x.topK(10, 0));
    }

    private void indexing() {
        all.add(new LanguageWork(INDEX, "gather", false, s -> {
            Tensor x = s.x();
            Tensor order = s.order();
            return () -> x.gather(order, 0);
        }));
        all.add(new LanguageWork(INDEX, "scatterAdd", false, s -> {
            Tensor x = s.x();
            Tensor y = s.y();
            Tensor order = s.order();
            return () -> x.scatterAdd(order, y, 0);
        }));
    }

    private void shapes() {
        of(SHAPE, "transposed", true, LanguageSample::matrix, x -> x.t().contiguous());
        of(SHAPE, "flip", true, LanguageSample::x, x -> x.flip(0).contiguous());
        of(SHAPE, "toDouble", true, LanguageSample::x, x -> x.to(DType.FLOAT64));
        of(SHAPE, "toInt", true, LanguageSample::x, x -> x.to(DType.INT32));
        of(SHAPE, "addOfIntegers", true, LanguageSample::whole, x -> x.add(x));
        all.add(new LanguageWork(SHAPE, "concat", true, s -> {
            Tensor x = s.x();
            Tensor y = s.y();
            return () -> Shaping.concat(0, x, y);
        }));
    }

    private void random() {
        all.add(new LanguageWork(RANDOM, "uniform", true, s -> () -> s.random().uniform(DType.FLOAT32, s.size())));
        all.add(new LanguageWork(RANDOM, "normal", true, s -> () -> s.random().normal(DType.FLOAT32, s.size())));
    }

    private void of(String family, String name, boolean nd4j, Function<LanguageSample, Tensor> input, Function<Tensor, ?> op) {
        all.add(LanguageWork.of(family, name, nd4j, input, op));
    }
}
