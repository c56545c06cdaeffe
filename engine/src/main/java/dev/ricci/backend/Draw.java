package dev.ricci.backend;

/** A distribution of random numbers, drawn from Philox4x32-10 words (Salmon, Moraes, Dror, Shaw 2011), the same bits on every device. */
public enum Draw {
    /** The generator's 32-bit words as they are; into INT32. */
    BITS,
    /** Even on [0, 1): the upper 24 bits of a word times 2^-24 into FLOAT32, the upper 53 of two words times 2^-53 into FLOAT64. */
    UNIFORM,
    /**
     * Mean 0, variance 1: the inverse of the normal distribution (Wichura 1988, AS 241, PPND16 in double with every step rounded by
     * itself, logarithm as fdlibm's) at p = (w + 1/2) 2^-32 for all 32 bits w of a word into FLOAT32, rounded from double, and at
     * p = (v + 1/2) 2^-52 for the upper 52 bits v of two words into FLOAT64.
     */
    NORMAL
}
