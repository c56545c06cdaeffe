package dev.ricci.fuzz;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand calls in one JVM with little memory. What succeeds gives tensors that can be read and have the same numbers for
 * inputs that are laid out otherwise; what fails says in one line which operation, what it got, and what to do.
 */
class RandomCallsTest {
    private static final int CALLS = 100_000;
    private static final int CALLS_IN_SCOPE = 20;
    private static final int EACH_IS_REPEATED = 16;
    private static final double LONGEST = 10;

    private final Random random = new Random(11);
    /** The first that went wrong of each kind. */
    private final Map<String, String> wrong = new TreeMap<>();
    private int succeeded;
    private int failed;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyCallKeepsItsPromiseOrSaysClearlyWhyNot() {
        Backend before = Devices.current();
        String limit = System.getProperty("ricci.memory");
        System.setProperty("ricci.memory", "64m");
        try (Backend small = Devices.open("cpu", DeviceOptions.DEFAULT)) {
            Devices.use(small);
            calls();
            assertEquals(6, Tensor.of(new float[] {1, 2, 3}).sum().item(), "the engine goes on");
        } finally {
            Devices.use(before);
            if (limit == null) {
                System.clearProperty("ricci.memory");
            } else {
                System.setProperty("ricci.memory", limit);
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " kinds of wrong answers:\n" + String.join("\n", wrong.values()));
        assertTrue(succeeded > CALLS / 10, () -> succeeded + " succeeded");
        assertTrue(failed > CALLS / 10, () -> failed + " failed");
    }

    private void calls() {
        List<Method> methods = PublicMethods.all();
        RandomArguments arguments = new RandomArguments(random);
        for (int call = 0; call < CALLS; call += CALLS_IN_SCOPE) {
            try (Scope _ = Scope.open()) {
                arguments.renew();
                for (int i = 0; i < CALLS_IN_SCOPE; i++) {
                    one(methods.get(random.nextInt(methods.size())), arguments);
                }
            }
        }
    }

    private void one(Method m, RandomArguments arguments) {
        Object on = Modifier.isStatic(m.getModifiers()) ? null
                : m.getDeclaringClass().isAssignableFrom(Generator.class) ? arguments.draws() : arguments.tensor();
        Object[] given = Arrays.stream(m.getGenericParameterTypes()).map(arguments::of).toArray();
        String call = m.getDeclaringClass().getSimpleName() + "." + m.getName() + describe(on, given);
        long start = System.nanoTime();
        try {
            Object result = m.invoke(on, given);
            double[][] read = read(result);
            succeeded++;
            if (on instanceof Tensor t && random.nextInt(EACH_IS_REPEATED) == 0) {
                compare(m, call, read, read(m.invoke(copied(t), copies(given))));
            }
        } catch (InvocationTargetException e) {
            failed++;
            failure(m, call, e.getCause());
        } catch (IllegalStateException e) {
            failure(m, call, e); // what was wrong is told when the numbers are read
        } catch (IllegalAccessException e) {
            throw new AssertionError(call, e);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (seconds > LONGEST) {
            wrong.putIfAbsent(m + " time", call + " took " + seconds + " s");
        }
    }

    private void failure(Method m, String call, Throwable t) {
        boolean own = t instanceof ArrayIndexOutOfBoundsException && call.contains("Lambda"); // a function of the test's asks for t[0] of none
        boolean clear = t instanceof IllegalArgumentException || t instanceof IllegalStateException || t instanceof NumericalFailure
                || own || t instanceof NullPointerException && call.contains("null");
        if (!clear) {
            StackTraceElement at = t.getStackTrace().length == 0 ? null : t.getStackTrace()[0];
            wrong.putIfAbsent(m + " " + t.getClass(), call + " gave " + t + " at " + at);
            return;
        }
        String said = t.getMessage();
        if (!own && !(t instanceof NullPointerException) && (said == null || said.length() <= 15 || said.contains("\n") || !said.contains(": "))) {
            wrong.putIfAbsent(m + " message", call + " said " + said);
        }
    }

    /** The numbers of all tensors in a result. */
    private static double[][] read(Object result) {
        return switch (result) {
            case Tensor t -> {
                double[] all = t.toDoubles();
                assertEquals(Arrays.stream(t.shape()).asLongStream().reduce(1, (a, b) -> a * b), all.length);
                yield new double[][] {all, Arrays.stream(t.shape()).asDoubleStream().toArray()};
            }
            case Tensor[] all -> Arrays.stream(all).flatMap(t -> Arrays.stream(read(t))).toArray(double[][]::new);
            case Record r -> Arrays.stream(r.getClass().getRecordComponents()).map(c -> part(r, c)).flatMap(o -> Arrays.stream(read(o)))
                    .toArray(double[][]::new);
            case null, default -> new double[0][];
        };
    }

    private static Object part(Record r, RecordComponent c) {
        try {
            return c.getAccessor().invoke(r);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Tensor copied(Tensor t) {
        return t.copy();
    }

    private static Object[] copies(Object... given) {
        return Arrays.stream(given).map(o -> switch (o) {
            case Tensor t -> copied(t);
            case Tensor[] all -> Arrays.stream(all).map(RandomCallsTest::copied).toArray(Tensor[]::new);
            case null, default -> o;
        }).toArray();
    }

    private void compare(Method m, String call, double[][] a, double[][] b) {
        boolean same = a.length == b.length;
        for (int i = 0; same && i < a.length; i++) {
            same = a[i].length == b[i].length;
            for (int k = 0; same && k < a[i].length; k++) {
                double most = 1e-4 * Math.max(1, Math.abs(a[i][k]));
                same = Double.compare(a[i][k], b[i][k]) == 0 || Math.abs(a[i][k] - b[i][k]) <= most;
            }
        }
        if (!same) {
            wrong.putIfAbsent(m + " layout", call + " gave " + Arrays.deepToString(a) + ", of dense inputs " + Arrays.deepToString(b));
        }
    }

    private static String describe(Object on, Object... given) {
        StringBuilder s = new StringBuilder("(");
        s.append(on instanceof Tensor t ? describe(t) + "; " : "");
        for (Object o : given) {
            s.append(switch (o) {
                case Tensor t -> describe(t);
                case Tensor[] all -> Arrays.toString(Arrays.stream(all).map(RandomCallsTest::describe).toArray());
                case int[] all -> Arrays.toString(all);
                case double[] all -> Arrays.toString(all);
                case null, default -> String.valueOf(o);
            }).append(", ");
        }
        return s.append(')').toString();
    }

    private static String describe(Tensor t) {
        return t.dtype() + Arrays.toString(t.shape());
    }
}
