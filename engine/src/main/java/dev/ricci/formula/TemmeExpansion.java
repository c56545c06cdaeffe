package dev.ricci.formula;

/**
 * The incomplete gamma functions where a is large and x not far from it: Temme's uniform asymptotic expansion (The asymptotic expansion of
 * the incomplete gamma functions, SIAM J. Math. Anal. 10, 1979; DLMF 8.12.7 to 8.12.14).
 *
 * <p>With eta^2 / 2 = mu - log(1 + mu), mu = (x - a) / a, both are exp(-a eta^2 / 2) times (erfcx(+-eta sqrt(a / 2)) / 2 -+ the sum of
 * C_k(eta) / a^k / sqrt(2 pi a)). The C_k are power series in eta, whose coefficients were computed in fractions from the recurrence
 * eta C_k = C_(k-1)' + (-1)^k g_k eta / mu, g_k those of Stirling's series.
 */
final class TemmeExpansion {
    /** From here on the terms left out are below 1e-16 of both functions, as far as |mu| is at most {@link #WIDEST}. */
    static final double LEAST = 20;

    static final double WIDEST = 0.3;

    private static final double[][] C = {
            {-0.33333333333333333, 0.083333333333333333, -0.014814814814814815, 0.0011574074074074074, 0.0003527336860670194,
                -0.00017875514403292181, 3.9192631785224378e-5, -2.1854485106799922e-6, -1.85406221071516e-6,
                8.296711340953086e-7, -1.7665952736826079e-7, 6.7078535434014986e-9, 1.0261809784240308e-8,
                -4.3820360184533532e-9, 9.1476995822367902e-10},
            {-0.0018518518518518519, -0.0034722222222222222, 0.0026455026455026455, -0.00099022633744855967,
                0.00020576131687242798, -4.0187757201646091e-7, -1.8098550334489978e-5, 7.6491609160811101e-6,
                -1.6120900894563446e-6, 4.6471278028074343e-9, 1.378633446915721e-7, -5.752545603517705e-8, 1.1951628599778147e-8},
            {0.0041335978835978836, -0.0026813271604938272, 0.00077160493827160494, 2.0093878600823045e-6,
                -0.00010736653226365161, 5.2923448829120125e-5, -1.2760635188618728e-5, 3.4235787340961381e-8,
                1.3721957309062933e-6, -6.298992138380055e-7, 1.4280614206064242e-7, -2.0477098421990866e-10},
            {0.00064943415637860082, 0.00022947209362139918, -0.00046918949439525571, 0.00026772063206283885,
                -7.5618016718839764e-5, -2.3965051138672967e-7, 1.1082654115347302e-5, -5.6749528269915966e-6,
                1.4230900732435884e-6, -2.7861080291528142e-11, -1.6958404091930277e-7},
            {-0.0008618882909167117, 0.00078403922172006663, -0.00029907248030319018, -1.4638452578843418e-6,
                6.6414982154651222e-5, -3.9683650471794347e-5, 1.1375726970678419e-5, 2.5074972262375328e-10,
                -1.6954149536558306e-6},
            {-0.00033679855336635815, -6.9728137583658578e-5, 0.00027727532449593921, -0.00019932570516188848,
                6.7977804779372078e-5, 1.419062920643967e-7, -1.3594048189768693e-5, 8.0184702563342015e-6},
            {0.00053130793646399222, -0.00059216643735369388, 0.00027087820967180448, 7.9023532326603279e-7,
                -8.1539693675619688e-5, 5.6116827531062497e-5, -1.8329116582843376e-5},
            {0.00034436760689237767, 5.1717909082605922e-5, -0.00033493161081142236, 0.0002812695154763237,
                -0.00010976582244684731},
            {-0.00065262391859530942, 0.00083949872067208728, -0.00043829709854172101, -6.969091458420552e-7},
            {-0.00059676129019274625, -7.2048954160200106e-5, 0.00067823088376673284}};

    private TemmeExpansion() {}

    static boolean serves(double a, double x) {
        return a >= LEAST && Math.abs(x - a) <= WIDEST * a;
    }

    /** P(a, x) if lower, else Q(a, x). */
    static double value(double a, double x, boolean lower) {
        double mu = (x - a) / a;
        double half = -Logarithm.log1pMinus(mu, x, a);
        double eta = Math.copySign(Math.sqrt(2 * half), mu);
        double sum = 0;
        for (int k = C.length - 1; k >= 0; k--) {
            double c = 0;
            for (int n = C[k].length - 1; n >= 0; n--) {
                c = c * eta + C[k][n];
            }
            sum = sum / a + c;
        }
        double rest = sum / Math.sqrt(2 * Math.PI * a);
        double tails = ErrorFunction.scaledComplement(Math.sqrt(a * half)) / 2;
        boolean below = x < a;
        double smaller = Math.exp(-a * half) * (below ? tails - rest : tails + rest);
        return lower == below ? smaller : 1 - smaller;
    }
}
