package dev.ricci.cpu.small;

/** Completes orthonormal columns, one matrix at a time: matrices without full rank are few. */
final class Completion {
    private Completion() {}

    /**
     * Sets the columns whose value is 0, the last ones. Each comes from the unit vector of which the columns before leave the most, made
     * orthogonal to them twice, which is enough (Kahan; Parlett 1980, 6.9).
     */
    static void complete(Packing packing, Cells columns, Cells values) {
        for (int lane = 0; lane < packing.lanes; lane++) {
            int rank = columns.columns();
            while (rank > 0 && packing.get(values.at(rank - 1, 0), lane) == 0) {
                rank--;
            }
            if (rank < columns.columns()) {
                complete(packing, columns, lane, rank);
            }
        }
    }

    private static void complete(Packing packing, Cells cells, int lane, int rank) {
        int n = cells.rows();
        double[][] columns = new double[n][n];
        double[] left = new double[n];
        for (int i = 0; i < n; i++) {
            left[i] = 1;
            for (int j = 0; j < rank; j++) {
                columns[j][i] = packing.get(cells.at(i, j), lane);
                left[i] -= columns[j][i] * columns[j][i];
            }
        }
        for (int j = rank; j < n; j++) {
            columns[j][largest(left)] = 1;
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    add(-dot(columns[k], columns[j]), columns[k], columns[j]);
                }
            }
            double by = 1 / Math.sqrt(dot(columns[j], columns[j]));
            for (int i = 0; i < n; i++) {
                columns[j][i] *= by;
                left[i] -= columns[j][i] * columns[j][i];
                packing.set(cells.at(i, j), lane, columns[j][i]);
            }
        }
    }

    private static int largest(double... left) {
        int best = 0;
        for (int j = 1; j < left.length; j++) {
            best = left[j] > left[best] ? j : best;
        }
        return best;
    }

    private static double dot(double[] a, double... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, double[] a, double... to) {
        for (int i = 0; i < a.length; i++) {
            to[i] += factor * a[i];
        }
    }
}
