package dev.ricci.cuda.factor;

import dev.ricci.backend.Choice;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;

/**
 * Which way a factorisation goes: the rule of the device, all of it.
 *
 * <p>It looks at kind, type, sizes and batch alone, never at whether a step is recorded: a replay has the bits of the eager run. The
 * property {@code ricci.cuda.factor} forces it: {@code auto}, {@code device} or {@code host}; {@code blocked}, {@code jacobi} and
 * {@code tall} take blocks, block Jacobi and CholeskyQR for all that they can do, of any size.
 */
public enum FactorWay {
    /** A matrix in the shared memory or the registers of one block, as many at once as the device holds. */
    SMALL("by small kernels"),
    /** Panels and matrix products: Cholesky, LU, QR and triangular solves. */
    BLOCKED("by blocks"),
    /** Block Jacobi over matrix products: SVD and symmetric eigenvalues. */
    JACOBI("by block Jacobi"),
    /** QR of many more rows than columns: nearly all of it in products. */
    TALL("by CholeskyQR"),
    /** Copied to the host, which waits: not in a recorded step. */
    HOST("by the host's processor");

    /** The most rows and columns of what one block takes. Estimated: beyond, the parts of a block wait for each other most of the time. */
    static final int SMALL_SIDE = 64;

    /** Matrices that the kernels of blocks take at once. */
    private static final int MOST_BATCH = 65535;

    static final String PROPERTY = "ricci.cuda.factor";

    private enum Setting {
        AUTO,
        BLOCKED,
        DEVICE,
        JACOBI,
        TALL,
        HOST
    }

    private final String words;

    FactorWay(String words) {
        this.words = words;
    }

    /** The way for matrices of m rows and n columns. @throws IllegalStateException where it is forced to a device without kernels */
    static FactorWay of(Factorisation kind, DType type, int m, int n, long batch) {
        FactorWay rule = setting() == Setting.BLOCKED && blocked(kind, m, batch) ? BLOCKED : kernels(kind, type, m, n, batch);
        return forced(kind.name(), rule, batch);
    }

    /** The way for systems of n equations with so many right sides. */
    static FactorWay of(Solver kind, DType type, int n, int rightSides, long batch) {
        FactorWay rule = setting() == Setting.BLOCKED && blocked(kind, n, batch) ? BLOCKED : kernels(kind, type, n, rightSides, batch);
        return forced("solve " + kind.name(), rule, batch);
    }

    /** The kernels for a kind, or HOST. */
    private static FactorWay kernels(Factorisation kind, DType type, int m, int n, long batch) {
        boolean small = Math.max(m, n) <= SMALL_SIDE;
        return switch (kind) {
            case SVD, SINGULAR_VALUES, SYMMETRIC_EIGEN, EIGENVALUES -> small && setting() != Setting.JACOBI ? SMALL : JACOBI;
            case QR, TRIANGLE -> isTall(m, n) ? TALL : direct(small, blocked(kind, m, batch));
            default -> direct(small, blocked(kind, m, batch));
        };
    }

    private static FactorWay direct(boolean small, boolean blocked) {
        return small && setting() != Setting.BLOCKED ? SMALL : blocked ? BLOCKED : small ? SMALL : HOST;
    }

    /** What is too tall for panels. With twice as many rows as columns, the condition of noise is below 6. */
    private static boolean isTall(int m, int n) {
        return m >= 2L * n && (m > Panels.MOST_ROWS || setting() == Setting.TALL);
    }

    private static FactorWay kernels(Solver kind, DType type, int n, int rightSides, long batch) {
        return direct(n <= SMALL_SIDE, blocked(kind, n, batch));
    }

    private static boolean blocked(Factorisation kind, int m, long batch) {
        return batch <= MOST_BATCH && switch (kind) {
            case CHOLESKY -> true;
            case LU, QR, TRIANGLE, COMPLETE_QR -> m <= Panels.MOST_ROWS;
            default -> false;
        };
    }

    private static boolean blocked(Solver kind, int n, long batch) {
        return batch <= MOST_BATCH && (kind != Solver.GENERAL || n <= Panels.MOST_ROWS);
    }

    private static FactorWay forced(String what, FactorWay rule, long batch) {
        return switch (setting()) {
            case AUTO, BLOCKED, JACOBI, TALL -> rule;
            case HOST -> HOST;
            case DEVICE -> {
                if (rule == HOST) {
                    throw new IllegalStateException("cuda: " + PROPERTY + "=device, and the device has no kernels for " + what
                            + " of this size; leave the property out");
                }
                yield rule;
            }
        };
    }

    private static Setting setting() {
        return new Choice<Setting>(PROPERTY).with("auto", Setting.AUTO).with("blocked", Setting.BLOCKED).with("device", Setting.DEVICE)
                .with("jacobi", Setting.JACOBI).with("tall", Setting.TALL).with("host", Setting.HOST)
                .named(System.getProperty(PROPERTY, "auto"));
    }

    /** The rule in a line, for people. */
    public static String describe() {
        String rule = "to " + SMALL_SIDE + " x " + SMALL_SIDE + " " + SMALL.words + ", others " + HOST.words;
        return setting() == Setting.HOST ? HOST.words : rule;
    }
}
