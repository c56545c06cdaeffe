package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;

/** Copies between layouts in tiles, so that a transposition stays within the cache. */
final class Tiles {
    private static final int TILE = 32;

    private Tiles() {}

    /** Copies into a matrix of the same shape, of either type. */
    static void copy(Matrix from, Matrix to) {
        for (int i = 0; i < from.rows(); i += TILE) {
            for (int j = 0; j < from.columns(); j += TILE) {
                Matrix tile = from.part(i, j, Math.min(TILE, from.rows() - i), Math.min(TILE, from.columns() - j));
                Matrix place = to.part(i, j, tile.rows(), tile.columns());
                if (from.type() != to.type()) {
                    converted(tile, place);
                } else if (from.type() == DType.FLOAT64) {
                    longs(tile, place);
                } else {
                    ints(tile, place);
                }
            }
        }
    }

    private static void ints(Matrix from, Matrix to) {
        int n = from.columns();
        long step = 4 * from.columnStride();
        long stepTo = 4 * to.columnStride();
        for (int i = 0; i < from.rows(); i++) {
            long at = from.at(i, 0);
            long place = to.at(i, 0);
            for (int j = 0; j < n; j++) {
                Memory.setInt(place + j * stepTo, Memory.getInt(at + j * step));
            }
        }
    }

    private static void longs(Matrix from, Matrix to) {
        int n = from.columns();
        long step = 8 * from.columnStride();
        long stepTo = 8 * to.columnStride();
        for (int i = 0; i < from.rows(); i++) {
            long at = from.at(i, 0);
            long place = to.at(i, 0);
            for (int j = 0; j < n; j++) {
                Memory.setLong(place + j * stepTo, Memory.getLong(at + j * step));
            }
        }
    }

    private static void converted(Matrix from, Matrix to) {
        for (int i = 0; i < from.rows(); i++) {
            for (int j = 0; j < from.columns(); j++) {
                to.set(i, j, from.get(i, j));
            }
        }
    }
}
