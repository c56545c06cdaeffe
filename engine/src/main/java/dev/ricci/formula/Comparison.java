package dev.ricci.formula;

/** Compares formulas for tables of those met lately: quick to say yes where they are one object, and never long in saying no. */
public final class Comparison {
    private static final int MOST_COMPARED = 64;

    private Comparison() {}

    /** Of one formula alone its own hash. */
    public static int hash(Formula... formulas) {
        int hash = 0;
        for (Formula f : formulas) {
            hash = hash * 31 + f.hashCode();
        }
        return hash;
    }

    /** Whether they are known to be the same; false also where that would take long. */
    public static boolean same(Formula[] a, Formula[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i] && left(a[i], b[i], MOST_COMPARED) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Compares formulas with so many comparisons at most. Equal ones that were built apart may take time exponential in their depth.
     *
     * @return the comparisons left, or less than 0 where the formulas differ or it would take more
     */
    private static int left(Formula a, Formula b, int most) {
        if (a == b || most < 0) {
            return most;
        }
        if (a instanceof Apply f && b instanceof Apply g) {
            if (f.op() != g.op() || f.hashCode() != g.hashCode()) {
                return -1;
            }
            int left = most - 1;
            for (int i = 0; i < f.op().arity() && left >= 0; i++) {
                left = left(f.argument(i), g.argument(i), left);
            }
            return left;
        }
        return a.equals(b) ? most : -1;
    }
}
