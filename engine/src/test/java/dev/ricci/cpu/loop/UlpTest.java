package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.formula.ScalarOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The largest error of every function in units in the last place, on vectors, on scalars and on the emulated device: in float32 against
 * values in double over all exponents, in float64 against stored values of more than double precision. docs/ACCURACY.md has the
 * table; {@code -Dricci.test.report=FILE} writes it anew.
 */
class UlpTest {
    private static final Loops VECTORS = new Loops(VectorApi.present());
    private static final Loops SCALARS = new Loops(false);
    private static final Path PAGE = Path.of("../docs/ACCURACY.md");
    private static final String REPORT = System.getProperty("ricci.test.report");
    /** Those whose accuracy the tests of special functions measure. */
    private static final Set<String> ELSEWHERE = Set.of("ERFC", "ERFINV", "ERFCINV", "LOG_GAMMA", "DIGAMMA", "POLYGAMMA", "BETA",
            "LOG_BETA", "GAMMA_P", "GAMMA_Q", "GAMMA_DENSITY", "BETA_I", "BETA_DENSITY");

    private static final List<String> LINES = new ArrayList<>();

    static List<UlpRow> rows() {
        return UlpRow.all();
    }

    @AfterAll
    static void report() throws IOException {
        if (REPORT != null) {
            Files.write(Path.of(REPORT), LINES);
        }
    }

    @Test
    void everyScalarFunctionHasARow() {
        Set<ScalarOp> missing = EnumSet.allOf(ScalarOp.class);
        rows().forEach(r -> missing.remove(r.op()));
        missing.removeIf(op -> ELSEWHERE.contains(op.name()) || isOfIntegers(op));
        assertEquals(Set.of(), missing);
    }

    /** The page states the bounds that hold; what was measured stands beside them. */
    @Test
    void theTableInTheDocsHasTheseBounds() throws IOException {
        assumeTrue(Files.exists(PAGE), "no docs here");
        String page = Files.readString(PAGE);
        for (UlpRow r : rows()) {
            Pattern line = Pattern.compile("\\| " + r + " \\| " + Pattern.quote(shown(r.single())) + " \\| [0-9.]+ \\| "
                    + Pattern.quote(shown(r.twice())) + " \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+ \\| " + Pattern.quote(r.gpu()) + " \\|");
            assertTrue(line.matcher(page).find(), () -> r + ": docs/ACCURACY.md lacks " + line);
        }
    }

