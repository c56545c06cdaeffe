package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** What the families of draws share: checks, parameters, and the call of the device. */
final class Sampling {
    /** low + (high - low) u; what would round to high is low instead, and NaN stands where low is above high. */
    private static final Formula BETWEEN = nanUnless(Y.lessEqual(Z), wrapped(Y.add(Z.sub(Y).mul(X))));
    private static final Formula SHIFTED = nanUnless(of(0).lessEqual(Z), Y.add(Z.mul(X)));
    private static final Formula PER_RATE = nanUnless(of(0).less(Y), X.div(Y));

    private Sampling() {}

    private static Formula nanUnless(Formula condition, Formula f) {
        return condition.select(f, of(Double.NaN));
    }

    private static Formula wrapped(Formula f) {
        return f.equal(Z).select(Y, f);
    }

    /** A draw on a device in a shape to which the parameters stretch, without history. */
    static Tensor draw(DrawSource from, int part, Draw kind, DType dtype, int[] shape, Backend device, Tensor... parameters) {
        String op = kind.name().toLowerCase(Locale.ROOT);
        Check.shape(op, shape);
        View[] views = new View[parameters.length];
        for (int i = 0; i < views.length; i++) {
            Check.sameDevice(op, device, parameters[i].backend());
            views[i] = parameters[i].view().broadcast(shape);
        }
        View out = device.allocate(dtype, shape.clone());
        try (Scope _ = Scope.open()) {
            device.random(kind, out, from.counter(device, part), views);
        }
        return Tensor.of(out);
    }

    static Tensor uniform(DrawSource from, Tensor low, Tensor high, int[] shape) {
        return scaled(from, "uniform", Draw.UNIFORM, BETWEEN, shape, low, high);
    }

    static Tensor normal(DrawSource from, Tensor mean, Tensor deviation, int[] shape) {
        return scaled(from, "normal", Draw.NORMAL, SHIFTED, shape, mean, deviation);
    }

    static Tensor exponential(DrawSource from, Tensor rate, int[] shape) {
        return scaled(from, "exponential", Draw.EXPONENTIAL, PER_RATE, shape, rate);
    }

    /** A formula of a standard draw and parameters, with its gradient by those. */
    private static Tensor scaled(DrawSource from, String op, Draw kind, Formula f, int[] shape, Tensor... parameters) {
        DType dtype = floating(op, parameters);
        Tensor[] in = new Tensor[1 + parameters.length];
        in[0] = draw(from, 0, kind, dtype, shape(op, shape, parameters), parameters[0].backend());
        for (int i = 0; i < parameters.length; i++) {
            in[i + 1] = parameters[i].to(dtype);
        }
        return Pointwise.of(f).map(in);
    }

    /** The shape that is wanted, or that of all parameters together where none is. */
    static int[] shape(String op, int[] wanted, Tensor... parameters) {
        int[] own = parameters[0].shape();
        for (Tensor p : parameters) {
            own = Check.broadcast(op, own, p.shape());
        }
        if (wanted.length == 0) {
            return own.clone();
        }
        Check.shape(op, wanted);
        Check.stretches(op, own, wanted);
        return wanted.clone();
    }

    /** The type of real numbers in which parameters are drawn from: float64 where one is, else float32. */
    static DType floating(String op, Tensor... parameters) {
        DType type = DType.FLOAT32;
        for (Tensor p : parameters) {
            type = type.promote(p.dtype());
        }
        type(op, type);
        return type;
    }

    /** The types of real numbers that are drawn. */
    static void type(String op, DType dtype) {
        Check.dtype(op, dtype, DType.FLOAT32, DType.FLOAT64);
    }

    /** Parameters by which there is no gradient. */
    static void constant(String op, Tensor... parameters) {
        for (Tensor p : parameters) {
            if (p.isTracked() && History.isOn()) {
                throw new IllegalArgumentException(op + ": there is no gradient by its parameters, and one of shape "
                        + Arrays.toString(p.shape()) + " wants one; detach() it first");
            }
        }
    }

    static void check(String op, String name, double value, String allowed, DoublePredicate is) {
        if (!is.test(value)) {
            throw new IllegalArgumentException(op + ": " + name + " is " + allowed + ", got " + value);
        }
    }

    static void positive(String op, String name, double value) {
        check(op, name, value, "a finite number above 0", v -> v > 0 && v < Double.POSITIVE_INFINITY);
    }

    /** Two finite bounds in order, whose difference is a number of the type. */
    static void bounds(String op, DType dtype, double low, double high) {
        double difference = dtype == DType.FLOAT32 ? (float) high - (float) low : high - low;
        if (!(low <= high) || !(difference < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(op + ": bounds are finite, low at most high, and their difference is a " + dtype + ", got "
                    + low + " and " + high);
        }
    }
}
