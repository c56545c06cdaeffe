package dev.ricci.cpu.small;

/**
 * The steps of Cholesky, LU and substitution on cells; all arguments but counts are addresses and distances in bytes.
 *
 * <p>Calls pass numbers only, never vectors, so that nothing is boxed however they are compiled.
 */
abstract class Elimination {
    /** y -= M x, for M of rows by terms. */
    abstract void subtract(long y, long yStep, long m, long mRow, long mColumn, long x, long xStep, int rows, int terms);

    /** A column of Cholesky's L from its diagonal on: the root, and the rest by it. Where it is not positive, number goes to code. */
    abstract void root(long column, int rows, long code, int number);

    /** Puts number into code where the cell is zero and code is not set. */
    abstract void markZero(long cell, long code, int number);

    /** Divides cells. */
    abstract void divide(long x, long step, int count, long by);

    /** The place of the first cell with the largest absolute value in each lane, as a number. */
    abstract void largest(long cells, long step, int count, long place);

    /** The place of the first of the smallest cells, which stand one after the other. */
    abstract void smallest(long cells, int count, long place);

    /** Exchanges line 0 with the line of that place; lines of some length. */
    abstract void exchange(long first, long lineStep, int lines, long step, int length, long place);

    /** Exchanges within the column of the pivot, and divides what stands below it; by nothing, where the pivot is zero. */
    abstract void pivot(long column, int rows, long place);

    /** Exchanges within further columns, and takes the row of the pivot out of those below by the factors in its column. */
    abstract void eliminate(long column, long columnStep, int columns, long factors, int rows, long place);

    /** Changes the sign of a cell where the place is not 0. */
    abstract void flip(long cell, long place);
}
