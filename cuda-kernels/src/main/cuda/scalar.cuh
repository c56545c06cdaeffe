// The scalar functions of formulas, for int, long long, float and double: one definition for the interpreter and for compiled formulas.
//
// Meaning as in Java, where C differs. Products are rounded before anything is added to them (__fmul_rn is never contracted to
// fma), so that a formula has the same bits interpreted, compiled and, as far as + - * / and roots go, on the CPU.
#pragma once
#include "kernel.cuh"

#define SCALAR __device__ __forceinline__

template <class T> struct Real {
  static constexpr bool value = true;
};
template <> struct Real<int> {
  static constexpr bool value = false;
};
template <> struct Real<long long> {
  static constexpr bool value = false;
};

namespace scalar {

// Integers wrap around, as Java's do; in C that is defined for unsigned numbers only.
SCALAR int add(int a, int b) { return int(unsigned(a) + unsigned(b)); }
SCALAR int sub(int a, int b) { return int(unsigned(a) - unsigned(b)); }
SCALAR int mul(int a, int b) { return int(unsigned(a) * unsigned(b)); }
SCALAR int neg(int a) { return int(0u - unsigned(a)); }
SCALAR int absolute(int a) { return a < 0 ? neg(a) : a; }
SCALAR int floored(int a) { return a; }
SCALAR int ceiled(int a) { return a; }
SCALAR int truncated(int a) { return a; }
SCALAR int rounded(int a) { return a; }
// Towards zero; 0 where b is 0, as an exception from the middle of an array would help nobody.
SCALAR int div(int a, int b) { return b == 0 ? 0 : b == -1 ? neg(a) : a / b; }
SCALAR int truncatedRemainder(int a, int b) { return b == 0 || b == -1 ? 0 : a % b; }
SCALAR int flooredRemainder(int a, int b) {
  int r = truncatedRemainder(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

SCALAR long long add(long long a, long long b) { return (long long)((unsigned long long)a + (unsigned long long)b); }
SCALAR long long sub(long long a, long long b) { return (long long)((unsigned long long)a - (unsigned long long)b); }
SCALAR long long mul(long long a, long long b) { return (long long)((unsigned long long)a * (unsigned long long)b); }
SCALAR long long neg(long long a) { return (long long)(0ull - (unsigned long long)a); }
SCALAR long long absolute(long long a) { return a < 0 ? neg(a) : a; }
SCALAR long long floored(long long a) { return a; }
SCALAR long long ceiled(long long a) { return a; }
SCALAR long long truncated(long long a) { return a; }
SCALAR long long rounded(long long a) { return a; }
SCALAR long long div(long long a, long long b) { return b == 0 ? 0 : b == -1 ? neg(a) : a / b; }
SCALAR long long truncatedRemainder(long long a, long long b) { return b == 0 || b == -1 ? 0 : a % b; }
SCALAR long long flooredRemainder(long long a, long long b) {
  long long r = truncatedRemainder(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

SCALAR bool isNegative(float a) { return __float_as_int(a) < 0; }  // so is -0
SCALAR float add(float a, float b) { return a + b; }
SCALAR float sub(float a, float b) { return a - b; }
SCALAR float mul(float a, float b) { return __fmul_rn(a, b); }
SCALAR float div(float a, float b) { return a / b; }
SCALAR float neg(float a) { return -a; }
SCALAR float absolute(float a) { return fabsf(a); }
SCALAR float floored(float a) { return floorf(a); }
SCALAR float root(float a) { return sqrtf(a); }
SCALAR float exponential(float a) { return expf(a); }
SCALAR float exponential1(float a) { return expm1f(a); }
SCALAR float logarithm(float a) { return logf(a); }
SCALAR float logarithm1(float a) { return log1pf(a); }
SCALAR float sine(float a) { return sinf(a); }
SCALAR float cosine(float a) { return cosf(a); }
SCALAR float tangent(float a) { return tanhf(a); }
SCALAR float error(float a) { return erff(a); }
SCALAR float power(float a, float b) { return powf(a, b); }
SCALAR float ceiled(float a) { return ceilf(a); }
SCALAR float truncated(float a) { return truncf(a); }
SCALAR float rounded(float a) { return rintf(a); }
SCALAR float exponential2(float a) { return exp2f(a); }
SCALAR float logarithm2(float a) { return log2f(a); }
SCALAR float logarithm10(float a) { return log10f(a); }
SCALAR float cubeRoot(float a) { return cbrtf(a); }
SCALAR float tangentOfAngle(float a) { return tanf(a); }
SCALAR float arcSine(float a) { return asinf(a); }
SCALAR float arcCosine(float a) { return acosf(a); }
SCALAR float arcTangent(float a) { return atanf(a); }
SCALAR float sineHyperbolic(float a) { return sinhf(a); }
SCALAR float cosineHyperbolic(float a) { return coshf(a); }
SCALAR float areaSine(float a) { return asinhf(a); }
SCALAR float areaCosine(float a) { return acoshf(a); }
SCALAR float areaTangent(float a) { return atanhf(a); }
SCALAR float angle(float a, float b) { return atan2f(a, b); }
SCALAR float length(float a, float b) { return hypotf(a, b); }
SCALAR float copySign(float a, float b) { return copysignf(a, b); }
SCALAR float truncatedRemainder(float a, float b) { return fmodf(a, b); }

SCALAR bool isNegative(double a) { return __double_as_longlong(a) < 0; }
SCALAR double add(double a, double b) { return a + b; }
SCALAR double sub(double a, double b) { return a - b; }
SCALAR double mul(double a, double b) { return __dmul_rn(a, b); }
SCALAR double div(double a, double b) { return a / b; }
SCALAR double neg(double a) { return -a; }
SCALAR double absolute(double a) { return fabs(a); }
SCALAR double floored(double a) { return floor(a); }
SCALAR double root(double a) { return sqrt(a); }
SCALAR double exponential(double a) { return exp(a); }
SCALAR double exponential1(double a) { return expm1(a); }
SCALAR double logarithm(double a) { return log(a); }
SCALAR double logarithm1(double a) { return log1p(a); }
SCALAR double sine(double a) { return sin(a); }
SCALAR double cosine(double a) { return cos(a); }
SCALAR double tangent(double a) { return tanh(a); }
SCALAR double error(double a) { return erf(a); }
SCALAR double power(double a, double b) { return pow(a, b); }
SCALAR double ceiled(double a) { return ceil(a); }
SCALAR double truncated(double a) { return trunc(a); }
SCALAR double rounded(double a) { return rint(a); }
SCALAR double exponential2(double a) { return exp2(a); }
SCALAR double logarithm2(double a) { return log2(a); }
SCALAR double logarithm10(double a) { return log10(a); }
SCALAR double cubeRoot(double a) { return cbrt(a); }
SCALAR double tangentOfAngle(double a) { return tan(a); }
SCALAR double arcSine(double a) { return asin(a); }
SCALAR double arcCosine(double a) { return acos(a); }
SCALAR double arcTangent(double a) { return atan(a); }
SCALAR double sineHyperbolic(double a) { return sinh(a); }
SCALAR double cosineHyperbolic(double a) { return cosh(a); }
SCALAR double areaSine(double a) { return asinh(a); }
SCALAR double areaCosine(double a) { return acosh(a); }
SCALAR double areaTangent(double a) { return atanh(a); }
SCALAR double angle(double a, double b) { return atan2(a, b); }
SCALAR double length(double a, double b) { return hypot(a, b); }
SCALAR double copySign(double a, double b) { return copysign(a, b); }
SCALAR double truncatedRemainder(double a, double b) { return fmod(a, b); }

// The smaller: NaN goes through, and -0 is less than 0.
template <class T> SCALAR T least(T a, T b) {
  if constexpr (Real<T>::value) {
    if (a != a || b != b) return a + b;
    if (a == b) return isNegative(a) ? a : b;
  }
  return a < b ? a : b;
}

// The larger: NaN goes through, and 0 is more than -0.
template <class T> SCALAR T greatest(T a, T b) {
  if constexpr (Real<T>::value) {
    if (a != a || b != b) return a + b;
    if (a == b) return isNegative(a) ? b : a;
  }
  return a > b ? a : b;
}

// Of integers 0 where b is 0.
template <class T> SCALAR T floorDiv(T a, T b) {
  if constexpr (Real<T>::value) {  // a quotient that was rounded up to a whole number is one too large: the rest tells
    T q = floored(div(a, b)), rest = fma(-q, b, a);
    return (b > T(0) ? rest < T(0) : rest > T(0)) ? q - T(1) : q;
  } else {
    return b == 0 || b == -1 ? div(a, b) : T(a / b - (a % b != 0 && (a < 0) != (b < 0)));
  }
}

template <class T> SCALAR T bitAnd(T a, T b) { return a & b; }
template <class T> SCALAR T bitOr(T a, T b) { return a | b; }
template <class T> SCALAR T bitXor(T a, T b) { return a ^ b; }
// By fewer than 0 or too many places all bits go; to the right the sign is left.
SCALAR int shiftLeft(int a, int by) { return by & -32 ? 0 : int(unsigned(a) << by); }
SCALAR int shiftRight(int a, int by) { return a >> (by & -32 ? 31 : by); }
SCALAR long long shiftLeft(long long a, long long by) { return by & -64 ? 0 : (long long)((unsigned long long)a << by); }
SCALAR long long shiftRight(long long a, long long by) { return a >> (by & -64 ? 63 : by); }

template <class T> SCALAR T less(T a, T b) { return T(a < b); }
template <class T> SCALAR T lessEqual(T a, T b) { return T(a <= b); }
template <class T> SCALAR T equal(T a, T b) { return T(a == b); }

// a where c is not zero (NaN is not), else b.
template <class T> SCALAR T select(T c, T a, T b) { return c != T(0) ? a : b; }

// 1 above 0, -1 below; 0, -0 and NaN stay what they are.
template <class T> SCALAR T sign(T a) { return a > T(0) ? T(1) : a < T(0) ? T(-1) : a; }

// 1 / (1 + exp(-a)), without overflow.
template <class T> SCALAR T sigmoid(T a) {
  T e = exponential(neg(absolute(a)));
  T up = T(1) + e;
  return a >= T(0) ? T(1) / up : e / up;
}

// log(1 + exp(a)), without overflow.
template <class T> SCALAR T softplus(T a) {
  return (a > T(0) ? a : T(0)) + logarithm1(exponential(neg(absolute(a))));
}

// exp(-a) / (1 + exp(-a))^2, without overflow.
template <class T> SCALAR T logistic(T a) {
  T e = exponential(neg(absolute(a)));
  T up = T(1) + e;
  return div(div(e, up), up);
}

// With the sign of b, as Python's; 0 has it too.
template <class T> SCALAR T flooredRemainder(T a, T b) {
  T r = truncatedRemainder(a, b);
  if (r == T(0)) return copySign(r, b);
  return (r < T(0)) != (b < T(0)) ? r + b : r;
}

// Java's pow: C says 1 for 1 to the power NaN, and for 1 and -1 to an infinite power.
template <class T> SCALAR T javaPower(T a, T b) {
  if constexpr (!Real<T>::value) {  // by squaring, wrapped; to a negative power 1 and -1 have their reciprocals, the others 0
    if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
    T result = 1;
    for (; b != 0; b >>= 1, a = mul(a, a)) {
      if (b & 1) result = mul(result, a);
    }
    return result;
  } else {
    if (b != b) return b;
    if (absolute(a) == T(1) && b - b != T(0)) return b - b;
    return power(a, b);
  }
}

}  // namespace scalar
