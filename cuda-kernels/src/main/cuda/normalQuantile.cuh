// The inverse of the standard normal distribution, with the same bits as on every other device.
//
// Wichura: Algorithm AS 241, The percentage points of the normal distribution, Applied Statistics 37 (1988), routine PPND16:
// three rational functions, of q^2 in the centre (|q| <= 0.425 for q = p - 1/2) and of sqrt(-log(tail)) in the tails.
// Every operation is rounded by itself: the _rn functions are never joined into fused multiply-adds. The logarithm is that
// of fdlibm (Sun Microsystems 1993, e_log.c), which the Java platform prescribes for StrictMath.
//
// The three cases pick coefficients from one table instead of branching: 15% of all numbers lie in the tails, so nearly every
// warp would go both ways and pay for two polynomials. Only the logarithm and the root are computed behind a branch.
#pragma once

// The numerator's and the denominator's coefficients, the constant first: centre, tail to sqrt(-log) = 5, far tail.
static __constant__ double WICHURA[3][2][8] = {
    {{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
     {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}},
    {{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
     {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}},
    {{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
     {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}}};

__device__ __forceinline__ double plus(double a, double b) { return __dadd_rn(a, b); }
__device__ __forceinline__ double minus(double a, double b) { return __dadd_rn(a, -b); }
__device__ __forceinline__ double times(double a, double b) { return __dmul_rn(a, b); }

// log(x) by fdlibm: x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), s = f / (2 + f), and
// log(1 + f) = f - s (f - R) or f - (f^2/2 - s (f^2/2 + R)) for R = a polynomial in s^2 (Lg1 to Lg7 there).
// Only for normal 0 < x < 1/2, which is all that a tail can be; so k is never 0, and the cases for 0, infinity and NaN are gone.
__device__ __forceinline__ double logOfTail(double x) {
  const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
  int high = __double2hiint(x);
  int k = (high >> 20) - 1023;
  high &= 0x000fffff;
  int carry = (high + 0x95f64) & 0x100000;  // 1 + f above sqrt(2): halve it
  x = __hiloint2double(high | (carry ^ 0x3ff00000), __double2loint(x));
  double power = (double)(k + (carry >> 20));
  double f = minus(x, 1.0);
  double far = times(power, LN2_HIGH), rest = times(power, LN2_LOW);
  if ((0x000fffff & (2 + high)) < 3) {  // |f| < 2^-20
    if (f == 0) return plus(far, rest);
    double r = times(times(f, f), minus(0.5, times(0.33333333333333333, f)));
    return minus(far, minus(minus(r, rest), f));
  }
  double s = __ddiv_rn(f, plus(2.0, f));
  double z = times(s, s), w = times(z, z);
  double even = times(w, plus(3.999999999940941908e-01, times(w, plus(2.222219843214978396e-01, times(w, 1.531383769920937332e-01)))));
  double odd = times(z, plus(6.666666666666735130e-01, times(w, plus(2.857142874366239149e-01,
      times(w, plus(1.818357216161805012e-01, times(w, 1.479819860511658591e-01)))))));
  double r = plus(odd, even);
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    double half = times(times(0.5, f), f);
    return minus(far, minus(minus(half, plus(times(s, plus(half, r)), rest)), f));
  }
  return minus(far, minus(minus(times(s, minus(f, r)), rest), f));
}

__device__ __forceinline__ double polynomial(const double* c, double x) {
  double sum = c[7];
#pragma unroll
  for (int i = 6; i >= 0; i--) sum = plus(times(sum, x), c[i]);
  return sum;
}

// For 0 < p < 1.
__device__ __forceinline__ double normalQuantile(double p) {
  double q = minus(p, 0.5);
  int part = 0;
  double r = minus(0.180625, times(q, q));
  if (!(fabs(q) <= 0.425)) {
    r = __dsqrt_rn(-logOfTail(q < 0 ? p : minus(1.0, p)));
    part = r <= 5 ? 1 : 2;
    r = minus(r, part == 1 ? 1.6 : 5.0);
  }
  double above = polynomial(WICHURA[part][0], r), below = polynomial(WICHURA[part][1], r);
  double x = __ddiv_rn(part == 0 ? times(q, above) : above, below);
  return part != 0 && q < 0 ? -x : x;
}
