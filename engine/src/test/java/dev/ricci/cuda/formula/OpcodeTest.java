package dev.ricci.cuda.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.formula.ScalarOp;
import dev.ricci.kernels.Kernels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers that Java writes are those that the kernels read. */
class OpcodeTest {
    @Test
    void theNumbersAreThoseOfTheInterpreter() {
        Matcher m = Pattern.compile("enum Opcode : unsigned \\{\n(.*?)};", Pattern.DOTALL).matcher(Kernels.source("interpreter.cuh"));
        assertTrue(m.find());
        String expected = Arrays.stream(Opcode.values())
                .map(o -> "  " + o.name() + " = " + o.ordinal() + ",\n")
                .collect(Collectors.joining());
        assertEquals(expected, m.group(1));
    }

    @Test
    void theFunctionsAreInTheHeader() {
        String header = Kernels.source("scalar.cuh") + Kernels.source("special.cuh");
        for (Opcode o : List.of(Opcode.values()).subList(1, Opcode.values().length)) {
            assertTrue(header.contains(" " + o.function() + "("), o + ": " + o.function());
        }
    }

    @Test
    void theLimitsAreThoseOfTheHeaders() {
        String interpreter = Kernels.source("interpreter.cuh");
        assertTrue(interpreter.contains("INSTRUCTIONS = " + Instructions.MOST + ";"));
        assertTrue(interpreter.contains("CONSTANTS = " + Instructions.MOST_CONSTANTS + ";"));
        assertTrue(interpreter.contains("FIRST_CONSTANT = " + Instructions.FIRST_CONSTANT + ";"));
        assertTrue(interpreter.contains("LATEST = " + Instructions.LATEST + ";"));
        String space = Kernels.source("space.cuh");
        assertTrue(space.contains("BLOCK = " + Interpreter.BLOCK + ";"));
        assertTrue(space.contains("OPERANDS = " + Space.OPERANDS + ";"));
        assertEquals(Space.OPERANDS, Stage.MOST_INPUTS + Stage.MOST_OUTPUTS);
    }

    @Test
    void everyScalarFunctionHasItsOwn() {
        Set<Opcode> seen = new HashSet<>();
        for (ScalarOp op : ScalarOp.values()) {
            assertTrue(seen.add(Opcode.of(op)), op.name());
            assertEquals(op.name(), Opcode.of(op).name());
        }
    }
}
