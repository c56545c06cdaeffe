package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Devices;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random calls of the whole tensor API, most of them wrong: each gives one clear error, and the JVM and the engine go on. */
class MalformedCallsTest {
    private static final int WANTED_FAILURES = 1000;
    private static final int[] NUMBERS = {-1_000_000, -7, -3, -2, -1, 0, 1, 2, 3, 5, 9, 4097};

    private final Random random = new Random(11);
    private final List<Tensor> tensors = new ArrayList<>();

    @Test
    void aThousandMalformedCallsGiveClearErrors() {
        List<Method> methods = methods();
        int failures = 0;
        for (int call = 0; call < 40_000 && failures < WANTED_FAILURES; call++) {
            try (Scope _ = Scope.open()) {
                renewTensors();
                failures += attempt(methods.get(random.nextInt(methods.size())));
            }
        }
        assertEquals(WANTED_FAILURES, failures);
        assertEquals(6, Tensor.of(new float[] {1, 2, 3}).sum().item(), "the engine goes on");
    }

    private int attempt(Method m) {
        Object[] arguments = new Object[m.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(m.getParameterTypes()[i]);
        }
        try {
            m.invoke(Modifier.isStatic(m.getModifiers()) ? null : tensor(), arguments);
            Devices.current().finish(); // a GPU tells of a wrong index when it is waited for
            return 0;
        } catch (InvocationTargetException | IllegalArgumentException e) {
            Throwable t = e instanceof InvocationTargetException ? e.getCause() : e;
            boolean clear = t instanceof IllegalArgumentException || t instanceof IllegalStateException || t instanceof NumericalFailure;
            if (!clear) {
                throw new AssertionError(m + " with " + java.util.Arrays.deepToString(arguments) + " gave " + t, t);
            }
            assertTrue(t.getMessage() != null && t.getMessage().length() > 15, () -> m + ": " + t.getMessage());
            assertFalse(t.getMessage().contains("\n"), "one line: " + t.getMessage());
            return 1;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Object argument(Class<?> type) {
        if (type == int.class) {
            return number();
        }
        if (type == int[].class) {
            return random.ints(random.nextInt(4), 0, NUMBERS.length).map(i -> NUMBERS[i]).toArray();
        }
        if (type == double.class) {
            return List.of(0.0, -1.0, 2.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300).get(random.nextInt(6));
        }
        if (type == DType.class) {
            return DType.values()[random.nextInt(4)];
        }
        if (type == String.class) {
            return List.of("ij,jk->ik", "i,i", "...i->...", "ii", "", "i.j", "ij,jk,kl->li", "a->b").get(random.nextInt(8));
        }
        if (type == Tensor[].class) {
            Tensor[] t = new Tensor[random.nextInt(4)];
            java.util.Arrays.setAll(t, i -> tensor());
            return t;
        }
        return tensor();
    }

    private int number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private Tensor tensor() {
        return tensors.get(random.nextInt(tensors.size()));
    }

    private void renewTensors() {
        tensors.clear();
        int[][] shapes = {{}, {1}, {3}, {0}, {2, 3}, {3, 2}, {2, 0}, {2, 3, 4}, {1, 1, 1, 2}};
        for (int[] s : shapes) {
            for (DType d : DType.values()) {
                tensors.add(Tensor.full(d, random.nextInt(5) - 2, s));
            }
        }
        tensors.add(tensors.get(18).t());
        try (Scope _ = Scope.open()) {
            tensors.add(Tensor.ones(2, 3)); // its scope will have closed
        }
    }

    private static List<Method> methods() {
        List<Method> all = new ArrayList<>();
        List<Class<?>> families = java.util.Arrays.stream(Tensor.class.getInterfaces()).filter(Class::isSealed).toList();
        for (Class<?> family : families) {
            for (Method m : family.getDeclaredMethods()) {
                if (Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Tensor.class) {
                    all.add(m);
                }
            }
        }
        all.sort(java.util.Comparator.comparing(Method::toString));
        return all;
    }
}
