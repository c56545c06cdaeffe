package dev.ricci.cpu.loop;

/** What one step of a loop's body does. */
enum LaneOp {
    /** Element of input {@code a}. */
    INPUT(Kind.LANES, 0),
    /** Input {@code a} where one element is repeated. */
    REPEATED(Kind.LANES, 0),
    /** Parameter {@code a}, as the double passed to the loop. */
    PARAMETER(Kind.LANES, 0),
    /** The number whose double bits are {@code value}. */
    NUMBER(Kind.LANES, 0),
    ADD(Kind.LANES, 2),
    SUB(Kind.LANES, 2),
    MUL(Kind.LANES, 2),
    /** For integers: truncating, and 0 where the divisor is 0. */
    DIV(Kind.LANES, 2),
    MIN(Kind.LANES, 2),
    MAX(Kind.LANES, 2),
    /** a * b + c, rounded once. */
    FMA(Kind.LANES, 3),
    NEG(Kind.LANES, 1),
    ABS(Kind.LANES, 1),
    SQRT(Kind.LANES, 1),
    LESS(Kind.MASK, 2),
    LESS_EQUAL(Kind.MASK, 2),
    EQUAL(Kind.MASK, 2),
    /** b where mask a is set, else c. */
    BLEND(Kind.LANES, 3),
    /** The lanes' bits as integers of the same width. */
    TO_BITS(Kind.BITS, 1),
    FROM_BITS(Kind.LANES, 1),
    /** The integer {@code value}. */
    BITS_NUMBER(Kind.BITS, 0),
    BITS_ADD(Kind.BITS, 2),
    BITS_SUB(Kind.BITS, 2),
    BITS_AND(Kind.BITS, 2),
    BITS_OR(Kind.BITS, 2),
    BITS_XOR(Kind.BITS, 2),
    /** Shifted left by {@code value}. */
    BITS_SHL(Kind.BITS, 1),
    /** Shifted right with the sign by {@code value}. */
    BITS_SAR(Kind.BITS, 1),
    /** The JDK's own function, the {@link dev.ricci.formula.ScalarOp} with ordinal {@code value}, of a and b. */
    CALL(Kind.LANES, 2),
    /** Our own function, the ScalarOp with ordinal {@code value}, of a, b and c: each lane by itself, in double. */
    EACH(Kind.LANES, 3),
    /** The function of integers a and b in {@link IntegerFunctions}, the {@link dev.ricci.formula.ScalarOp} with ordinal {@code value}. */
    CALL_OF_INTEGERS(Kind.LANES, 2),
    /** The JDK's own function of b where mask a is set, else c; a branch when no lane is set. */
    CALL_WHERE(Kind.LANES, 3),
    /**
     * b where mask a is set, else c. The steps that make c, from step {@code value} to this one, are done only when some lane needs
     * them.
     */
    RARELY(Kind.LANES, 3),
    MASK_AND(Kind.MASK, 2);

    /** What a step gives. */
    enum Kind { LANES, BITS, MASK }

    private final Kind kind;
    private final int arity;

    LaneOp(Kind kind, int arity) {
        this.kind = kind;
        this.arity = arity;
    }

    Kind kind() {
        return kind;
    }

    /** How many of a, b and c are numbers of earlier steps. */
    int arity() {
        return arity;
    }
}
