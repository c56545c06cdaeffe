package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** Which columns of a batch are still being refined: those whose changes become smaller, and are not yet below rounding. */
final class RefinementProgress {
    private final int columns;
    private final int[] matrix;
    private final boolean[] active;
    private final double[] before;
    private final double[] ownBefore;

    /**
     * @param batch leading axes of the solutions
     * @param columns of each
     * @param matrices leading axes of the matrices, which stretch to batch
     * @param refined for each matrix, whether its solutions are refined at all
     */
    RefinementProgress(int[] batch, int columns, int[] matrices, boolean[] refined) {
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
        this.ownBefore = before.clone();
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

    /**
     * Which changes [.., rows, columns] are to be added: the largest change has halved at least, relative to the largest element or, for
     * solutions of small elements that matter, to its own element; and so long as one of them is above rounding, it goes on.
     */
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
            double most = 0;
            double mostOfAny = 0;
            double ownMost = 0;
            for (int row = 0; row < rows; row++) {
                int at = (i / columns * rows + row) * columns + i % columns;
                most = Math.max(most, Math.abs(d[at])); // NaN stays NaN and ends it
                mostOfAny = Math.max(mostOfAny, Math.abs(v[at]));
                ownMost = Math.max(ownMost, d[at] == 0 ? 0 : Math.abs(d[at] / v[at]));
            }
            double all = most == 0 ? 0 : most / mostOfAny;
            take[i] = all <= before[i] / 2 || ownMost <= ownBefore[i] / 2;
            active[i] = all <= before[i] / 2 && all > unit || ownMost <= ownBefore[i] / 2 && ownMost > unit;
            before[i] = all;
            ownBefore[i] = ownMost;
        }
        return take;
    }
}
