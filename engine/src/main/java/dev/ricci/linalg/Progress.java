package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** Which columns of a batch are still being refined: those whose changes become smaller, and are not yet below rounding. */
final class Progress {
    private final int columns;
    private final int[] matrix;
    private final boolean[] active;
    private final double[] before;

    /**
     * @param batch leading axes of the solutions
     * @param columns of each
     * @param matrices leading axes of the matrices, which stretch to batch
     * @param refined for each matrix, whether its solutions are refined at all
     */
    Progress(int[] batch, int columns, int[] matrices, boolean[] refined) {
        this.columns = columns;
        int[] numbers = new int[refined.length];
        Arrays.setAll(numbers, i -> i);
        this.matrix = Tensor.of(numbers, matrices).broadcastTo(batch).toInts();
        this.active = new boolean[matrix.length * columns];
        for (int i = 0; i < active.length; i++) {
            active[i] = refined[matrix[i / columns]];
        }
        this.before = new double[active.length];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
    }

    boolean goesOn() {
        for (boolean a : active) {
            if (a) {
                return true;
            }
        }
        return false;
    }

    /** Whether any column of a solution, counted through the batch, is still active. */
    boolean isActive(int solution) {
        for (int c = 0; c < columns; c++) {
            if (active[solution * columns + c]) {
                return true;
            }
        }
        return false;
    }

    /** The number of the matrix of a solution. */
    int matrix(int solution) {
        return matrix[solution];
    }

    int solutions() {
        return matrix.length;
    }

    /** Which changes [.., rows, columns] are to be added: the largest relative change of an element has halved at least. */
    boolean[] taken(Tensor change, Tensor value) {
        double unit = value.dtype().epsilon();
        double[] d = change.toDoubles();
        double[] v = value.toDoubles();
        int rows = Matrices.rows(value);
        boolean[] take = new boolean[active.length];
        for (int i = 0; i < active.length; i++) {
            if (!active[i]) {
                continue;
            }
            double size = 0;
            for (int row = 0; row < rows; row++) {
                int at = (i / columns * rows + row) * columns + i % columns;
                size = Math.max(size, d[at] == 0 ? 0 : Math.abs(d[at]) / Math.abs(v[at])); // NaN stays NaN and ends it
            }
            take[i] = size <= before[i] / 2;
            active[i] = take[i] && size > unit;
            before[i] = size;
        }
        return take;
    }
}
