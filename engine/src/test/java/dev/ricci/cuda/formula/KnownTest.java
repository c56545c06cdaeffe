package dev.ricci.cuda.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.formula.Formula;
import dev.ricci.formula.Program;
import dev.ricci.kernels.Kernels;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Momentum;
import dev.ricci.optim.Sgd;
import dev.ricci.optim.UpdateRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The formulas that are compiled with the build are those that the generator writes and that training asks for. */
class KnownTest {
    /** Remakes formulas.cu; its argument is the file. The PTX is then remade as that of every kernel. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), FormulaText.known());
    }

    @Test
    void theFileIsWhatTheGeneratorWritesToday() {
        assertEquals(FormulaText.known(), Kernels.source("formulas.cu"), "KnownTest.main writes it anew");
    }

    @Test
    void everyKernelHasAnotherNameAndIsInThePtx() {
        assertEquals(Known.KERNELS.size(), new HashSet<>(Known.KERNELS.values()).size());
        String ptx = Kernels.ptx("formulas");
        Known.KERNELS.values().forEach(n -> assertTrue(ptx.contains(".visible .entry " + n + "("), n));
    }

    @Test
    void theUpdatesAreThoseOfTheOptimizers() {
        assertSame(Known.sgd(), new Sgd(), 1);
        assertSame(Known.momentum(), new Momentum(), 1);
        assertSame(Known.adam(), new Adam(), 2);
    }

    private static void assertSame(Formula[] known, UpdateRule rule, int scalars) {
        int moments = rule.moments().size();
        UpdateRule.Symbols symbols = new UpdateRule.Symbols(Formula.input(0), Formula.input(1 + moments),
                IntStream.range(1, 1 + moments).mapToObj(Formula::input).toList(),
                IntStream.range(2 + moments, 2 + moments + scalars).mapToObj(Formula::input).toList());
        Formula[] theirs = rule.update(symbols).toArray(Formula[]::new);
        assertArrayEquals(theirs, known, Arrays.toString(theirs));
        assertEquals(new Program(theirs).code(), new Program(known).code());
    }
}
