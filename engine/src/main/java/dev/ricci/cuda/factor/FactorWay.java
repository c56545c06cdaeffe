package dev.ricci.cuda.factor;

import dev.ricci.backend.Choice;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Finding;
import dev.ricci.backend.Solver;
import java.util.List;
import java.util.Locale;

/**
 * Which way a factorisation goes: the rule of the device, all of it.
 *
 * <p>It looks at kind, type, sizes and batch, and whether a step is recorded, in which nothing can wait for the host; a replay has the
 * bits of the recording's first run. The property {@code ricci.cuda.factor} forces it: {@code auto}; {@code kernels}, the device for all
 * that it can do; {@code device}, the same, and an error for the rest; {@code host}. {@code blocked}, {@code jacobi} and {@code tall} take
 * blocks, block Jacobi and CholeskyQR for all that they can do, of any size.
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

    /**
     * The same for Jacobi on at least MANY matrices. Estimated: their columns then come from the second cache, which is slow for one
     * matrix, but a block each keeps the device busy.
     */
    static final int MANY_SIDE = 128;

    /** How many matrices are worth a block each. Estimated. */
    static final int MANY = 8;

    /** More rows, and at least twice as many as columns, are left to products. */
    private static final int MANY_ROWS = 4096;

    /** Matrices that the kernels of blocks take at once. */
    private static final int MOST_BATCH = 65535;

    /**
     * Up to this side one matrix goes to the host: LU, general systems and eigenvalues; QR and SVD; triangular systems.
     * Cholesky never does. Measured on an H100 against 16 cores of a Xeon (docs/MEASURED.md): at 64 the host takes a quarter to a half of
     * the device's time, its copies included; at 200 they meet for QR and SVD; at 500 the device wins for all.
     */
    private static final int HOST_LU = 256;

    private static final int HOST_QR = 128;
    private static final int HOST_TRIANGULAR = 96;

    static final String PROPERTY = "ricci.cuda.factor";

    private enum Setting {
        AUTO,
        BLOCKED,
        DEVICE,
        JACOBI,
        KERNELS,
        TALL,
        HOST
    }

    private final String words;

    FactorWay(String words) {
        this.words = words;
    }

    /**
     * The way for matrices of m rows and n columns.
     *
     * @param inStep whether a step is recorded, or will be
     * @throws IllegalStateException where it is forced to a device without kernels
     */
    static FactorWay of(Factorisation kind, int m, int n, long batch, boolean inStep) {
        if (setting() == Setting.AUTO && batch == 1 && !inStep && Math.max(m, n) <= hostSide(kind)) {
            return HOST;
        }
        return forced(kind.name(), setting() == Setting.BLOCKED && blocked(kind, batch) ? BLOCKED : kernels(kind, m, n, batch));
    }

    /** The way for systems of n equations. */
    static FactorWay of(Solver kind, int n, long batch, boolean inStep) {
        if (setting() == Setting.AUTO && batch == 1 && !inStep && n <= hostSide(kind)) {
            return HOST;
        }
        return forced("solve " + kind.name(), direct(n <= SMALL_SIDE && setting() != Setting.BLOCKED, batch <= MOST_BATCH));
    }

    private static int hostSide(Factorisation kind) {
        return switch (kind) {
            case CHOLESKY -> 0;
            case LU -> HOST_LU;
            case QR, TRIANGLE, COMPLETE_QR, PIVOTED_QR, SVD, JACOBI_SVD -> HOST_QR;
            case SINGULAR_VALUES, SYMMETRIC_EIGEN, EIGENVALUES -> HOST_LU;
        };
    }

    private static int hostSide(Solver kind) {
        return switch (kind) {
            case GENERAL -> HOST_LU;
            case POSITIVE_DEFINITE -> 0;
            case LOWER, UPPER -> HOST_TRIANGULAR;
        };
    }

    /** The kernels for a kind, or HOST. */
    private static FactorWay kernels(Factorisation kind, int m, int n, long batch) {
        boolean small = Math.max(m, n) <= SMALL_SIDE;
        return switch (kind) {
            case SVD, SINGULAR_VALUES, SYMMETRIC_EIGEN, EIGENVALUES ->
                (small || batch >= MANY && Math.max(m, n) <= MANY_SIDE) && setting() != Setting.JACOBI ? SMALL : JACOBI;
            case QR, TRIANGLE -> isTall(m, n) ? TALL : direct(small, blocked(kind, batch));
            default -> direct(small, blocked(kind, batch));
        };
    }

    private static FactorWay direct(boolean small, boolean blocked) {
        return small ? SMALL : blocked ? BLOCKED : HOST;
    }

    /** A panel of more rows takes many blocks and launches. With twice as many rows as columns, the condition of noise is below 6. */
    private static boolean isTall(int m, int n) {
        return m >= 2L * n && (m > MANY_ROWS || setting() == Setting.TALL);
    }

    private static boolean blocked(Factorisation kind, long batch) {
        return batch <= MOST_BATCH && switch (kind) {
            case CHOLESKY, LU, QR, TRIANGLE, COMPLETE_QR -> true;
            default -> false;
        };
    }

    private static FactorWay forced(String what, FactorWay rule) {
        return switch (setting()) {
            case AUTO, BLOCKED, JACOBI, KERNELS, TALL -> rule;
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
                .with("jacobi", Setting.JACOBI).with("kernels", Setting.KERNELS).with("tall", Setting.TALL).with("host", Setting.HOST)
                .named(System.getProperty(PROPERTY, "auto"));
    }

    /** The rule, for people. */
    public static List<Finding> findings() {
        if (setting() != Setting.AUTO) {
            String forced = setting().name().toLowerCase(Locale.ROOT);
            return List.of(Finding.found("factorisations", "by the property " + PROPERTY + ", " + forced));
        }
        return List.of(
                Finding.found("factor one", "LU, eigenvalues and singular values to " + HOST_LU + " rows, QR and SVD to " + HOST_QR
                        + ", triangular systems to " + HOST_TRIANGULAR + " " + HOST.words + ", but not in a recorded step"),
                Finding.found("factor small", "to " + SMALL_SIDE + " rows and columns (SVD and eigenvalues of " + MANY
                        + " matrices or more: " + MANY_SIDE + ") " + SMALL.words),
                Finding.found("factor large", "Cholesky, LU and QR " + BLOCKED.words + " (QR of more than " + MANY_ROWS + " rows "
                        + TALL.words + "), SVD and eigenvalues " + JACOBI.words));
    }
}
