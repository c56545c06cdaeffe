package dev.ricci.optim;

/** The checks of an optimizer's numbers. */
final class Ranges {
    private Ranges() {}

    static void fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " is from 0 to below 1, got " + value);
        }
    }

    static void positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is a number above 0, got " + value);
        }
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " is a number of 0 or more, got " + value);
        }
    }
}
