package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;

/** Inner loops over float64 vectors without gaps, by address: by the Vector API where it is there and the vector is long enough. */
final class Vectors {
    private static final boolean LANES = VectorApi.present();
    private static final int LONG = 32;

    private Vectors() {}

    static double dot(long x, long y, int n) {
        if (LANES && n >= LONG) {
            return Lanes.dot(x, y, n);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Memory.getDouble(x + 8L * i) * Memory.getDouble(y + 8L * i);
        }
        return sum;
    }

    /** y += a x */
    static void axpy(double a, long x, long y, int n) {
        if (LANES && n >= LONG) {
            Lanes.axpy(a, x, y, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            long at = y + 8L * i;
            Memory.setDouble(at, Memory.getDouble(at) + a * Memory.getDouble(x + 8L * i));
        }
    }

    /** z += a x + b y */
    static void axpy(double a, long x, double b, long y, long z, int n) {
        if (LANES && n >= LONG) {
            Lanes.axpy(a, x, b, y, z, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            long at = z + 8L * i;
            Memory.setDouble(at, Memory.getDouble(at) + a * Memory.getDouble(x + 8L * i) + b * Memory.getDouble(y + 8L * i));
        }
    }

    /** (x, y) = (c x - s y, s x + c y) */
    static void rotate(double c, double s, long x, long y, int n) {
        if (LANES && n >= LONG) {
            Lanes.rotate(c, s, x, y, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            double p = Memory.getDouble(x + 8L * i);
            double q = Memory.getDouble(y + 8L * i);
            Memory.setDouble(x + 8L * i, c * p - s * q);
            Memory.setDouble(y + 8L * i, s * p + c * q);
        }
    }

    static void scale(double a, long x, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setDouble(x + 8L * i, a * Memory.getDouble(x + 8L * i));
        }
    }

    static void swap(long x, long y, int n) {
        for (int i = 0; i < n; i++) {
            double p = Memory.getDouble(x + 8L * i);
            Memory.setDouble(x + 8L * i, Memory.getDouble(y + 8L * i));
            Memory.setDouble(y + 8L * i, p);
        }
    }

    static void copy(long from, long to, int n) {
        Memory.copy(from, to, 8L * n);
    }

    /** The Euclidean norm, without overflow or underflow on the way. */
    static double norm(long x, int n) {
        double squares = dot(x, x, n);
        if (squares > 1e-280 && squares < 1e280) {
            return Math.sqrt(squares);
        }
        double most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.abs(Memory.getDouble(x + 8L * i)));
        }
        if (most == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double part = Memory.getDouble(x + 8L * i) / most;
            sum += part * part;
        }
        return most * Math.sqrt(sum);
    }
}
