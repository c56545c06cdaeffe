// The special functions of formulas: error, gamma and beta functions and their relatives.
//
// The algorithms are those of dev.ricci.formula (ErrorFunction, InverseErrorFunction, GammaFunction, Polygamma, BetaFunction,
// IncompleteGamma, TemmeExpansion, IncompleteBeta), which name their sources: so the values differ from those of other
// devices only by what exp, log and pow differ. All is computed in double, for float too: nothing here is short enough to be bound by
// memory, and in double no care for the range of float is needed. The functions are never inlined: the interpreter and formulas that
// call one stay as small in registers as those that call none.
#pragma once
#include "scalar.cuh"

#define SPECIAL static __device__ __noinline__ double

namespace special {

// Wichura, AS 241: numerators and denominators, the constant first; centre, tail to sqrt(-log) = 5, far tail.
static __constant__ double WICHURA_RATIO[3][2][8] = {
    {{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
     {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
      3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}},
    {{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
     {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
      1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}},
    {{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
     {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}}};
// dev.ricci.formula.Fit
static __constant__ double FIT_ERFC[24] = {
    1.0959956610004911, 0.97654872908088199, 0.77320870226523048, 0.54085383131323597, 0.33085158787832425,
    0.17401093723989511, 0.076381514903580401, 0.02637005334114636, 0.0061120557094250081, 0.00028095885617616628,
    -0.00045505297648525971, -0.00017681275582467032, -3.634189815734297e-6, 1.8860623869611059e-5, 4.6923578380823071e-6,
    -1.423490191441101e-6, -8.436204025935691e-7, 7.4341522855050238e-8, 1.2250562055092748e-7, 3.1821219076949268e-10,
    -1.5265540766876377e-8, -7.2224245969894332e-10, 1.2056126062974666e-9, 7.944018485510838e-11};
static __constant__ double FIT_LOG_GAMMA[18] = {
    0.42278433509846714, 0.16123351671205661, -0.01683807526329891, 0.0025726010534729225, -0.00046159693930847154,
    9.0328447839559404e-5, -1.8636779703098573e-5, 3.9817931222864631e-6, -8.716991307145595e-7, 1.9425315804994401e-7,
    -4.3870827699460598e-8, 1.0012704932493954e-8, -2.3086641882572557e-9, 5.3501642314265952e-10, -1.2050236137952312e-10,
    2.8206946487921987e-11, -8.8673061659564914e-12, 2.0962059060600024e-12};
static __constant__ double FIT_STIRLING[7] = {
    0.083311680104294367, -2.1605346910997007e-5, 4.7607382622242752e-8, -2.7181917682521919e-10, 2.8769112170847077e-12,
    -4.8106265025283103e-14, 1.1518535211862701e-15};
static __constant__ double FIT_DIGAMMA[22] = {
    0.95105587603183289, -0.21181371064073025, 0.060135621060193555, -0.018550615381738607, 0.0059367952784338258,
    -0.0019350666647832666, 0.000636888028319074, -0.00021074841215733007, 6.9950204841606248e-5, -2.3258238284313759e-5,
    7.7411568812537071e-6, -2.5781078482702169e-6, 8.5913242224176661e-7, -2.8628755280038685e-7, 9.5009261929240962e-8,
    -3.1666180720271621e-8, 1.10370884388543e-8, -3.6788868183645545e-9, 8.6682573737616573e-10, -2.8893636392161114e-10,
    2.4765474440031764e-10, -8.25512972008104e-11};
static __constant__ double FIT_DIGAMMA_FAR[8] = {
    0.083268469410472381, -6.4625611202490556e-5, 2.3640599786122547e-7, -1.8797191644556483e-9, 2.5411766921298963e-11,
    -5.1466486710858004e-13, 1.4472004681426369e-14, -5.318863050027556e-16};
// B_2j / (2j)!
static __constant__ double BERNOULLI[12] = {
    1 / 12.0, -1 / 720.0, 1 / 30240.0, -1 / 1209600.0, 1 / 47900160.0, -691 / 1307674368000.0, 1 / 74724249600.0,
    -3617 / 10670622842880000.0, 43867 / 5109094217170944000.0, -174611 / 802857662698291200000.0,
    77683 / 14101100039391805440000.0, -236364091 / 1693824136731743669452800000.0};
// Temme's C_k, one after another, and where each begins.
static __constant__ double TEMME[87] = {
    -0.33333333333333333, 0.083333333333333333, -0.014814814814814815, 0.0011574074074074074, 0.0003527336860670194,
    -0.00017875514403292181, 3.9192631785224378e-5, -2.1854485106799922e-6, -1.85406221071516e-6, 8.296711340953086e-7,
    -1.7665952736826079e-7, 6.7078535434014986e-9, 1.0261809784240308e-8, -4.3820360184533532e-9, 9.1476995822367902e-10,
    -0.0018518518518518519, -0.0034722222222222222, 0.0026455026455026455, -0.00099022633744855967, 0.00020576131687242798,
    -4.0187757201646091e-7, -1.8098550334489978e-5, 7.6491609160811101e-6, -1.6120900894563446e-6, 4.6471278028074343e-9,
    1.378633446915721e-7, -5.752545603517705e-8, 1.1951628599778147e-8, 0.0041335978835978836, -0.0026813271604938272,
    0.00077160493827160494, 2.0093878600823045e-6, -0.00010736653226365161, 5.2923448829120125e-5, -1.2760635188618728e-5,
    3.4235787340961381e-8, 1.3721957309062933e-6, -6.298992138380055e-7, 1.4280614206064242e-7, -2.0477098421990866e-10,
    0.00064943415637860082, 0.00022947209362139918, -0.00046918949439525571, 0.00026772063206283885, -7.5618016718839764e-5,
    -2.3965051138672967e-7, 1.1082654115347302e-5, -5.6749528269915966e-6, 1.4230900732435884e-6, -2.7861080291528142e-11,
    -1.6958404091930277e-7, -0.0008618882909167117, 0.00078403922172006663, -0.00029907248030319018, -1.4638452578843418e-6,
    6.6414982154651222e-5, -3.9683650471794347e-5, 1.1375726970678419e-5, 2.5074972262375328e-10, -1.6954149536558306e-6,
    -0.00033679855336635815, -6.9728137583658578e-5, 0.00027727532449593921, -0.00019932570516188848, 6.7977804779372078e-5,
    1.419062920643967e-7, -1.3594048189768693e-5, 8.0184702563342015e-6, 0.00053130793646399222, -0.00059216643735369388,
    0.00027087820967180448, 7.9023532326603279e-7, -8.1539693675619688e-5, 5.6116827531062497e-5, -1.8329116582843376e-5,
    0.00034436760689237767, 5.1717909082605922e-5, -0.00033493161081142236, 0.0002812695154763237, -0.00010976582244684731,
    -0.00065262391859530942, 0.00083949872067208728, -0.00043829709854172101, -6.969091458420552e-7, -0.00059676129019274625,
    -7.2048954160200106e-5, 0.00067823088376673284};
static __constant__ int TEMME_BEGIN[11] = {0, 15, 28, 40, 51, 60, 68, 75, 80, 84, 87};

template <int N> static __device__ __forceinline__ double horner(const double (&c)[N], double t) {
  double p = c[N - 1];
#pragma unroll 1
  for (int i = N - 2; i >= 0; i--) p = p * t + c[i];
  return p;
}

static __device__ __forceinline__ double infinite() { return __longlong_as_double(0x7ff0000000000000ll); }
static __device__ __forceinline__ double undefined() { return __longlong_as_double(0x7ff8000000000000ll); }
static __device__ __forceinline__ bool isInfinite(double x) { return fabs(x) == infinite(); }

// ---- the inverse error functions

static __device__ __forceinline__ double inverseRatio(int which, double x) {
  return horner(WICHURA_RATIO[which][0], x) / horner(WICHURA_RATIO[which][1], x);
}

static __device__ __forceinline__ double inverseCentre(double q) { return 0.70710678118654752 * q * inverseRatio(0, 0.180625 - q * q); }

static __device__ __forceinline__ double inverseTail(double p) {
  if (p == 0) return infinite();
  double r = sqrt(-log(p));
  return 0.70710678118654752 * (r <= 5 ? inverseRatio(1, r - 1.6) : inverseRatio(2, r - 5));
}

SPECIAL erfinv(double x) {
  double size = fabs(x);
  return size <= 0.85 ? inverseCentre(x / 2) : copysign(inverseTail((1 - size) / 2), x);
}

SPECIAL erfcinv(double x) {
  if (fabs(1 - x) <= 0.85) return inverseCentre((1 - x) / 2);
  return x < 1 ? inverseTail(x / 2) : -inverseTail((2 - x) / 2);
}

// ---- log gamma, gamma and digamma

constexpr double FAR = 8, HALF_LOG_TWO_PI = 0.91893853320467274178, PI = 3.14159265358979323846;

static __device__ __forceinline__ double nearTwo(double e) { return e * horner(FIT_LOG_GAMMA, 2 * e); }

static __device__ __forceinline__ double stirling(double x) {
  double inverse = 1 / x;
  return inverse * horner(FIT_STIRLING, 128 * inverse * inverse - 1);
}

SPECIAL logGammaOfPositive(double x) {
  if (x >= FAR) return x == infinite() ? x : (x - 0.5) * (log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + stirling(x));
  if (x < 0.5) return nearTwo(x) - log(x * (x + 1));
  if (x < 1.5) return nearTwo(x - 1) - log(x);
  double product = 1, y = x;
  while (y > 2.5) {
    y -= 1;
    product *= y;
  }
  return nearTwo(y - 2) + log(product);
}

SPECIAL logGamma(double x) {
  if (x > 0) return logGammaOfPositive(x);
  if (x != x) return x;
  if (x == rint(x)) return infinite();
  if (x > -1e-17) return -log(-x);
  return log(PI / (-x * fabs(sin(PI * (x - rint(x)))))) - logGammaOfPositive(-x);
}

static __device__ __forceinline__ double logGamma1p(double x) { return x <= 0.5 ? nearTwo(x) - log1p(x) : logGammaOfPositive(1 + x); }

SPECIAL gamma(double x) {
  double y = x, up = 1, down = 1;
  while (y > 2.5) {
    y -= 1;
    up *= y;
  }
  while (y < 1.5) {
    down *= y;
    y += 1;
  }
  double e = x < 0.5 ? x : x < 1.5 ? x - 1 : y - 2;
  return exp(nearTwo(e)) * up / down;
}

SPECIAL digammaOfPositive(double x) {
  if (x >= FAR) {
    double inverse = 1 / x, square = inverse * inverse;
    return log(x) - (0.5 * inverse + square * horner(FIT_DIGAMMA_FAR, 128 * square - 1));
  }
  int steps = int(floor(x)) - 1;
  double w = x - (0x1.762d86356bp0 + steps) - 0x1.c7edc353910ccp-41;
  double value = w * horner(FIT_DIGAMMA, 2 * (x - steps) - 3);
  if (steps < 0) return value - 1 / x;
  double product = 1, sum = 0;
  for (int j = 1; j <= steps; j++) {
    double y = x - j;
    sum = sum * y + product;
    product *= y;
  }
  return value + sum / product;
}

SPECIAL digamma(double x) {
  if (x > 0) return digammaOfPositive(x);
  if (x == 0) return -1 / x;
  double rest = x - rint(x);
  if (rest == 0 || rest != rest) return undefined();
  return digammaOfPositive(1 - x) - PI / tan(PI * rest);
}

// ---- polygamma

SPECIAL polygammaTerm(double s, double w) {
  if (s == 2) return 1 / (w * w);
  double power = pow(w, s);
  if (s <= 171 && power < infinite()) {
    double factorial = 1;
    for (int i = 2; i < s; i++) factorial *= i;
    return factorial / power;
  }
  return exp(logGammaOfPositive(s) - s * log(w));
}

SPECIAL scaledZeta(double s, double q) {
  double large = fmax(10.0, s), sum = 0, w = q;
  while (w < large) {
    double term = polygammaTerm(s, w);
    if (term <= 1e-18 * sum) return sum;
    sum += term;
    w += 1;
  }
  double factor = s / w, rest = w / (s - 1) + 0.5;
  for (int j = 0; j < 12; j++) {
    double more = BERNOULLI[j] * factor;
    rest += more;
    if (fabs(more) < 1e-17 * rest) break;
    factor *= (s + 2 * j + 1) / w * ((s + 2 * j + 2) / w);
  }
  return w == infinite() ? 0 : sum + polygammaTerm(s, w) * rest;
}

SPECIAL polygamma(double n, double x) {
  if (!(n >= 0) || n != rint(n) || isInfinite(n) || x != x || x == -infinite()) return undefined();
  if (n == 0) return digamma(x);
  bool odd = fmod(n, 2.0) != 0;
  double size;
  if (x > 0) {
    size = scaledZeta(n + 1, x);
  } else {
    double f = x - floor(x);
    if (f == 0) return odd ? infinite() : -infinite();
    double other = scaledZeta(n + 1, 1 - f) - scaledZeta(n + 1, 1 - x);
    size = scaledZeta(n + 1, f) + (odd ? other : -other);
  }
  return odd ? size : -size;
}

// ---- beta

constexpr double LARGE = 10;

static __device__ __forceinline__ double correction(double a, double b) { return stirling(a) + (stirling(b) - stirling(a + b)); }

static __device__ __forceinline__ double logRatioOfGammas(double a, double b) {
  double rest = stirling(a) - stirling(a + b);
  return rest - (a - 0.5) * log1p(b / a) - b * (log(a + b) - 1);
}

static __device__ __forceinline__ double logOfTimesBeta(double small, double a) {
  double ratio = a < LARGE ? logGammaOfPositive(a) - logGammaOfPositive(a + small) : logRatioOfGammas(a, small);
  return logGamma1p(small) + ratio;
}

static __device__ __forceinline__ double ratioOfGammas(double a, double b) { return gamma(a) / gamma(a + b) * gamma(b); }

SPECIAL logBeta(double a, double b) {
  if (a != a || b != b) return a + b;
  double small = fmin(a, b), large = fmax(a, b);
  if (!(small > 0) || isInfinite(large)) return small == 0 ? infinite() : small > 0 ? -infinite() : undefined();
  if (large < LARGE) {
    if (small >= 0.5) return log(ratioOfGammas(small, large));
    return logGammaOfPositive(small) + logGammaOfPositive(large) - logGammaOfPositive(small + large);
  }
  if (small < LARGE) return logGammaOfPositive(small) + logRatioOfGammas(large, small);
  double ratio = small / large;
  double first = -0.5 * log(large) + HALF_LOG_TWO_PI + correction(small, large);
  return first + (small - 0.5) * log(ratio / (1 + ratio)) - large * log1p(ratio);
}

SPECIAL beta(double a, double b) {
  return fmin(a, b) > 1e-300 && fmax(a, b) < LARGE && a == a && b == b ? ratioOfGammas(a, b) : exp(logBeta(a, b));
}

// ---- incomplete gamma

// exp(x^2) erfc(x) for x from 0 on.
static __device__ __forceinline__ double scaledComplement(double x) {
  double u = 1 / (x + 4);
  return u * horner(FIT_ERFC, 8 * u - 1);
}

// log(1 + x) - x, where 1 + x is up / down.
SPECIAL log1pMinus(double x, double up, double down) {
  if (x < -0.4 || x > 0.8) return log(up / down) - x;
  double s = x / (2 + x), z = s * s, sum = 0;
  for (int k = 33; k >= 3; k -= 2) sum = sum * z + 2.0 / k;
  return s * (z * sum - x);
}

static __device__ __forceinline__ bool temmeServes(double a, double x) { return a >= 20 && fabs(x - a) <= 0.3 * a; }

SPECIAL temme(double a, double x, bool lower) {
  double mu = (x - a) / a;
  double half = -log1pMinus(mu, x, a);
  double eta = copysign(sqrt(2 * half), mu);
  double sum = 0;
  for (int k = 9; k >= 0; k--) {
    double c = 0;
    for (int n = TEMME_BEGIN[k + 1] - 1; n >= TEMME_BEGIN[k]; n--) c = c * eta + TEMME[n];
    sum = sum / a + c;
  }
  double rest = sum / sqrt(2 * PI * a);
  double tails = scaledComplement(sqrt(a * half)) / 2;
  bool below = x < a;
  double smaller = exp(-a * half) * (below ? tails - rest : tails + rest);
  return lower == below ? smaller : 1 - smaller;
}

SPECIAL gammaWeight(double a, double x) {
  if (a < FAR) return pow(x, a) * exp(-x) / gamma(a);
  return exp(a * log1pMinus((x - a) / a, x, a) - stirling(a)) * sqrt(a / (2 * PI));
}

SPECIAL gammaDensity(double a, double x) {
  if (!(a > 0 && x >= 0)) return undefined();
  if (x == 0) return a < 1 ? infinite() : a == 1 ? 1 : 0;
  if (isInfinite(a) || isInfinite(x)) return 0;
  return a < FAR ? pow(x, a - 1) * exp(-x) / gamma(a) : gammaWeight(a, x) / x;
}

SPECIAL gammaSeries(double a, double x) {
  double term = 1, sum = 1;
  for (int n = 1; n < 5000 && term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return a < 1e-300 ? 1 : gammaWeight(a, x) * sum / a;
}

SPECIAL gammaFraction(double a, double x) {
  double b = x + 1 - a, c = 1e300, d = 1 / b, f = d;
  for (int n = 1; n < 5000; n++) {
    double up = -n * (n - a);
    b += 2;
    d = 1 / (up * d + b);
    c = b + up / c;
    double factor = c * d;
    f *= factor;
    if (fabs(factor - 1) < 1e-16) break;
  }
  return gammaWeight(a, x) * f;
}

SPECIAL gammaQOfSmall(double a, double x) {
  double factor = 1, sum = 0;
  for (int n = 1; n < 5000; n++) {
    factor *= -x / n;
    double term = factor / (a + n);
    sum += term;
    if (fabs(term) <= 1e-17 * fabs(sum)) break;
  }
  double first = -expm1(a * log(x) - logGamma1p(a));
  return first - (a < 1e-300 ? 0 : pow(x, a) / gamma(a) * sum);
}

static __device__ __forceinline__ double gammaAtTheEnds(double a, double x, double first, double last) {
  return x == 0 ? first : !isInfinite(a) ? last : isInfinite(x) ? undefined() : first;
}

SPECIAL gammaP(double a, double x) {
  if (!(a > 0 && x >= 0)) return undefined();
  if (x == 0 || isInfinite(a) || isInfinite(x)) return gammaAtTheEnds(a, x, 0, 1);
  if (temmeServes(a, x)) return temme(a, x, true);
  return x > 1.1 && x > a ? 1 - gammaFraction(a, x) : gammaSeries(a, x);
}

SPECIAL gammaQ(double a, double x) {
  if (!(a > 0 && x >= 0)) return undefined();
  if (x == 0 || isInfinite(a) || isInfinite(x)) return gammaAtTheEnds(a, x, 1, 0);
  if (temmeServes(a, x)) return temme(a, x, false);
  if (x > 1.1) return x < a ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
  double border = x <= 0.5 ? -0.4 / log(x) : 1.1 * x;
  return border < a ? 1 - gammaSeries(a, x) : gammaQOfSmall(a, x);
}

// ---- incomplete beta

static __device__ __forceinline__ bool betaIsDefined(double a, double b, double x) {
  return a > 0 && b > 0 && x >= 0 && x <= 1 && !isInfinite(a) && !isInfinite(b);
}

SPECIAL betaWeight(double a, double b, double x) {
  if (a >= FAR && b >= FAR) {
    double sum = a + b, lost = b - (sum - a);
    double distance = fma(-sum, x, a) - lost * x;
    double exponent = a * log1pMinus(-distance / a, x * sum, a) + b * log1pMinus(distance / b, (1 - x) * sum, b);
    return exp(exponent - correction(a, b)) * sqrt(a / (2 * PI) * (b / sum));
  }
  if (a < FAR && b < FAR) return pow(x, a) * exp(b * log1p(-x)) / beta(a, b);
  return exp(a * log(x) + b * log1p(-x) - logBeta(a, b));
}

SPECIAL betaFraction(double a, double b, double x, double y) {
  double lambda = a * y - b * x, f = a * (lambda + 1) / (a + 1), c = f, d = 0;
  for (int m = 1; m < 100000; m++) {
    double twice = a + 2.0 * m, p = (a + m - 1) / (twice - 1);
    double up = p * ((a + b + m - 1) / (twice - 1)) * m * (b - m) * x * x;
    double down = m + m * (b - m) * x / (twice - 1) + (a + m) * (lambda + 1 + m * (1 + y)) / (twice + 1);
    d = 1 / (down + up * d);
    c = down + up / c;
    double factor = c * d;
    f *= factor;
    if (fabs(factor - 1) < 2e-16) break;
  }
  return f;
}

SPECIAL betaNearOne(double a, double b, double y) {
  double factor = 1, sum = 0;
  for (int n = 1; n < 100000; n++) {
    factor *= (n - a) / n * y;
    double term = factor / (b + n);
    sum += term;
    if (fabs(term) <= 1e-17 * fabs(sum)) break;
  }
  double exponent = b * log(y) - logOfTimesBeta(b, a);
  return -expm1(exponent) - b * exp(exponent) * sum;
}

SPECIAL betaI(double a, double b, double x) {
  if (!betaIsDefined(a, b, x)) return undefined();
  if (x == 0 || x == 1) return x;
  double weight = betaWeight(a, b, x);
  if (x <= (a + 1) / (a + b + 2)) return weight == 0 ? 0 : weight / betaFraction(a, b, x, 1 - x);
  double rest = weight == 0 ? 0 : weight / betaFraction(b, a, 1 - x, x);
  if (rest < 0.7) return 1 - rest;
  return a * (1 - x) < 1 ? betaNearOne(a, b, 1 - x) : weight / betaFraction(a, b, x, 1 - x);
}

SPECIAL betaDensity(double a, double b, double x) {
  if (!betaIsDefined(a, b, x)) return undefined();
  if (x == 0 || x == 1) {
    double inner = x == 0 ? a : b;
    return inner < 1 ? infinite() : inner == 1 ? (x == 0 ? b : a) : 0;
  }
  if (a < FAR && b < FAR) return pow(x, a - 1) * exp((b - 1) * log1p(-x)) / beta(a, b);
  return betaWeight(a, b, x) / (x * (1 - x));
}

}  // namespace special
#undef SPECIAL

namespace scalar {

SCALAR float errorComplement(float a) { return erfcf(a); }
SCALAR double errorComplement(double a) { return erfc(a); }
template <class T> SCALAR T inverseError(T a) { return T(special::erfinv(a)); }
template <class T> SCALAR T inverseErrorComplement(T a) { return T(special::erfcinv(a)); }
template <class T> SCALAR T logGamma(T a) { return T(special::logGamma(a)); }
template <class T> SCALAR T digamma(T a) { return T(special::digamma(a)); }
template <class T> SCALAR T polygamma(T a, T b) { return T(special::polygamma(a, b)); }
template <class T> SCALAR T beta(T a, T b) { return T(special::beta(a, b)); }
template <class T> SCALAR T logBeta(T a, T b) { return T(special::logBeta(a, b)); }
template <class T> SCALAR T gammaP(T a, T b) { return T(special::gammaP(a, b)); }
template <class T> SCALAR T gammaQ(T a, T b) { return T(special::gammaQ(a, b)); }
template <class T> SCALAR T gammaDensity(T a, T b) { return T(special::gammaDensity(a, b)); }
template <class T> SCALAR T betaI(T a, T b, T c) { return T(special::betaI(a, b, c)); }
template <class T> SCALAR T betaDensity(T a, T b, T c) { return T(special::betaDensity(a, b, c)); }

}  // namespace scalar
