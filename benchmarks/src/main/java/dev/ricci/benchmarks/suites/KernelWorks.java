package dev.ricci.benchmarks.suites;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.View;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Solve;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * Every kernel of a device at a shape that stands for its use, with the bytes that such work cannot do without.
 *
 * <p>Data are made before a work, which is done once, in a scope.
 */
final class KernelWorks {
    /** What is done with a work: its name, its floor in bytes, how to do it. */
    @FunctionalInterface
    interface Visitor {
        void visit(String what, long floor, Runnable work);
    }

    private static final int KEPT = 10;
    private static final double EPSILON = 1e-5;

    private final Bench bench;
    private final Backend device;
    private final int rows;
    private final int columns;
    private final long elements;
    private final String size;
    private final Tensor x;
    private final Tensor y;
    private final Tensor line;

    KernelWorks(Bench bench) {
        this.bench = bench;
        this.device = bench.device();
        rows = bench.size(512, 24);
        columns = bench.size(1024, 40);
        elements = (long) rows * columns;
        size = " " + rows + " x " + columns;
        x = bench.normal(rows, columns);
        y = bench.normal(rows, columns);
        line = bench.normal((int) elements);
    }

    void each(Visitor v) {
        elementwise(v);
        reductions(v);
        normalising(v);
        indexing(v);
        ordering(v);
        products(v);
        factorisations(v);
        adam(v);
    }

    private View fresh(int... shape) {
        return device.allocate(DType.FLOAT32, shape);
    }

    private static Tensor indices(int count, int limit) {
        return new Generator(3).uniform(DType.FLOAT32, count).mul(limit).to(DType.INT32);
    }

    private void elementwise(Visitor v) {
        Tensor row = bench.normal(columns);
        Tensor turned = bench.normal(columns, rows);
        View counter = indices(4, 1).view();
        int n = (int) elements;
        v.visit("map exp of " + n, 8 * elements, line::exp);
        v.visit("map 8 operations of " + n, 8 * elements, () -> Tensor.map(ElementwiseSuite.EIGHT, line));
        v.visit("map add" + size, 12 * elements, () -> x.add(y));
        v.visit("map add of a transpose" + size, 12 * elements, () -> x.add(turned.t()));
        v.visit("map add of a row" + size, 8 * elements + 4L * columns, () -> x.add(row));
        v.visit("random uniform of " + n, 4 * elements + 32, () -> device.random(Draw.UNIFORM, fresh(n), counter));
        v.visit("random normal of " + n, 4 * elements + 32, () -> device.random(Draw.NORMAL, fresh(n), counter));
    }

    private void reductions(Visitor v) {
        v.visit("reduce sum of all" + size, 4 * elements + 4, () -> x.sum());
        v.visit("reduce sum of each row" + size, 4 * elements + 4L * rows, () -> x.sum(1));
        v.visit("reduce sum of each column" + size, 4 * elements + 4L * columns, () -> x.sum(0));
        v.visit("argument largest of each row" + size, 4 * elements + 4L * rows, () -> x.argmax(1));
    }

    private void normalising(Visitor v) {
        View in = x.view();
        View gradient = y.view();
        View labels = indices(rows, columns).view();
        View each = bench.normal(rows).view();
        Tensor gain = bench.normal(columns);
        Tensor shift = bench.normal(columns);
        v.visit("softmax" + size, 8 * elements, () -> x.softmax(1));
        v.visit("softmaxGradient" + size, 12 * elements, () -> device.softmaxGradient(fresh(rows, columns), in, gradient, 1));
        v.visit("logSoftmax" + size, 8 * elements, () -> x.logSoftmax(1));
        v.visit("logSoftmaxGradient" + size, 12 * elements, () -> device.logSoftmaxGradient(fresh(rows, columns), in, gradient, 1));
        v.visit("crossEntropy" + size, 4 * elements + 8L * rows, () -> device.crossEntropy(fresh(rows), in, labels));
        v.visit("crossEntropyGradient" + size, 8 * elements + 8L * rows,
                () -> device.crossEntropyGradient(fresh(rows, columns), in, labels, each));
        v.visit("layerNorm" + size, 8 * elements + 8L * columns, () -> x.layerNorm(gain, shift, EPSILON));
        v.visit("layerNormGradient" + size, 12 * elements + 12L * columns, () -> device.layerNormGradient(
                new View[] {fresh(rows, columns), fresh(columns), fresh(columns)}, in, gain.view(), gradient, EPSILON));
    }

