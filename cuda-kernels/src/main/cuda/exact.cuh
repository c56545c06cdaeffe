// Arithmetic with the same bits as on every other device: every operation is rounded by itself, since the _rn functions are never
// joined into fused multiply-adds. Formulas in Exact read as they do in Java, where nothing is joined either.
//
// Logarithm and exponential are those of fdlibm (Sun Microsystems 1993, e_log.c and e_exp.c), which the Java platform prescribes for
// StrictMath.
#pragma once

struct Exact {
  double v;
  __device__ __forceinline__ Exact(double x) : v(x) {}
};

__device__ __forceinline__ Exact operator+(Exact a, Exact b) { return __dadd_rn(a.v, b.v); }
__device__ __forceinline__ Exact operator-(Exact a, Exact b) { return __dadd_rn(a.v, -b.v); }
__device__ __forceinline__ Exact operator-(Exact a) { return -a.v; }
__device__ __forceinline__ Exact operator*(Exact a, Exact b) { return __dmul_rn(a.v, b.v); }
__device__ __forceinline__ Exact operator/(Exact a, Exact b) { return __ddiv_rn(a.v, b.v); }
__device__ __forceinline__ bool operator<(Exact a, Exact b) { return a.v < b.v; }
__device__ __forceinline__ bool operator>(Exact a, Exact b) { return a.v > b.v; }
__device__ __forceinline__ bool operator<=(Exact a, Exact b) { return a.v <= b.v; }
__device__ __forceinline__ bool operator>=(Exact a, Exact b) { return a.v >= b.v; }
__device__ __forceinline__ Exact root(Exact a) { return __dsqrt_rn(a.v); }

// log(x): x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), s = f / (2 + f), and
// log(1 + f) = f - s (f - R) or f - (f^2/2 - s (f^2/2 + R)) for R = a polynomial in s^2 (Lg1 to Lg7 there).
// Only for x > 0 that are finite and not subnormal: the cases for others are gone.
__device__ __forceinline__ Exact logarithm(Exact x) {
  const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
  int high = __double2hiint(x.v);
  int k = (high >> 20) - 1023;
  high &= 0x000fffff;
  int carry = (high + 0x95f64) & 0x100000;  // 1 + f above sqrt(2): halve it
  Exact power = (double)(k + (carry >> 20));
  Exact f = __hiloint2double(high | (carry ^ 0x3ff00000), __double2loint(x.v)) - Exact(1);
  Exact far = power * LN2_HIGH, rest = power * LN2_LOW;
  if ((0x000fffff & (2 + high)) < 3) {  // |f| < 2^-20
    if (f.v == 0) return far + rest;
    Exact r = f * f * (0.5 - 0.33333333333333333 * f);
    return far - (r - rest - f);
  }
  Exact s = f / (2.0 + f);
  Exact z = s * s, w = z * z;
  Exact even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  Exact odd = z * (6.666666666666735130e-01
      + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  Exact r = odd + even;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    Exact half = 0.5 * f * f;
    return far - (half - (s * (half + r) + rest) - f);
  }
  return far - (s * (f - r) - rest - f);
}

__device__ __forceinline__ double timesPower(double x, int k) {
  return __hiloint2double(__double2hiint(x) + (k << 20), __double2loint(x));
}

// exp(x): x = k log 2 + r with |r| <= log(2)/2, r in two parts, exp(r) = 1 + r + r c / (2 - c) for c = r - a polynomial in r^2.
__device__ __forceinline__ Exact exponential(Exact x) {
  const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
  if (!(x.v == x.v)) return x;
  if (x.v > 7.09782712893383973096e+02) return (double)INFINITY;
  if (x.v < -7.45133219101941108420e+02) return 0;
  int sign = __double2hiint(x.v) >> 31, size = __double2hiint(x.v) & 0x7fffffff;
  Exact high = x, low = 0;
  int k = 0;
  if (size > 0x3fd62e42) {  // |x| > log(2)/2
    k = size < 0x3ff0a2b2 ? 1 + 2 * sign : (int)(1.44269504088896338700e+00 * x + (sign ? -0.5 : 0.5)).v;
    Exact times = (double)k;
    high = x - times * LN2_HIGH;
    low = times * LN2_LOW;
    x = high - low;
  } else if (size < 0x3e300000) {  // |x| < 2^-28
    return 1 + x;
  }
  Exact t = x * x;
  Exact c = x - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03
      + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  if (k == 0) return 1 - (x * c / (c - 2) - x);
  Exact y = 1 - (low - x * c / (2 - c) - high);
  return k >= -1021 ? Exact(timesPower(y.v, k)) : timesPower(y.v, k + 1000) * Exact(0x1p-1000);
}
