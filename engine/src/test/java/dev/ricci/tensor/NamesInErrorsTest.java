package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Errors call an operation what the caller called it. */
class NamesInErrorsTest {
    private final Tensor two = Tensor.zeros(2);
    private final Tensor three = Tensor.zeros(3);

    private static void refused(String operation, Executable call) {
        String said = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(said.startsWith(operation + ": "), said);
        assertTrue(said.contains("2") && said.contains("3"), said);
    }

    @Test
    void operationsOfSeveralFunctionsHaveTheirNames() {
        refused("where", () -> two.less(two).where(three, three));
        refused("lerp", () -> two.lerp(three, two));
        refused("xlogy", () -> two.xlogy(three));
        refused("notEqual", () -> two.notEqual(three));
    }

    @Test
    void whatDoesNotStretchSaysWhereItShould() {
        refused("broadcastTo", () -> two.broadcastTo(3));
        refused("maskedFill", () -> two.maskedFill(three.less(1), 5));
        refused("putAlong", () -> two.putAlong(Tensor.of(new int[] {0, 1}), three, 0));
        refused("scatterAddAlong", () -> two.scatterAddAlong(Tensor.of(new int[] {0, 1}), three, 0));
    }
}
