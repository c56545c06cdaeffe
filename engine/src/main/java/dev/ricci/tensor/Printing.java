package dev.ricci.tensor;

import dev.ricci.backend.DType;
import java.util.Arrays;
import java.util.Locale;

/** Tensors as text, in the manner of NumPy: nested brackets, aligned columns, long axes shortened to three at each end. */
final class Printing {
    private static final int EDGE = 3;
    private static final int FULL = 1000;

    private final Tensor tensor;
    private final String[] texts;
    private final int width;
    private final int[] shape;
    private final StringBuilder out = new StringBuilder();

    private Printing(Tensor tensor, boolean shortened) {
        Tensor shown = tensor.detach();
        for (int a = 0; shortened && a < tensor.rank(); a++) {
            int n = shown.size(a);
            if (n > 2 * EDGE) {
                shown = Shaping.concat(a, shown.slice(a, 0, EDGE), shown.slice(a, n - EDGE, n));
            }
        }
        this.tensor = tensor;
        this.shape = shown.shape();
        this.texts = texts(shown);
        this.width = Arrays.stream(texts).mapToInt(String::length).max().orElse(0);
    }

    static String print(Tensor t) {
        if (!t.isOpen()) {
            return "Tensor" + Arrays.toString(t.shape()) + " " + t.dtype() + " (its scope has closed)";
        }
        Printing p = new Printing(t, t.size() > FULL);
        p.axis(0, 0, 1);
        String note = t.dtype() == DType.FLOAT32 ? "" : " " + t.dtype();
        return p.out + (t.rank() == 0 ? "" : "  " + Arrays.toString(t.shape())) + note;
    }

    private int axis(int depth, int at, int indent) {
        if (depth == shape.length) {
            out.append(" ".repeat(width - texts[at].length())).append(texts[at]);
            return at + 1;
        }
        out.append('[');
        int n = shape[depth];
        boolean cut = tensor.size(depth) > n;
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                separate(depth, indent);
            }
            if (cut && i == EDGE) {
                out.append("...");
                separate(depth, indent);
            }
            at = axis(depth + 1, at, indent + 1);
        }
        out.append(']');
        return at;
    }

    private void separate(int depth, int indent) {
        if (depth == shape.length - 1) {
            out.append(", ");
        } else {
            out.append(",").append("\n".repeat(shape.length - 1 - depth)).append(" ".repeat(indent));
        }
    }

    private static String[] texts(Tensor t) {
        return switch (t.dtype()) {
            case BOOL -> Arrays.stream(t.toInts()).mapToObj(v -> v != 0 ? "true" : "false").toArray(String[]::new);
            case INT32 -> Arrays.stream(t.toInts()).mapToObj(Integer::toString).toArray(String[]::new);
            case INT64 -> Arrays.stream(t.toLongs()).mapToObj(Long::toString).toArray(String[]::new);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> numbers(t.toDoubles());
        };
    }

    /** As many decimals as the numbers need, 4 at most; scientific where they are very large or very small. */
    private static String[] numbers(double[] x) {
        double largest = Arrays.stream(x).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        double smallest = Arrays.stream(x).filter(v -> Double.isFinite(v) && v != 0).map(Math::abs).min().orElse(1);
        boolean whole = Arrays.stream(x).allMatch(v -> !Double.isFinite(v) || v == Math.rint(v));
        String format = largest >= 1e8 || smallest < 1e-4 ? "%.4e" : whole ? "%.0f." : "%.4f";
        return Arrays.stream(x).mapToObj(v -> number(format, v)).toArray(String[]::new);
    }

    private static String number(String format, double v) {
        if (!Double.isFinite(v)) {
            return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
        }
        return String.format(Locale.ROOT, format, v);
    }
}
