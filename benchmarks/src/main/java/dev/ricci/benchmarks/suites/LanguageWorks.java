package dev.ricci.benchmarks.suites;

import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** The operations of one family as they are listed: on x, on x and y, and on what each needs. */
final class LanguageWorks {
    private final String family;
    private final List<LanguageWork> all = new ArrayList<>();

    LanguageWorks(String family) {
        this.family = family;
    }

    List<LanguageWork> all() {
        return all;
    }

    /** What ND4J has, too: of a tensor of normal numbers. */
    LanguageWorks x(String name, Function<Tensor, ?> op) {
        return of(name, true, LanguageSample::x, op);
    }

    /** Of normal numbers, against PyTorch alone. */
    LanguageWorks alone(String name, Function<Tensor, ?> op) {
        return of(name, false, LanguageSample::x, op);
    }

    /** Of one tensor that the sample gives. */
    LanguageWorks of(String name, boolean nd4j, Function<LanguageSample, Tensor> input, Function<Tensor, ?> op) {
        return work(name, nd4j, s -> {
            Tensor x = input.apply(s);
            return () -> op.apply(x);
        });
    }

    /** Of two tensors of normal numbers. */
    LanguageWorks both(String name, boolean nd4j, BinaryOperator<Tensor> op) {
        return two(name, nd4j, LanguageSample::x, LanguageSample::y, op);
    }

    /** Of two tensors that the sample gives. */
    LanguageWorks two(String name, boolean nd4j, Function<LanguageSample, Tensor> first, Function<LanguageSample, Tensor> second,
            BinaryOperator<Tensor> op) {
        return work(name, nd4j, s -> {
            Tensor x = first.apply(s);
            Tensor y = second.apply(s);
            return () -> op.apply(x, y);
        });
    }

    /** Whatever is prepared from the sample. */
    LanguageWorks work(String name, boolean nd4j, Function<LanguageSample, Supplier<?>> work) {
        all.add(new LanguageWork(family, name, nd4j, work));
        return this;
    }
}