    /** Rows of a table, few and many, picked and added to. */
    private void indexing(Visitor v) {
        Tensor few = indices(rows, rows);
        Tensor many = indices((int) elements / 8, columns);
        Tensor table = bench.normal(columns, 16);
        Tensor values = bench.normal((int) elements / 8, 16);
        v.visit("gather " + rows + " of" + size, 4L * distinct(few) * columns + 4L * rows + 4 * elements, () -> x.gather(few, 0));
        v.visit("gather " + many.size() + " of " + columns + " x 16", 64L * distinct(many) + (4 + 64) * many.size(),
                () -> table.gather(many, 0));
        v.visit("scatterAdd " + rows + " to" + size, 8L * distinct(few) * columns + 4L * rows + 4 * elements,
                () -> device.scatterAdd(x.view(), few.view(), y.view(), 0));
        v.visit("scatterAdd " + many.size() + " to " + columns + " x 16", 128L * distinct(many) + (4 + 64) * many.size(),
                () -> device.scatterAdd(table.view(), many.view(), values.view(), 0));
    }

    private static long distinct(Tensor indices) {
        return Arrays.stream(indices.toInts()).distinct().count();
    }

    private void ordering(Visitor v) {
        String all = " of one line of " + elements;
        v.visit("scan sum of rows" + size, 8 * elements, () -> x.cumsum(1));
        v.visit("scan sum" + all, 8 * elements, () -> line.cumsum(0));
        v.visit("sort of rows" + size, 12 * elements, () -> x.sort(1));
        v.visit("sort" + all, 12 * elements, () -> line.sort(0));
        v.visit("topK " + KEPT + " of rows" + size, 4 * elements + 8L * KEPT * rows, () -> x.topK(KEPT, 1));
        v.visit("topK " + KEPT + all, 4 * elements + 8 * KEPT, () -> line.topK(KEPT, 0));
    }

    private void products(Visitor v) {
        int n = bench.size(512, 32);
        Tensor a = bench.normal(n, n);
        Tensor b = bench.normal(n, n);
        new Setting("ricci.cuda.cublas", "none").with(bench, own -> v.visit("matmul " + n + " x " + n, 12L * n * n,
                () -> own.matmul(fresh(n, n), a.view(), b.view(), 1, 0)));
    }

    /** Many small matrices: each element is read once, and each of the factors is written once. */
    private void factorisations(Visitor v) {
        int count = bench.size(2048, 6);
        for (int n : new int[] {16, 32}) {
            Tensor many = bench.normal(count, n, n);
            Tensor definite = many.matmul(many.t()).add(Tensor.eye(DType.FLOAT32, n));
            Tensor sides = bench.normal(count, n, 1);
            String of = " of " + count + " of " + n + " x " + n;
            long matrix = 4L * count * n * n;
            long triangle = 2L * count * n * (n + 1);
            long line = 4L * count * n;
            v.visit("svd" + of, 3 * matrix + line, () -> Svd.of(many));
            v.visit("symmetricEigen" + of, triangle + matrix + line, () -> SymmetricEigen.of(definite));
            v.visit("qr" + of, 3 * matrix, () -> Qr.of(many));
            v.visit("cholesky" + of, triangle + matrix, () -> Cholesky.of(definite));
            v.visit("solve" + of, matrix + 2 * line, () -> Solve.general(many, sides));
        }
    }

    /** Adam reads weight, gradient and two moments of each parameter, and writes all but the gradient. */
    private void adam(Visitor v) {
        Perceptron p = new Perceptron(bench.size(128, 8), bench.size(784, 12), bench.size(512, 8), bench.size(256, 8));
        Gradients fixed = p.gradients();
        p.update(fixed);
        v.visit("Adam of " + p.parameterCount() + " parameters", 4L * StepSuite.ADAM_PASSES * p.parameterCount(), () -> p.update(fixed));
    }
}
