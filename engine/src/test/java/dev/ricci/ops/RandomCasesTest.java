package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.tensor.ContinuousDraws;
import dev.ricci.tensor.DiscreteDraws;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Key;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions 2 and 5 asked of every row of {@link RandomCases}, with bits instead of tolerances, and whether threads matter. */
class RandomCasesTest {
    private static final Key KEY = Key.of(20261126);
    private static Backend[] threads;

    static List<RandomCase> rows() {
        return RandomCases.all();
    }

    @BeforeAll
    static void open() {
        threads = new Backend[] {cpu(1), cpu(2), cpu(8)};
    }

    private static Backend cpu(int threads) {
        return Devices.open("cpu", new DeviceOptions(threads, 0));
    }

    @AfterAll
    static void close() {
        Arrays.stream(threads).forEach(Backend::close);
    }

    private static <T> T on(Backend device, Supplier<T> work) {
        Backend before = Devices.current();
        Devices.use(device);
        try (Scope _ = Scope.open()) {
            return work.get();
        } finally {
            Devices.use(before);
        }
    }

    private static double[] of(Backend device, RandomCase row, Key key) {
        return on(device, () -> row.of(key, row.tensors()).toDoubles());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question2_everyDeviceGivesTheSameBits(RandomCase row) {
        double[] here = of(threads[1], row, KEY);
        assertArrayEquals(here, of(CudaUnderTest.device(), row, KEY));
        assertFalse(Arrays.equals(here, of(threads[1], row, KEY.fold(1))), "another key gives other numbers");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void threadsDoNotMatter(RandomCase row) {
        double[] one = of(threads[0], row, KEY);
        assertArrayEquals(one, of(threads[1], row, KEY));
        assertArrayEquals(one, of(threads[2], row, KEY));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question5_aRecordedRunGivesTheEagerBits(RandomCase row) {
        for (Backend device : new Backend[] {threads[1], CudaUnderTest.device()}) {
            on(device, () -> {
                Generator g = new Generator(KEY);
                Tensor[] p = row.tensors();
                double[][] eager = new double[3][];
                for (int run = 0; run < 3; run++) {
                    eager[run] = row.of(g, p).toDoubles();
                }
                assertFalse(Arrays.equals(eager[0], eager[1]), "a generator moves on");
                g.restore(KEY.seed(), 0);
                Tensor[] last = new Tensor[1];
                try (Replay replay = device.record(() -> last[0] = row.of(g, p))) { // which runs it once
                    replay.run();
                    assertArrayEquals(eager[1], last[0].toDoubles());
                    replay.run();
                    assertArrayEquals(eager[2], last[0].toDoubles());
                }
                return null;
            });
        }
    }

    @Test
    void everyDrawHasARow() {
        Set<String> named = RandomCases.all().stream().map(RandomCase::method).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (Class<?> family : List.of(ContinuousDraws.class, DiscreteDraws.class)) {
            for (Method m : family.getDeclaredMethods()) {
                if (Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Tensor.class && !named.contains(m.getName())) {
                    missing.add(m.getName());
                }
            }
        }
        assertEquals(Set.of(), missing, "draws without a row in RandomCases");
    }
}
