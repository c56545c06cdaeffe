package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.formula.Formula;

/**
 * Whole quotients, and operations on the bits of integers and bool.
 *
 * <p>Integers wrap around as Java's do. What division by 0 or a shift by more places than there are would be is defined and the same on
 * every device. A {@code long} beyond 2^53, which no double holds, keeps all its digits beside int64.
 */
public sealed interface IntegerArithmetic permits Tensor {
    /** This, as a tensor. */
    Tensor self();

    /**
     * The floor of this / b, as Python's {@code //}; of integers an integer, and 0 where b is 0. Where this or b is infinite it is the
     * floor of the rounded quotient: infinity by 3 is infinite (NaN in Python), and -1 by infinity is -0 (-1 in Python). The gradient is 0.
     */
    default Tensor floorDiv(Tensor b) {
        return Pointwise.of(X.floorDiv(Y)).map(self(), b);
    }

    default Tensor floorDiv(double b) {
        return Pointwise.of(X.floorDiv(of(b))).map(self());
    }

    default Tensor floorDiv(long b) {
        return isPlain(b) ? floorDiv((double) b) : exactly(b, X.floorDiv(Y));
    }

    /** The bits that both have; of bool "both true". @throws IllegalArgumentException for floating-point types, as all here that follow */
    default Tensor bitAnd(Tensor b) {
        return Pointwise.of(X.bitAnd(Y)).map(self(), b);
    }

    default Tensor bitAnd(long b) {
        return bits(b, X.bitAnd(Y));
    }

    /** The bits that one has at least; of bool "one true at least". */
    default Tensor bitOr(Tensor b) {
        return Pointwise.of(X.bitOr(Y)).map(self(), b);
    }

    default Tensor bitOr(long b) {
        return bits(b, X.bitOr(Y));
    }

    /** The bits that one alone has; of bool "one true alone". */
    default Tensor bitXor(Tensor b) {
        return Pointwise.of(X.bitXor(Y)).map(self(), b);
    }

    default Tensor bitXor(long b) {
        return bits(b, X.bitXor(Y));
    }

    /** One of both is true, of bool; {@link #bitXor} takes integers too. */
    default Tensor xor(Tensor b) {
        Tensor x = self();
        Check.dtype("xor", x.dtype(), DType.BOOL);
        Check.dtype("xor", b.dtype(), DType.BOOL);
        return bitXor(b);
    }

    /** Every bit turned: -1 - x; of bool "not true". */
    default Tensor bitNot() {
        Tensor x = self();
        return x.dtype() == DType.BOOL ? x.not() : Pointwise.of(X.bitXor(of(-1))).map(x);
    }

    /** Each moved up by a number of places, which is times 2^places, wrapped; 0 where places is below 0 or all there are. */
    default Tensor shiftLeft(Tensor places) {
        return Pointwise.of(X.shiftLeft(Y)).map(self(), places);
    }

    default Tensor shiftLeft(int places) {
        return Pointwise.of(X.shiftLeft(of(places))).map(self());
    }

    /** Each moved down with its sign, the floor of x / 2^places; the sign alone (0 or -1) where places is below 0 or all there are. */
    default Tensor shiftRight(Tensor places) {
        return Pointwise.of(X.shiftRight(Y)).map(self(), places);
    }

    default Tensor shiftRight(int places) {
        return Pointwise.of(X.shiftRight(of(places))).map(self());
    }

    /** As {@link Elementwise#add(double)}, and exact for every long beside int64. */
    default Tensor add(long b) {
        return isPlain(b) ? self().add((double) b) : exactly(b, X.add(Y));
    }

    default Tensor sub(long b) {
        return isPlain(b) ? self().sub((double) b) : exactly(b, X.sub(Y));
    }

    default Tensor mul(long b) {
        return isPlain(b) ? self().mul((double) b) : exactly(b, X.mul(Y));
    }

    default Tensor less(long b) {
        return isPlain(b) ? self().less((double) b) : exactly(b, X.less(Y));
    }

    default Tensor lessEqual(long b) {
        return isPlain(b) ? self().lessEqual((double) b) : exactly(b, X.lessEqual(Y));
    }

    default Tensor greater(long b) {
        return isPlain(b) ? self().greater((double) b) : exactly(b, Y.less(X));
    }

    default Tensor greaterEqual(long b) {
        return isPlain(b) ? self().greaterEqual((double) b) : exactly(b, Y.lessEqual(X));
    }

    default Tensor equal(long b) {
        return isPlain(b) ? self().equal((double) b) : exactly(b, X.equal(Y));
    }

    default Tensor notEqual(long b) {
        return isPlain(b) ? self().notEqual((double) b) : exactly(b, X.equal(Y).equal(of(0)));
    }

    /** Whether a double holds the number, or this is not int64: then a constant in the formula is as good. */
    private boolean isPlain(long b) {
        return isDouble(b) || self().dtype() != DType.INT64;
    }

    private static boolean isDouble(long b) {
        return b >= -(1L << 53) && b <= 1L << 53;
    }

    private Tensor exactly(long b, Formula f) {
        return Pointwise.of(f).map(self(), one(b));
    }

    private Tensor bits(long b, Formula f) {
        if (self().dtype() != DType.INT64 && b != (int) b) {
            throw new IllegalArgumentException("bitAnd, bitOr, bitXor: " + self().dtype() + " has not the bits of " + b
                    + "; convert by to(DType.INT64)");
        }
        return isDouble(b) ? Pointwise.of(f.substitute(x -> x.equals(Y) ? of(b) : x)).map(self()) : exactly(b, f);
    }

    private Tensor one(long b) {
        return Tensor.of(new long[] {b}).to(self().backend()).reshape();
    }
}
