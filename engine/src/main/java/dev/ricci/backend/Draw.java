package dev.ricci.backend;

/** A distribution of random numbers, drawn from Philox4x32-10 words (Salmon, Moraes, Dror, Shaw 2011), the same bits on every device. */
public enum Draw {
    /** The generator's 32-bit words as they are; into INT32. */
    BITS,
    /** Even on [0, 1): 24 random bits for FLOAT32, 53 for FLOAT64. */
    UNIFORM,
    /** Mean 0, variance 1: the inverse of the normal distribution (Wichura 1988, AS 241) of one uniform number each. */
    NORMAL
}
