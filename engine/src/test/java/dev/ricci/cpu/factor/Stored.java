package dev.ricci.cpu.factor;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** Views over fresh memory, and what they hold. The memory is never freed: the collector does not see addresses in use. */
final class Stored {
    private Stored() {}

    /** A view in the given layout, every byte of whose memory is set, so that what is not written shows as NaN. */
    static View of(DType type, Layout layout, long elements) {
        long bytes = Math.max(1, elements * type.bytes());
        long at = Memory.allocate(bytes);
        Memory.fill(at, bytes, (byte) -1);
        return new View(new Buffer(null, new HostBlock(at, bytes, _ -> {})), type, layout);
    }

    static View empty(DType type, int... shape) {
        Layout l = Layout.dense(shape);
        return of(type, l, l.size());
    }

    static View of(DType type, double[]... rows) {
        return put(empty(type, rows.length, rows.length == 0 ? 0 : rows[0].length), 0, rows);
    }

    static View batch(DType type, double[][]... matrices) {
        View v = empty(type, matrices.length, matrices[0].length, matrices[0][0].length);
        for (int i = 0; i < matrices.length; i++) {
            put(v, i, matrices[i]);
        }
        return v;
    }

    static View put(View v, int number, double[]... rows) {
        Matrix m = Matrix.of(v, number);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                m.set(i, j, rows[i][j]);
            }
        }
        return v;
    }

    static double[][] rows(View v) {
        return rows(v, 0);
    }

    static double[][] rows(View v, int number) {
        Matrix m = Matrix.of(v, number);
        return Numbers.make(m.rows(), m.columns(), m::get);
    }

    static int[] integers(View v) {
        return integers(v, 0);
    }

    static int[] integers(View v, int number) {
        Matrix m = Matrix.column(v, number);
        int[] values = new int[m.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Memory.getInt(m.at(i, 0));
        }
        return values;
    }

    static double[] vector(View v) {
        return vector(v, 0);
    }

    static double[] vector(View v, int number) {
        Matrix m = Matrix.column(v, number);
        double[] values = new double[m.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = m.get(i, 0);
        }
        return values;
    }
}
