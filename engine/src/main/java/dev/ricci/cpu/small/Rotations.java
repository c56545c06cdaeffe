package dev.ricci.cpu.small;

/**
 * Plane rotations on cells: those that make two columns orthogonal, and those of the QL iteration. Columns are cells one after the
 * other; arguments but counts are addresses and distances in bytes. The cells of work are at least ten.
 */
abstract class Rotations {
    /**
     * The cosine and sine, two cells, that make columns x and y orthogonal and put the longer one first; 1 and 0 in lanes where they are
     * both. The squares of their lengths stand in two cells. Returns whether any lane is to turn; turns counts in each.
     */
    abstract boolean angle(long x, long y, int count, long squareX, long squareY, float cosine, long turns, long angle);

    /** Turns x and y by that angle, and p and q along; brings the squares up to date. */
    abstract void turn(long x, long y, int count, long squareX, long squareY, long p, long q, int length, long angle);

    /** Sets to zero columns whose squares, cells one after the other, are as good as nothing beside 1; and those squares. */
    abstract void clear(long columns, long step, int count, int length, long squares);

    /**
     * Where the tridiagonal matrix from l on falls apart: the first place in each lane after which the element beside the diagonal is
     * nothing, and the diagonal there. Returns the last such place of lanes where it is not l itself, or l where there is none.
     */
    abstract int window(long diagonal, long beside, int l, int n, long work);

    /** One QL step with Wilkinson's shift on the window that was found, from place top down to l; turns the columns of v along. */
    abstract void step(long diagonal, long beside, int l, int top, long v, long columnStep, int length, long work);
}
