package dev.ricci.backend;

/** A factorisation or solver that cannot succeed on these numbers: singular, not positive definite, or not converging. */
public final class NumericalFailure extends ArithmeticException {
    private static final long serialVersionUID = 1;

    public NumericalFailure(String message) {
        super(message);
    }
}
