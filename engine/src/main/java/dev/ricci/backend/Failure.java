package dev.ricci.backend;


/** What is said when a factorisation or solver cannot succeed on its numbers: the same words on every device. */
public record Failure(String operation, String what, String remedy) {
    /** The code of a matrix that holds a number which is not finite. */
    public static final int NOT_FINITE = -1;

    public static Failure named(Factorisation kind) {
        return switch (kind) {
            case CHOLESKY -> notPositive("cholesky");
            case QR, TRIANGLE, COMPLETE_QR, PIVOTED_QR -> new Failure("qr", "failed", "");
            case LU -> new Failure("lu", "failed", "");
            case SVD, JACOBI_SVD, SINGULAR_VALUES -> notConverged("svd");
            case SYMMETRIC_EIGEN, EIGENVALUES -> notConverged("symmetricEigen");
        };
    }

    public static Failure named(Solver kind) {
        return switch (kind) {
            case GENERAL -> new Failure("solve", "is singular: pivot %d is zero",
                    "drop rows and columns that depend on others, or solve by least squares");
            case POSITIVE_DEFINITE -> notPositive("solve");
            case LOWER, UPPER -> new Failure("solve", "is singular: element %d of its diagonal is zero",
                    "drop the rows and columns of zeros on the diagonal");
        };
    }

    private static Failure notPositive(String operation) {
        return new Failure(operation, "is not positive definite: its leading minor of order %d is not positive",
                "add a multiple of the identity, or take symmetricEigen");
    }

    private static Failure notConverged(String operation) {
        return new Failure(operation, "did not converge: %d values were left", "scale the matrix, or compute in float64");
    }

    /** @throws NumericalFailure about the first code that is not 0 */
    public void check(int... codes) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] != 0) {
                throw of(codes[i], i, codes.length);
            }
        }
    }

    /** About one matrix of a batch, by its code. */
    public NumericalFailure of(int code, long matrix, long batch) {
        String which = batch == 1 ? "the matrix" : "matrix " + matrix + " of the batch";
        return new NumericalFailure(code == NOT_FINITE
                ? operation + ": " + which + " holds NaN or infinity; look for the operation that made it, or replace it before"
                : operation + ": " + which + " " + what.formatted(code) + "; " + remedy);
    }
}
