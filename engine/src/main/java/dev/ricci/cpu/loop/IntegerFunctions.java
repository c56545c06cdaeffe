package dev.ricci.cpu.loop;

import dev.ricci.formula.ScalarOp;

/** Functions of integers that scalar loops call. None throws: an exception from the middle of an array would help nobody. */
final class IntegerFunctions {
    private IntegerFunctions() {}

    /** The name of a function's methods here. */
    static String method(ScalarOp op) {
        return switch (op) {
            case POW -> "power";
            case FLOOR_DIV -> "floorDivide";
            case SHIFT_LEFT -> "shiftLeft";
            case SHIFT_RIGHT -> "shiftRight";
            default -> throw new AssertionError(op);
        };
    }

    static int floorDivide(int a, int b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    static long floorDivide(long a, long b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    static int shiftLeft(int a, int by) {
        return (by & -Integer.SIZE) != 0 ? 0 : a << by;
    }

    static long shiftLeft(long a, long by) {
        return (by & -Long.SIZE) != 0 ? 0 : a << by;
    }

    static int shiftRight(int a, int by) {
        return a >> ((by & -Integer.SIZE) != 0 ? Integer.SIZE - 1 : by);
    }

    static long shiftRight(long a, long by) {
        return a >> ((by & -Long.SIZE) != 0 ? Long.SIZE - 1 : by);
    }

    static int power(int a, int b) {
        return (int) power((long) a, b);
    }

    /** By squaring, wrapped. To a negative power 1 and -1 have their reciprocals; the others have 0, as the fraction goes. */
    static long power(long a, long b) {
        if (b < 0) {
            return a == 1 ? 1 : a == -1 ? (b & 1) == 0 ? 1 : -1 : 0;
        }
        long result = 1;
        for (long square = a; b != 0; b >>= 1) {
            result *= (b & 1) != 0 ? square : 1;
            square *= square;
        }
        return result;
    }
}
