package dev.ricci.cuda.factor;

import dev.ricci.backend.Choice;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;

/**
 * Which way a factorisation goes: the rule of the device, all of it.
 *
 * <p>It looks at kind, type, sizes and batch alone, never at whether a step is recorded: a replay has the bits of the eager run. The
 * property {@code ricci.cuda.factor} forces it: {@code auto}, {@code device} or {@code host}; {@code jacobi} takes block Jacobi for all
 * that it can do, of any size.
 */
public enum FactorWay {
    /** A matrix in the shared memory or the registers of one block, as many at once as the device holds. */
    SMALL("by small kernels"),
    /** Panels and matrix products: Cholesky, LU, QR and triangular solves. */
    BLOCKED("by blocks"),
    /** Block Jacobi over matrix products: SVD and symmetric eigenvalues. */
    JACOBI("by block Jacobi"),
    /** Copied to the host, which waits: not in a recorded step. */
    HOST("by the host's processor");

    /** The most rows and columns of what one block takes. Estimated: beyond, the parts of a block wait for each other most of the time. */
    static final int SMALL_SIDE = 64;

    static final String PROPERTY = "ricci.cuda.factor";

    private enum Setting {
        AUTO,
        DEVICE,
        JACOBI,
        HOST
    }

    private final String words;

    FactorWay(String words) {
        this.words = words;
    }

    /** The way for matrices of m rows and n columns. @throws IllegalStateException where it is forced to a device without kernels */
    static FactorWay of(Factorisation kind, DType type, int m, int n, long batch) {
        return forced(kind.name(), kernels(kind, type, m, n, batch), batch);
    }

    /** The way for systems of n equations with so many right sides. */
    static FactorWay of(Solver kind, DType type, int n, int rightSides, long batch) {
        return forced("solve " + kind.name(), kernels(kind, type, n, rightSides, batch), batch);
    }

    /** The kernels for a kind, or HOST. */
    private static FactorWay kernels(Factorisation kind, DType type, int m, int n, long batch) {
        boolean large = Math.max(m, n) > SMALL_SIDE || setting() == Setting.JACOBI;
        return switch (kind) {
            case SVD, SINGULAR_VALUES, SYMMETRIC_EIGEN, EIGENVALUES -> large ? JACOBI : HOST;
            default -> HOST;
        };
    }

    private static FactorWay kernels(Solver kind, DType type, int n, int rightSides, long batch) {
        return HOST;
    }

    private static FactorWay forced(String what, FactorWay rule, long batch) {
        return switch (setting()) {
            case AUTO, JACOBI -> rule;
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
        return new Choice<Setting>(PROPERTY).with("auto", Setting.AUTO).with("device", Setting.DEVICE).with("jacobi", Setting.JACOBI)
                .with("host", Setting.HOST)
                .named(System.getProperty(PROPERTY, "auto"));
    }

    /** The rule in a line, for people. */
    public static String describe() {
        String rule = "to " + SMALL_SIDE + " x " + SMALL_SIDE + " " + SMALL.words + ", others " + HOST.words;
        return setting() == Setting.HOST ? HOST.words : rule;
    }
}
