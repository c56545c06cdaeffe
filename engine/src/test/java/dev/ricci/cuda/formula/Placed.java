package dev.ricci.cuda.formula;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.Elements;
import java.util.Arrays;
import java.util.Random;

/** A view on the device over memory whose every element a test knows; written and read without the operations under test. */
record Placed(View whole, View view) {
    /** How a view's elements stand in memory. */
    enum Kind { DENSE, PERMUTED, GAPS, BACKWARDS, OFFSET, REPEATED_OUTER, REPEATED_INNER, ONE }

    /** Of a shape, with random numbers: wide ones in floating-point types, small ones in int32, 0 and 1 in bool. */
    static Placed make(Backend b, Random random, Kind kind, DType type, int... shape) {
        int[] larger = shape.clone();
        int r = shape.length;
        switch (kind) {
            case DENSE -> {}
            case PERMUTED -> {
                for (int d = 0; d < r; d++) {
                    larger[d] = shape[r - 1 - d];
                }
            }
            case GAPS, BACKWARDS -> Arrays.setAll(larger, d -> 2 * shape[d] + 1);
            case OFFSET -> larger = r == 0 ? larger : with(larger, 0, shape[0] + 1);
            case REPEATED_OUTER -> larger = r == 0 ? larger : with(larger, 0, 1);
            case REPEATED_INNER -> larger = r == 0 ? larger : with(larger, r - 1, 1);
            case ONE -> Arrays.fill(larger, 1);
        }
        double[] values = new double[Math.toIntExact(Layout.dense(larger).size())];
        Arrays.setAll(values, i -> value(random, type));
        Placed made = of(b, type, larger, values);
        return made.with(layout(kind, made.whole.layout(), shape));
    }

    private static int[] with(int[] a, int d, int v) {
        int[] c = a.clone();
        c[d] = v;
        return c;
    }

    private static Layout layout(Kind kind, Layout l, int... shape) {
        int r = shape.length;
        return switch (kind) {
            case DENSE -> l;
            case PERMUTED -> {
                int[] order = new int[r];
                Arrays.setAll(order, d -> r - 1 - d);
                yield l.permute(order);
            }
            case GAPS, BACKWARDS -> {
                for (int d = 0; d < r; d++) {
                    l = kind == Kind.GAPS ? l.slice(d, 1, shape[d], 2) : l.slice(d, shape[d], shape[d], -1);
                }
                yield l;
            }
            case OFFSET -> r == 0 ? l : l.slice(0, 1, shape[0], 1);
            case REPEATED_OUTER, REPEATED_INNER, ONE -> l.broadcast(shape);
        };
    }

    private static double value(Random random, DType type) {
        return switch (type) {
            case BOOL -> random.nextInt(2);
            case INT32, INT64 -> random.nextInt(-9, 10);
            case FLOAT16, BFLOAT16, FLOAT32 -> as(type, random.nextGaussian());
            case FLOAT64 -> random.nextGaussian();
        };
    }

    /** Dense, with these values, converted as Java does. */
    static Placed of(Backend b, DType type, int[] shape, double... values) {
        View v = b.allocate(type, shape);
        Elements.write(v, values);
        return new Placed(v, v);
    }

    Placed with(Layout layout) {
        return new Placed(whole, whole.with(layout));
    }

    /** All elements of the memory behind the view. */
    double[] memory() {
        return Elements.read(whole);
    }

    /** The view's elements in row-major order. */
    double[] values() {
        double[] memory = memory();
        double[] values = new double[Math.toIntExact(view.size())];
        int[] shape = view.shape();
        for (int i = 0; i < values.length; i++) {
            values[i] = memory[(int) view.layout().at(index(shape, i))];
        }
        return values;
    }

    /** The indices of element number i in row-major order. */
    static int[] index(int[] shape, long i) {
        int[] index = new int[shape.length];
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = (int) (i % shape[d]);
            i /= shape[d];
        }
        return index;
    }

    /** A number as an element of a type holds it, converted as Java does. */
    static double as(DType type, double v) {
        return switch (type) {
            case BOOL -> v != 0 ? 1 : 0;
            case INT32 -> (int) v;
            case INT64 -> (long) v;
            case FLOAT16 -> Half.fromFloat16(Half.toFloat16(v));
            case BFLOAT16 -> Half.fromBfloat16(Half.toBfloat16(v));
            case FLOAT32 -> (float) v;
            case FLOAT64 -> v;
        };
    }
}