    private static boolean isOfIntegers(ScalarOp op) {
        return op.name().startsWith("BIT_") || op.name().startsWith("SHIFT_") || op.name().equals("FLOOR_DIV");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void errorsStayWithinTheBounds(UlpRow row) {
        double[][] x = UlpPoints.singles(row.arity());
        double[] want = IntStream.range(0, x[0].length).mapToDouble(i -> row.at(column(x, i))).toArray();
        double single = worst(row, FLOAT32, x, want, null, row.single(), cpu(VECTORS, row, FLOAT32, x));
        worst(row, FLOAT32, x, want, null, row.single(), cpu(SCALARS, row, FLOAT32, x));
        double host = worst(row, FLOAT32, x, want, null, row.hostSingle(), device(row, FLOAT32, x));
        List<UlpReferences.Reference> stored = UlpReferences.of(row.name());
        assertEquals(row.stored(), !stored.isEmpty(), row + " has stored references");
        double[][] y = row.stored() ? inputs(stored, row.arity()) : x;
        double[] exact = row.stored() ? stored.stream().mapToDouble(UlpReferences.Reference::value).toArray() : want;
        double[] rest = row.stored() ? stored.stream().mapToDouble(r -> r.rest() / 1000.0).toArray() : null;
        double twice = worst(row, FLOAT64, y, exact, rest, row.twice(), cpu(VECTORS, row, FLOAT64, y));
        worst(row, FLOAT64, y, exact, rest, row.twice(), cpu(SCALARS, row, FLOAT64, y));
        double hostTwice = worst(row, FLOAT64, y, exact, rest, row.hostTwice(), device(row, FLOAT64, y));
        LINES.add(String.format(Locale.ROOT, "| %s | %s | %.2f | %s | %.2f | %.2f | %.2f | %s |", row, shown(row.single()), single,
                shown(row.twice()), twice, host, hostTwice, row.gpu()));
    }

    private static String shown(double bound) {
        return bound == 0 ? "exact" : String.format(Locale.ROOT, "%.4g", bound).replaceAll("\\.?0+$", "");
    }

    /** NaN, infinities and zeros of either sign, at every pair of special values: to the bit, others within the bounds. */
    @ParameterizedTest
    @MethodSource("rows")
    void specialValues(UlpRow row) {
        int n = UlpPoints.SPECIAL.length;
        int all = row.arity() == 1 ? n : n * n;
        for (DType type : new DType[] {FLOAT32, FLOAT64}) {
            double[][] x = new double[row.arity()][all];
            for (int i = 0; i < all; i++) {
                for (int k = 0; k < row.arity(); k++) {
                    double v = UlpPoints.SPECIAL[k == 0 ? i % n : k == 1 ? i / n : (i + i / n) % n];
                    x[k][i] = type == FLOAT32 ? (float) v : v;
                }
            }
            double[] want = IntStream.range(0, all).mapToDouble(i -> row.at(column(x, i))).toArray();
            double slack = type == FLOAT64 && row.stored() ? 3 : 0; // of the values in double
            worst(row, type, x, want, null, slack + (type == FLOAT32 ? row.single() : row.twice()), cpu(VECTORS, row, type, x));
            worst(row, type, x, want, null, slack + (type == FLOAT32 ? row.single() : row.twice()), cpu(SCALARS, row, type, x));
            worst(row, type, x, want, null, slack + (type == FLOAT32 ? row.hostSingle() : row.hostTwice()), device(row, type, x));
        }
    }

    private static double[] column(double[][] x, int i) {
        double[] c = new double[x.length];
        for (int k = 0; k < c.length; k++) {
            c[k] = x[k][i];
        }
        return c;
    }

    private static double[][] inputs(List<UlpReferences.Reference> stored, int arity) {
        double[][] x = new double[arity][stored.size()];
        for (int i = 0; i < stored.size(); i++) {
            for (int k = 0; k < arity; k++) {
                x[k][i] = stored.get(i).x()[k];
            }
        }
        return x;
    }

    /** The largest error; a value that is not what it must be, or an error above the bound, fails. */
    private static double worst(UlpRow row, DType type, double[][] x, double[] want, double[] rest, double bound, double[] found) {
        double worst = 0;
        for (int i = 0; i < want.length; i++) {
            double error = Ulps.error(type, found[i], want[i], rest == null ? 0 : rest[i]);
            int at = i;
            assertTrue(error <= bound, () -> row + " of " + Arrays.toString(column(x, at)) + " in " + type + " is " + found[at] + ", not "
                    + want[at] + ": wrong by " + error + " ulp");
            worst = Math.max(worst, error);
        }
        return worst;
    }

    private static double[] cpu(Loops loops, UlpRow row, DType type, double[][] x) {
        int n = x[0].length;
        long[] at = new long[x.length + 1];
        for (int k = 0; k < at.length; k++) {
            at[k] = Memory.allocate((long) n * type.bytes());
            for (int i = 0; k > 0 && i < n; i++) {
                if (type == FLOAT32) {
                    Memory.setFloat(at[k] + 4L * i, (float) x[k - 1][i]);
                } else {
                    Memory.setDouble(at[k] + 8L * i, x[k - 1][i]);
                }
            }
        }
        loops.map(row.formula(), type, 0).run(at, n);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = type == FLOAT32 ? Memory.getFloat(at[0] + 4L * i) : Memory.getDouble(at[0] + 8L * i);
        }
        for (long a : at) {
            Memory.free(a);
        }
        return out;
    }

    private static double[] device(UlpRow row, DType type, double[][] x) {
        Backend device = CudaUnderTest.device();
        try (Scope _ = Scope.open()) {
            View[] in = new View[x.length];
            for (int k = 0; k < in.length; k++) {
                in[k] = device.allocate(type, x[k].length);
                Elements.write(in[k], x[k]);
            }
            View out = device.allocate(type, x[0].length);
            device.map(row.formula(), out, in);
            return Elements.read(out);
        }
    }
}
