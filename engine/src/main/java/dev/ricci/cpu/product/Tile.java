package dev.ricci.cpu.product;

/**
 * The innermost part of {@link VectorGemm} for one element type: a small rectangle of C held in registers while k runs.
 *
 * <p>Calls pass numbers only, never vectors, so that nothing is boxed however they are compiled. Strides are in bytes here.
 */
abstract class Tile {
    /** Rows of C: with two vectors each, twelve sums and three operands fit the 16 registers of AVX2. */
    static final int ROWS = 6;

    /** Two vectors. */
    final int columns;

    final int bytes;

    Tile(int columns, int bytes) {
        this.columns = columns;
        this.bytes = bytes;
    }

    /** tile = A B, for ROWS rows of A and all columns of B, whose elements lie side by side. */
    abstract void multiply(int k, long a, long aRow, long aCol, long b, long bRow, long tile);

    /** C = scale tile + keep C, for some rows and columns of the tile. C is not read where keep is 0. */
    abstract void merge(int rows, int cols, double scale, double keep, long tile, long c, long cRow);

    /** Copies rows of A, at most ROWS, so that the elements of one k lie side by side; missing rows become 0. */
    abstract void packRows(int rows, int k, long a, long aRow, long aCol, long to);

    /** Copies columns of B so that the elements of one k lie side by side; missing columns become 0. The scratch is that of the tile. */
    abstract void packColumns(int cols, int k, long b, long bRow, long bCol, long to, long scratch);
}
