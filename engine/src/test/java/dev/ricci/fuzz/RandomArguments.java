package dev.ricci.fuzz;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Arguments made up at random: small and huge numbers, tensors of all kinds, some of which are closed. */
final class RandomArguments {
    private static final int[] SMALL = {-3, -2, -1, 0, 0, 1, 1, 2, 2, 3, 4, 5};
    private static final int[] LARGE = {-1_000_000, -9, 7, 9, 64, 4097, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final double[] NUMBERS = {0, -1, 1, 0.5, 2.5, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1e-300, 3, 1e10};
    private static final String[] STRINGS = {"ij,jk->ik", "i,i->", "ii->i", "ij->ji", "...i,...i->...", "ij,jk", "i->ii", "", "->", "ij,",
        "a1->a", "ij->k", "i j , j k -> k i", "abc,cd->abd", ",->", "é", "ijk,ikl->ijl", "...", "i...->..."};
    private static final int[][] SHAPES = {{}, {1}, {3}, {4}, {0}, {2, 3}, {3, 2}, {3, 3}, {2, 0}, {2, 3, 4}, {2, 3, 3}, {1, 1, 1, 2},
        {1, 1, 1, 1, 1, 1, 1, 2}};
    private static final Set<Class<?>> MADE = Set.of(int.class, long.class, double.class, float.class, boolean.class, int[].class,
            long[].class, double[].class, float[].class, boolean[].class, String.class, Tensor.class, Tensor[].class, Backend.class,
            Formula.class, Formula[].class, Function.class, Object.class);

    private final Random random;
    private final Tensor closed;
    private final List<Tensor> tensors = new ArrayList<>();

    RandomArguments(Random random) {
        this.random = random;
        try (Scope _ = Scope.open()) {
            closed = Tensor.ones(2, 3);
        }
    }

    static boolean canMake(Class<?> type) {
        return MADE.contains(type) || type.isEnum();
    }

    /** New tensors of all shapes and types, some strided, some tracked; they belong to the scope that is open. */
    void renew() {
        tensors.clear();
        for (int[] shape : SHAPES) {
            DType dtype = DType.values()[random.nextInt(DType.values().length)];
            double[] values = random.doubles(size(shape), -3, 4).toArray();
            if (values.length > 0 && random.nextInt(8) == 0) {
                values[0] = NUMBERS[random.nextInt(NUMBERS.length)];
            }
            Tensor t = Tensor.of(values, shape).reshape(shape).to(random.nextInt(3) == 0 ? dtype : DType.FLOAT32);
            tensors.add(t);
            if (t.rank() > 1) {
                tensors.add(t.t());
            }
            if (t.dtype().isFloat() && random.nextInt(4) == 0) {
                tensors.add(t.wanted());
            }
        }
        tensors.add(Tensor.of(new int[] {0, 2, 1}));
        tensors.add(Tensor.of(new boolean[] {true, false, true}));
        tensors.add(Tensor.ones(1).broadcastTo(2, 3));
    }

    private static int size(int... shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    Tensor tensor() {
        return random.nextInt(60) == 0 ? closed : tensors.get(random.nextInt(tensors.size()));
    }

    /** For a parameter of this type; functions are of one tensor or of several. */
    Object of(Type generic) {
        if (generic instanceof ParameterizedType p) {
            return p.getActualTypeArguments()[0] == Tensor[].class ? several() : function();
        }
        return of((Class<?>) generic);
    }

    private Function<Tensor, Tensor> function() {
        return List.<Function<Tensor, Tensor>>of(Tensor::exp, t -> t.mul(t).sum(), t -> t.sum(0), t -> t.less(1), t -> Tensor.ones(2))
                .get(random.nextInt(5));
    }

    private Function<Tensor[], Tensor> several() {
        Function<Tensor, Tensor> one = function();
        return List.<Function<Tensor[], Tensor>>of(t -> one.apply(t[0]), t -> t[0].mul(t[t.length - 1]).sum(), t -> t[0].sum())
                .get(random.nextInt(3));
    }

    private Object of(Class<?> type) {
        if (type.isEnum()) {
            Object[] all = type.getEnumConstants();
            return all[random.nextInt(all.length)];
        }
        if (type == int.class || type == long.class) {
            int n = number();
            return type == int.class ? (Object) n : (Object) (long) n;
        }
        if (type == double.class || type == float.class) {
            double d = NUMBERS[random.nextInt(NUMBERS.length)];
            return type == double.class ? (Object) d : (Object) (float) d;
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type.isArray()) {
            return array(type);
        }
        if (type == Tensor.class || type == Object.class) {
            return random.nextInt(200) == 0 ? null : tensor();
        }
        return rare(type);
    }

    private Object rare(Class<?> type) {
        if (type == String.class) {
            return STRINGS[random.nextInt(STRINGS.length)];
        }
        if (type == Backend.class) {
            return Devices.current();
        }
        return List.of(X, X.add(Y), X.mul(Y).tanh(), Formula.of(2), X.less(Y), Z).get(random.nextInt(6));
    }

    private Object array(Class<?> type) {
        int n = random.nextInt(4);
        if (type == Tensor[].class) {
            Tensor[] t = new Tensor[n];
            Arrays.setAll(t, i -> tensor());
            return t;
        }
        if (type == Formula[].class) {
            return new Formula[] {X, X.add(1)};
        }
        Class<?> part = type.getComponentType();
        Object all = java.lang.reflect.Array.newInstance(part, n);
        for (int i = 0; i < n; i++) {
            java.lang.reflect.Array.set(all, i, of(part));
        }
        return all;
    }

    private int number() {
        return random.nextInt(25) == 0 ? LARGE[random.nextInt(LARGE.length)] : SMALL[random.nextInt(SMALL.length)];
    }

    /** Something to draw random numbers from. */
    Generator draws() {
        return new Generator(random.nextLong());
    }
}
