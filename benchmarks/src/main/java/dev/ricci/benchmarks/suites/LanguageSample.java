package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;

/** The tensors of one size that the works of {@link LanguageSuite} are done on; each made when it is first asked for. */
final class LanguageSample {
    private static final int COLUMNS = 100;

    private final int n;
    private final Generator random = new Generator(7);
    private Tensor x;
    private Tensor y;
    private Tensor order;
    private Tensor sorted;

    LanguageSample(int n) {
        this.n = n;
    }

    int size() {
        return n;
    }

    /** Normal numbers. */
    Tensor x() {
        x = x == null ? random.normal(DType.FLOAT32, n) : x;
        return x;
    }

    /** Other normal numbers. */
    Tensor y() {
        y = y == null ? random.normal(DType.FLOAT32, n) : y;
        return y;
    }

    /** From 0.1 on. */
    Tensor positive() {
        return x().abs().add(0.1);
    }

    /** Between -1 and 1. */
    Tensor unit() {
        return random.uniform(DType.FLOAT32, n).sub(0.5).mul(1.99);
    }

    /** The same numbers as {@link #x} in rows of a hundred. */
    Tensor matrix() {
        return x().reshape(n / COLUMNS, COLUMNS);
    }

    /** Each of 0 to n - 1 once, in a random order. */
    Tensor order() {
        order = order == null ? random.uniform(DType.FLOAT32, n).argsort(0) : order;
        return order;
    }

    /** Numbers in ascending order. */
    Tensor sorted() {
        sorted = sorted == null ? x().sort(0).values() : sorted;
        return sorted;
    }

    /** Whole numbers between -1000 and 1000. */
    Tensor whole() {
        return x().mul(300).clamp(-1000, 1000).to(DType.INT32);
    }

    Generator random() {
        return random;
    }
}
