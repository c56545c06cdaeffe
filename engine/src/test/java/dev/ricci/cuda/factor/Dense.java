package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;

/** A matrix of doubles on the host, with what tests need to judge a factorisation. */
record Dense(int rows, int columns, double[] at) {
    interface Entry {
        double of(int i, int j);
    }

    static Dense of(int rows, int columns, Entry e) {
        double[] at = new double[rows * columns];
        for (int i = 0; i < at.length; i++) {
            at[i] = e.of(i / columns, i % columns);
        }
        return new Dense(rows, columns, at);
    }

    /** Numbers between -1 and 1 that float32 holds too. */
    static Dense random(long seed, int rows, int columns) {
        SplittableRandom r = new SplittableRandom(seed);
        return of(rows, columns, (i, j) -> (float) r.nextDouble(-1, 1));
    }

    /** Symmetric positive definite, rounded to float32. */
    static Dense positive(long seed, int n) {
        Dense g = random(seed, n, n);
        Dense p = g.times(g.transposed());
        return of(n, n, (i, j) -> (float) (p.at(i, j) / n + (i == j ? 0.5 : 0)));
    }

    static Dense read(View v) {
        return new Dense(v.size(0), v.rank() > 1 ? v.size(1) : 1, Elements.read(v));
    }

    View on(Backend device, DType type) {
        View v = device.allocate(type, rows, columns);
        Elements.write(v, at);
        return v;
    }

    double at(int i, int j) {
        return at[i * columns + j];
    }

    Dense transposed() {
        return of(columns, rows, (i, j) -> at(j, i));
    }

    Dense times(Dense b) {
        double[] c = new double[rows * b.columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double x = at[i * columns + k];
                for (int j = 0; j < b.columns; j++) {
                    c[i * b.columns + j] += x * b.at[k * b.columns + j];
                }
            }
        }
        return new Dense(rows, b.columns, c);
    }

    Dense minus(Dense b) {
        return of(rows, columns, (i, j) -> at(i, j) - b.at(i, j));
    }

    /** The part where a function of row and column is not negative; zeros elsewhere. */
    Dense where(IntBinaryOperator f) {
        return of(rows, columns, (i, j) -> f.applyAsInt(i, j) >= 0 ? at(i, j) : 0);
    }

    Dense rows(double[] order) {
        return of(order.length, columns, (i, j) -> at((int) order[i], j));
    }

    static Dense identity(int n) {
        return of(n, n, (i, j) -> i == j ? 1 : 0);
    }

    /** The Frobenius norm. */
    double norm() {
        double most = Arrays.stream(at).map(Math::abs).reduce(0, Math::max);
        return most == 0 ? 0 : most * Math.sqrt(Arrays.stream(at).map(x -> x / most * (x / most)).sum());
    }
}
