package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;

/**
 * Whether numbers are neither NaN nor infinite. Checked first: some of LAPACK's iterations never end on NaN.
 *
 * <p>Those have all bits of the exponent set: one more, added to the bits without the sign, carries into the sign.
 */
final class Finite {
    static final int FLOAT_ONE = 0x0080_0000;
    static final long DOUBLE_ONE = 0x0010_0000_0000_0000L;

    private static final boolean LANES = VectorApi.present();
    private static final int LONG = 64;

    private Finite() {}

    static boolean all(Matrix m) {
        if (m.columnStride() != 1 && m.rowStride() == 1) {
            return all(m.transpose());
        }
        if (m.isRowMajor() && m.rowStride() == m.columns() && (long) m.rows() * m.columns() <= Integer.MAX_VALUE) {
            return row(m.type(), m.address(), 1, m.rows() * m.columns());
        }
        for (int i = 0; i < m.rows(); i++) {
            if (!row(m.type(), m.at(i, 0), m.columnStride(), m.columns())) {
                return false;
            }
        }
        return true;
    }

    /** The lower triangle with the diagonal alone. */
    static boolean lower(Matrix m) {
        for (int i = 0; i < m.rows(); i++) {
            if (!row(m.type(), m.at(i, 0), m.columnStride(), i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean row(DType type, long at, long stride, int count) {
        boolean vectors = LANES && stride == 1 && count >= LONG;
        if (type == DType.FLOAT64) {
            return vectors ? FiniteLanes.float64(at, count) : float64(at, 8 * stride, count);
        }
        return vectors ? FiniteLanes.float32(at, count) : float32(at, 4 * stride, count);
    }

    private static boolean float32(long at, long step, int count) {
        int carries = 0;
        for (int j = 0; j < count; j++) {
            carries |= (Memory.getInt(at + j * step) & Integer.MAX_VALUE) + FLOAT_ONE;
        }
        return carries >= 0;
    }

    private static boolean float64(long at, long step, int count) {
        long carries = 0;
        for (int j = 0; j < count; j++) {
            carries |= (Memory.getLong(at + j * step) & Long.MAX_VALUE) + DOUBLE_ONE;
        }
        return carries >= 0;
    }
}
