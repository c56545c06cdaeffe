package dev.ricci.benchmarks.suites;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;

/** The tensors of one size that the works of {@link LanguageSuite} are done on; each made when it is first asked for. */
final class LanguageSample {
    /** Of a row of {@link #matrix}. */
    static final int COLUMNS = 100;

    /** Of {@link #classes}. */
    static final int CLASSES = 1000;

    /** Classes where each is a column, and windows. */
    static final int FEW = 10;

    private final int n;
    private final Generator random = new Generator(7);
    private Tensor x;
    private Tensor y;
    private Tensor order;

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
        return x().sort(0).values();
    }

    /** Whole numbers between -1000 and 1000. */
    Tensor whole() {
        return x().mul(300).clamp(-1000, 1000).to(DType.INT32);
    }

    /** Whole numbers from 0 to 999, int32. */
    Tensor classes() {
        return random.uniform(DType.FLOAT32, n).mul(CLASSES).to(DType.INT32).clamp(0, CLASSES - 1);
    }

    /** Numbers whose product neither overflows nor vanishes. */
    Tensor nearOne() {
        return x().mul(1e-4).add(1);
    }

    /** True for about half. */
    Tensor mask() {
        return x().less(0);
    }

    /** Each place of a row once, in a random order. */
    Tensor orderOfRows() {
        return y().reshape(n / COLUMNS, COLUMNS).argsort(1);
    }

    /** The first tenth. */
    Tensor tenth() {
        return x().slice(0, 0, n / FEW).copy();
    }

    /** A vector whose outer product with itself has nearly n elements. */
    Tensor side() {
        return x().slice(0, 0, (int) Math.sqrt(n)).copy();
    }

    /** The same numbers as {@link #matrix} in squares of ten. */
    Tensor cube() {
        return x().reshape(n / COLUMNS, FEW, FEW);
    }

    /** Square matrices of 10, 100 or 500, as many as n numbers fill. */
    Tensor squares() {
        int side = n < 10_000 ? FEW : n < 1_000_000 ? COLUMNS : 500;
        int count = n / side / side;
        return x().slice(0, 0, count * side * side).reshape(count, side, side).mul(0.1);
    }

    Generator random() {
        return random;
    }
}
