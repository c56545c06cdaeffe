package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;

/** Copies between layouts in tiles, so that a transposition stays within the cache. */
final class Tiles {
    private static final int TILE = 32;
    private static final boolean LANES = VectorApi.present();

    private Tiles() {}

    /** Copies into a matrix of the same shape, of either type. */
    static void copy(Matrix from, Matrix to) {
        for (int i = 0; i < from.rows(); i += TILE) {
            for (int j = 0; j < from.columns(); j += TILE) {
                Matrix tile = from.part(i, j, Math.min(TILE, from.rows() - i), Math.min(TILE, from.columns() - j));
                Matrix place = to.part(i, j, tile.rows(), tile.columns());
                if (LANES && from.type() == to.type() && transposes(from, to)) {
                    transpose(tile, place);
                } else if (from.type() != to.type()) {
                    converted(tile, place);
                } else {
                    one(tile, place);
                }
            }
        }
    }

    private static boolean transposes(Matrix from, Matrix to) {
        return from.columnStride() == 1 && to.rowStride() == 1 || from.rowStride() == 1 && to.columnStride() == 1;
    }

    /** Whole blocks in registers, what is left over at the ends one by one. */
    private static void transpose(Matrix from, Matrix to) {
        if (from.columnStride() != 1) {
            transpose(from.transpose(), to.transpose());
            return;
        }
        boolean wide = from.type() == DType.FLOAT64;
        int block = wide ? Transposition.LONGS : Transposition.INTS;
        long step = from.rowStride() * from.type().bytes();
        long stepTo = to.columnStride() * to.type().bytes();
        int rows = from.rows() / block * block;
        int columns = from.columns() / block * block;
        for (int i = 0; i < rows; i += block) {
            for (int j = 0; j < columns; j += block) {
                if (wide) {
                    Transposition.longs(from.at(i, j), step, to.at(i, j), stepTo);
                } else {
                    Transposition.ints(from.at(i, j), step, to.at(i, j), stepTo);
                }
            }
        }
        one(from.part(0, columns, rows, from.columns() - columns), to.part(0, columns, rows, from.columns() - columns));
        one(from.rows(rows, from.rows()), to.rows(rows, from.rows()));
    }

    private static void one(Matrix from, Matrix to) {
        if (from.type() == DType.FLOAT64) {
            longs(from, to);
        } else {
            ints(from, to);
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
