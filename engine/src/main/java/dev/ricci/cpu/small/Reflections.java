package dev.ricci.cpu.small;

/**
 * Elementary reflectors H = I - tau v v^T with v[0] = 1 (Householder 1958) on cells, in LAPACK's signs, and the reduction of symmetric
 * matrices by them. Columns are cells one after the other; arguments but counts are addresses and distances in bytes.
 */
abstract class Reflections {
    /** Turns x into beta, followed by the rest of v. */
    abstract void make(long x, int count, long tau);

    /** y = H y for columns; the square of what follows the first element of each goes to the cells of squares. */
    abstract void apply(long v, int count, long tau, long y, long yStep, int columns, long squares);

    /** The square of a column's length. */
    abstract void square(long x, int count, long square);

    /** p = -A v becomes w = tau A v - tau^2 / 2 (v^T A v) v, so that H A H = A - v w^T - w v^T. */
    abstract void combine(long p, long v, int count, long tau);

    /** A -= v w^T + w v^T */
    abstract void takeBoth(long a, long columnStep, int count, long v, long w);

    /** Divides a column by the root of a cell, where that is not zero. The root takes the cell's place. */
    abstract void normalise(long x, int count, long square);
}
