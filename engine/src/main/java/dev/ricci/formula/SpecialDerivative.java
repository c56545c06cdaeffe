package dev.ricci.formula;

/**
 * Derivatives of the special functions.
 *
 * <p>Those of the incomplete gamma and beta functions by x are their densities; those by their shapes a and b are refused, as no closed
 * form is known. By the order of polygamma there is none.
 */
final class SpecialDerivative {
    private static final Formula TWO_OVER_SQRT_PI = Formula.of(2 / Math.sqrt(Math.PI));
    private static final Formula HALF_SQRT_PI = Formula.of(Math.sqrt(Math.PI) / 2);

    private SpecialDerivative() {}

    static Formula one(Apply f, Formula a, Formula da) {
        return switch (f.op()) {
            case ERFC -> da.mul(TWO_OVER_SQRT_PI.mul(a.mul(a).neg().exp()).neg());
            case ERFINV -> da.mul(HALF_SQRT_PI.mul(f.mul(f).exp()));
            case ERFCINV -> da.mul(HALF_SQRT_PI.mul(f.mul(f).exp()).neg());
            case LOG_GAMMA -> da.mul(a.digamma());
            case DIGAMMA -> da.mul(a.polygamma(1));
            default -> throw new AssertionError(f.op());
        };
    }

    static Formula two(Apply f, Formula a, Formula b, Formula da, Formula db) {
        return switch (f.op()) {
            case POLYGAMMA -> {
                refuse(f, "its order", da);
                yield db.mul(Apply.of(ScalarOp.POLYGAMMA, a.add(1), b));
            }
            case LOG_BETA -> ofLogBeta(a, b, da, db);
            case BETA -> f.mul(ofLogBeta(a, b, da, db));
            case GAMMA_P -> {
                refuse(f, "a", da);
                yield db.mul(a.gammaDensity(b));
            }
            case GAMMA_Q -> {
                refuse(f, "a", da);
                yield db.mul(a.gammaDensity(b)).neg();
            }
            case GAMMA_DENSITY -> {
                Formula byA = da.is(0) ? da : da.mul(f.mul(b.log().sub(a.digamma())));
                Formula byX = db.is(0) ? db : db.mul(f.mul(a.sub(1).div(b).sub(1)));
                yield byA.add(byX);
            }
            default -> throw new AssertionError(f.op());
        };
    }

    private static Formula ofLogBeta(Formula a, Formula b, Formula da, Formula db) {
        Formula ofSum = a.add(b).digamma();
        return da.mul(a.digamma().sub(ofSum)).add(db.mul(b.digamma().sub(ofSum)));
    }

    static Formula three(Apply f, Formula da, Formula db, Formula dx) {
        Formula a = f.argument(0);
        Formula b = f.argument(1);
        Formula x = f.argument(2);
        return switch (f.op()) {
            case BETA_I -> {
                refuse(f, "a", da);
                refuse(f, "b", db);
                yield dx.mul(a.betaDensity(b, x));
            }
            case BETA_DENSITY -> {
                Formula ofSum = a.add(b).digamma();
                Formula byA = da.is(0) ? da : da.mul(x.log().add(ofSum.sub(a.digamma())));
                Formula byB = db.is(0) ? db : db.mul(x.neg().log1p().add(ofSum.sub(b.digamma())));
                Formula byX = dx.is(0) ? dx : dx.mul(a.sub(1).div(x).sub(b.sub(1).div(Formula.of(1).sub(x))));
                yield f.mul(byA.add(byB).add(byX));
            }
            default -> throw new AssertionError(f.op());
        };
    }

    private static void refuse(Apply f, String argument, Formula d) {
        if (!d.is(0)) {
            throw new IllegalArgumentException(f.op().symbol() + ": there is no gradient by " + argument
                    + "; give that argument without a history (detach it, or make it a number)");
        }
    }
}
