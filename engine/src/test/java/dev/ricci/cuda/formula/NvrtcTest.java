package dev.ricci.cuda.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cuda.library.LibraryFinder;
import dev.ricci.cuda.library.Nvrtc;
import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import dev.ricci.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The machine's own NVRTC, where there is one, compiles what formulas become; no device is needed. */
class NvrtcTest {
    private static final Map<String, String> HEADERS = FormulaText.HEADERS.stream().collect(Collectors.toMap(h -> h, Kernels::source));
    private static Nvrtc compiler;

    @BeforeAll
    static void find() {
        compiler = Nvrtc.find(LibraryFinder::find).orElse(null);
        if (compiler == null) {
            System.err.println("NVRTC tests are skipped: no libnvrtc was found; -Dricci.cuda.libraries names a folder with one");
            abort("no libnvrtc");
        }
    }

    private static String compile(Signature s) {
        String ptx = compiler.compile("formula.cu", FormulaText.of(s.kernelName(), s), HEADERS);
        assertTrue(ptx.contains("\n.version 6.3\n.target sm_75\n"), ptx.lines().limit(12).collect(Collectors.joining("\n")));
        assertTrue(ptx.contains(".visible .entry " + s.kernelName() + "("));
        return ptx;
    }

    private static List<Formula> formulas() {
        Formula x = Formula.X;
        Formula y = Formula.Y;
        List<Formula> all = new ArrayList<>(List.of(x.add(y).sub(x.mul(y)).div(y), x.min(y).max(x.neg()), x.pow(y), x.less(y),
                x.lessEqual(y), x.equal(y), x.select(y, Formula.Z), x.abs().sign().floor(), x.sqrt(), x.exp(), x.expm1(), x.log(),
                x.log1p(), x.sin(), x.cos(), x.tanh(), x.sigmoid(), x.erf(), Activations.RELU, Activations.ELU, Activations.GELU,
                Activations.SILU, Activations.SOFTPLUS));
        all.addAll(all.stream().filter(f -> f != all.get(2)).map(f -> f.derivative(0)).toList());
        return all;
    }

    @Test
    void everyFunctionInBothFloatingTypes() {
        Formula[] f = formulas().toArray(Formula[]::new);
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            long types = type.ordinal() * 0x1111_1111_1111_1111L;
            for (int from = 0; from < f.length; from += 6) { // several outputs, as otherwise it takes long
                Formula[] some = Arrays.copyOfRange(f, from, Math.min(f.length, from + 6));
                Stage s = Cutting.of(new Program(some)).getLast();
                compile(new Signature(s.code(), type, null, types, types, -1 >>> 8, 0, some.length, 1));
            }
        }
    }

    @Test
    void arithmeticInIntegers() {
        Formula quotient = Formula.X.add(Formula.Y).div(Formula.Z);
        Stage s = Cutting.of(new Program(quotient.max(Formula.X.neg()).select(Formula.X, Formula.of(3)))).getLast();
        compile(new Signature(s.code(), DType.INT32, null, 0x1010, 0, 0, 0, 1, 3));
        compile(new Signature(s.code(), DType.INT64, null, 0x2012, 0, 0, 0, 1, 3));
    }

    @Test
    void everyReductionAndRank() {
        Stage s = Cutting.of(new Program(Formula.X.mul(Formula.Y))).getLast();
        int rank = 1;
        for (Reduction r : Reduction.values()) {
            for (DType type : new DType[] {DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64}) {
                long own = type.ordinal() * 0x111L;
                compile(new Signature(s.code(), type, r, own, 0, rank % 2 == 0 ? 6 : 0, rank % 3 == 0 ? 4 : 0, 1, rank));
                rank = rank % 8 + 1;
            }
        }
    }

    @Test
    void denseOperandsAreReadSixteenBytesAtATime() {
        Stage s = Cutting.of(new Program(Formula.X.mul(2).add(Formula.Y))).getLast();
        String ptx = compile(new Signature(s.code(), DType.FLOAT32, null, 0x555, 0, 7, 0, 1, 1));
        assertEquals(2, ptx.split("ld\\.global\\.v4\\.(f32|b32|u32)", -1).length - 1, ptx);
        assertEquals(1, ptx.split("st\\.global\\.v4\\.(f32|b32|u32)", -1).length - 1, ptx);
        assertTrue(!ptx.contains("fma.rn.f32"), "products are rounded, as in the interpreter and in Java");
    }

    @Test
    void aRefusedTextShowsTheCompilersMessages() {
        AssertionError e = assertThrows(AssertionError.class, () -> compiler.compile("bad.cu", "int f( {", Map.of()));
        assertTrue(e.getMessage().contains("bad.cu(1): error"), e.getMessage());
    }
}
