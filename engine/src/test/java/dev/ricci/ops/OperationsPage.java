package dev.ricci.ops;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of docs/OPERATIONS.md: what the tables of operations and draws say of themselves. */
final class OperationsPage {
    private final StringBuilder out = new StringBuilder();

    private OperationsPage() {}

    static String text() {
        OperationsPage page = new OperationsPage();
        List<OpCase> rows = OpCases.all();
        Map<String, List<OpCase>> families = new LinkedHashMap<>();
        rows.forEach(row -> families.computeIfAbsent(family(row), f -> new ArrayList<>()).add(row));
        page.head(rows);
        families.forEach(page::family);
        page.draws();
        return page.out.toString();
    }

    private void head(List<OpCase> rows) {
        int samples = rows.stream().mapToInt(r -> r.samples.size()).sum();
        int slopes = rows.stream().filter(r -> r.differentiable).mapToInt(OperationsPage::slopes).sum();
        long without = rows.stream().filter(r -> !r.differentiable).count();
        long operations = rows.stream().map(OpCase::method).distinct().count();
        line("# Operations and what they were asked");
        line("");
        line("""
                Written by `OperationsPageTest` from the tables that the tests read; the test fails where this page says something else, and
                `-Dricci.test.docs=write` writes it again.

                **%d rows of %d operations, %d samples of shapes.** Every row is asked five questions (`OpCasesTest`), 1 and 4 in float32 and
                float64 each:

                1. **definition**: does the device agree with the definition in double, within the tolerance? %d comparisons.
                2. **devices**: does the CUDA device (the emulated one where there is no GPU) agree with the CPU? %d comparisons.
                3. **gradient**: does it agree with central differences in float64, and the gradient of the gradient too? %d samples, those of at
                   most %d elements; %d rows have none, and why stands there.
                4. **views**: are transposed, sliced, reversed and repeated inputs as good as dense ones?
                5. **recorded**: does a recorded run give the bits of the eager run?

                `CudaOpCasesTest` asks 1, 4 and 5 on the CUDA device as well, and whether its gradients are those of the CPU. `AdjointTest` asks
                each row with a gradient whether its pullback is linear and the adjoint of the Jacobian-vector product.

                A tolerance of k stands for k units in the last place of the result, k (+ s) for as many of |result| + s, which leaves room for
                cancellation. T is the type under test. A domain is where inputs are drawn from; the last one serves all further inputs."""
                .formatted(rows.size(), operations, samples, 2 * samples, samples, slopes, OpCasesTest.MOST_ELEMENTS, without));
    }

    private void family(String name, List<OpCase> rows) {
        line("");
        line("## " + name + " (" + rows.size() + ")");
        line("");
        line("| operation | inputs | domain | tolerance | samples | definition | devices | gradient | views | recorded |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        for (OpCase row : rows) {
            line("| `" + row.name + "` | " + inputs(row) + " | " + domain(row) + " | " + tolerance(row) + " | " + row.samples.size()
                    + " | both | yes | " + gradient(row) + " | both | " + (row.mayReadBack ? "yes; a GPU may refuse" : "yes") + " |");
        }
    }

    private void draws() {
        Map<String, List<RandomCase>> draws = new TreeMap<>();
        RandomCases.all().forEach(row -> draws.computeIfAbsent(row.method(), m -> new ArrayList<>()).add(row));
        line("");
        line("## Random draws (" + RandomCases.all().size() + ")");
        line("");
        line("""
                Draws have no definition in double. `RandomCasesTest` asks each row for the same bits: on the CPU and the CUDA device, with 1, 2
                and 8 threads, eager and recorded. Their distributions are tested by themselves: [RANDOM.md](RANDOM.md).
                """);
        line("| draw | rows | parameters |");
        line("|---|---|---|");
        draws.forEach((method, rows) -> line("| `" + method + "` | " + rows.size() + " | " + rows.stream()
                .map(r -> r.what().isEmpty() ? "none" : r.what()).distinct().collect(Collectors.joining("; ")) + " |"));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** The interface of Tensor that has the method, or linear algebra, whose rows have names of their own. */
    private static String family(OpCase row) {
        for (Class<?> c : Tensor.class.getInterfaces()) {
            if (c.isSealed() && Arrays.stream(c.getDeclaredMethods()).anyMatch(m -> m.getName().equals(row.method()))) {
                return c.getSimpleName();
            }
        }
        return Arrays.stream(Tensor.class.getDeclaredMethods()).anyMatch(m -> m.getName().equals(row.method())) ? "Tensor" : "linalg";
    }

    private static String inputs(OpCase row) {
        return IntStream.range(0, row.samples.getFirst().length)
                .mapToObj(i -> row.type(i, DType.FLOAT32) == row.type(i, DType.FLOAT64) ? row.type(i, DType.FLOAT32).toString() : "T")
                .collect(Collectors.joining(", "));
    }

    private static String domain(OpCase row) {
        return Arrays.stream(row.domains).map(d -> plain(d[0]) + " to " + plain(d[1])).collect(Collectors.joining("; "));
    }

    private static String tolerance(OpCase row) {
        double factor = row.tolerance.factor();
        return factor == 0 ? "exact" : plain(factor) + (row.tolerance.scale() == 0 ? "" : " (+ " + plain(row.tolerance.scale()) + ")");
    }

    private static String plain(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : Double.toString(v);
    }

    private static String gradient(OpCase row) {
        return !row.differentiable ? "none: " + why(row) : slopes(row) == row.samples.size() ? "yes" : slopes(row) + " of them";
    }

    /** What comes of asking for a gradient all the same. */
    private static String why(OpCase row) {
        try (Scope _ = Scope.open()) {
            Tensor[] in = OpQuestions.tensors(row, row.inputs(row.samples.getFirst(), DType.FLOAT64, 1), DType.FLOAT64);
            boolean real = false;
            for (int i = 0; i < in.length; i++) {
                real |= in[i].dtype().isFloat();
                in[i] = in[i].dtype().isFloat() ? in[i].wanted() : in[i];
            }
            Tensor y = row.op.apply(in);
            if (!real || !y.dtype().isFloat()) {
                return real ? "gives " + y.dtype() : "of " + in[0].dtype();
            }
            if (!y.isTracked()) {
                return "flat, no history";
            }
            Gradients.of(y.sum());
            return "flat, zeros";
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return "refused";
        }
    }

    /** How many samples are small enough for central differences. */
    private static int slopes(OpCase row) {
        return (int) row.samples.stream().filter(OpCasesTest::isSmall).count();
    }
}
