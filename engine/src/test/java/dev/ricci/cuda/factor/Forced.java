package dev.ricci.cuda.factor;

/** The way of factorisations, forced for the time of a test. */
final class Forced {
    private static String before;

    private Forced() {}

    static void way(String value) {
        before = System.setProperty(FactorWay.PROPERTY, value);
    }

    static void end() {
        if (before == null) {
            System.clearProperty(FactorWay.PROPERTY);
        } else {
            System.setProperty(FactorWay.PROPERTY, before);
        }
    }
}
