// CUDA's scalar functions that the C++ library does not have: bits, casts of bits, rounding, minima.
#pragma once

namespace simt {
template <class To, class From> inline To bits(From value) {
  static_assert(sizeof(To) == sizeof(From), "a cast of bits keeps the size");
  To result;
  std::memcpy(&result, &value, sizeof(To));
  return result;
}
}  // namespace simt

// min and max of mixed types, as CUDA's overloads: NaN loses against a number.
#define SIMT_EXTREME(name, compare, floating)                                                        \
  template <class A, class B> inline typename std::common_type<A, B>::type name(A a, B b) {          \
    typedef typename std::common_type<A, B>::type T;                                                 \
    if constexpr (std::is_floating_point<T>::value) return T(floating(T(a), T(b)));                  \
    else return T(a) compare T(b) ? T(a) : T(b);                                                     \
  }
SIMT_EXTREME(min, <, std::fmin)
SIMT_EXTREME(max, >, std::fmax)
#undef SIMT_EXTREME

inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __clz(int x) { return x ? __builtin_clz(unsigned(x)) : 32; }
inline int __clzll(long long x) { return x ? __builtin_clzll((unsigned long long)x) : 64; }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline unsigned __brev(unsigned x) {
  unsigned r = 0;
  for (int i = 0; i < 32; i++) r = r << 1 | (x >> i & 1);
  return r;
}
inline unsigned long long __brevll(unsigned long long x) {
  return (unsigned long long)__brev(unsigned(x)) << 32 | __brev(unsigned(x >> 32));
}
inline unsigned __umulhi(unsigned a, unsigned b) { return unsigned((unsigned long long)a * b >> 32); }
inline int __mulhi(int a, int b) { return int((long long)a * b >> 32); }
inline unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
  return (unsigned long long)((unsigned __int128)a * b >> 64);
}
inline long long __mul64hi(long long a, long long b) { return (long long)((__int128)a * b >> 64); }
inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  return unsigned(((unsigned long long)high << 32 | low) << (shift & 31) >> 32);
}
inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  return unsigned(((unsigned long long)high << 32 | low) >> (shift & 31));
}

inline int __float_as_int(float x) { return simt::bits<int>(x); }
inline unsigned __float_as_uint(float x) { return simt::bits<unsigned>(x); }
inline float __int_as_float(int x) { return simt::bits<float>(x); }
inline float __uint_as_float(unsigned x) { return simt::bits<float>(x); }
inline long long __double_as_longlong(double x) { return simt::bits<long long>(x); }
inline double __longlong_as_double(long long x) { return simt::bits<double>(x); }
inline int __double2hiint(double x) { return int(simt::bits<unsigned long long>(x) >> 32); }
inline int __double2loint(double x) { return int(simt::bits<unsigned long long>(x)); }
inline double __hiloint2double(int high, int low) {
  return simt::bits<double>((unsigned long long)unsigned(high) << 32 | unsigned(low));
}

// The emulator is compiled without contraction, so plain operators round once, as these do.
#define SIMT_ROUNDED(prefix, T, root)                                         \
  inline T __##prefix##add_rn(T a, T b) { return a + b; }                     \
  inline T __##prefix##sub_rn(T a, T b) { return a - b; }                     \
  inline T __##prefix##mul_rn(T a, T b) { return a * b; }                     \
  inline T __##prefix##div_rn(T a, T b) { return a / b; }                     \
  inline T __##prefix##sqrt_rn(T a) { return root(a); }                       \
  inline T __##prefix##rcp_rn(T a) { return T(1) / a; }
SIMT_ROUNDED(f, float, sqrtf)
SIMT_ROUNDED(d, double, sqrt)
#undef SIMT_ROUNDED
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }
inline float __frsqrt_rn(float a) { return float(1 / sqrt(double(a))); }

// Conversions to the nearest (rn), towards zero (rz), down (rd) and up (ru); they saturate, and NaN is 0 for 32 bits.
#define SIMT_TO_INTEGER(from, F, to, I, low, high, nan)                                                     \
  inline I simtClamp_##from##2##to(F x) { return x != x ? nan : x >= F(high) ? high : x <= F(low) ? low : (I)(x); }    \
  inline I __##from##2##to##_rn(F x) { return simtClamp_##from##2##to(std::nearbyint(x)); }                 \
  inline I __##from##2##to##_rz(F x) { return simtClamp_##from##2##to(std::trunc(x)); }                     \
  inline I __##from##2##to##_rd(F x) { return simtClamp_##from##2##to(std::floor(x)); }                     \
  inline I __##from##2##to##_ru(F x) { return simtClamp_##from##2##to(std::ceil(x)); }
SIMT_TO_INTEGER(float, float, int, int, INT32_MIN, INT32_MAX, 0)
SIMT_TO_INTEGER(float, float, uint, unsigned, 0u, UINT32_MAX, 0u)
SIMT_TO_INTEGER(float, float, ll, long long, INT64_MIN, INT64_MAX, INT64_MIN)
SIMT_TO_INTEGER(double, double, int, int, INT32_MIN, INT32_MAX, 0)
SIMT_TO_INTEGER(double, double, uint, unsigned, 0u, UINT32_MAX, 0u)
SIMT_TO_INTEGER(double, double, ll, long long, INT64_MIN, INT64_MAX, INT64_MIN)
#undef SIMT_TO_INTEGER
inline float __int2float_rn(int x) { return float(x); }
inline float __uint2float_rn(unsigned x) { return float(x); }
inline float __ll2float_rn(long long x) { return float(x); }
inline float __ull2float_rn(unsigned long long x) { return float(x); }
inline float __double2float_rn(double x) { return float(x); }
inline double __int2double_rn(int x) { return x; }
inline double __uint2double_rn(unsigned x) { return x; }
inline double __ll2double_rn(long long x) { return double(x); }
inline double __ull2double_rn(unsigned long long x) { return double(x); }

inline float rsqrtf(float x) { return float(1 / sqrt(double(x))); }
inline double rsqrt(double x) { return 1 / sqrt(x); }
inline float rsqrt(float x) { return rsqrtf(x); }
inline float rcbrtf(float x) { return 1 / cbrtf(x); }
inline double rcbrt(double x) { return 1 / cbrt(x); }
inline float sinpif(float x) { return float(sin(M_PI * fmod(double(x), 2))); }
inline float cospif(float x) { return float(cos(M_PI * fmod(double(x), 2))); }
inline double sinpi(double x) { return sin(M_PI * fmod(x, 2)); }
inline double cospi(double x) { return cos(M_PI * fmod(x, 2)); }
inline void sincospif(float x, float* s, float* c) { *s = sinpif(x), *c = cospif(x); }
inline void sincospi(double x, double* s, double* c) { *s = sinpi(x), *c = cospi(x); }
inline float __expf(float x) { return expf(x); }
inline float __logf(float x) { return logf(x); }
inline float __log2f(float x) { return log2f(x); }
inline float __log10f(float x) { return log10f(x); }
inline float __exp10f(float x) { return powf(10, x); }
inline float __powf(float x, float y) { return powf(x, y); }
inline float __sinf(float x) { return sinf(x); }
inline float __cosf(float x) { return cosf(x); }
inline float __tanf(float x) { return tanf(x); }
inline float __fdividef(float a, float b) { return a / b; }
inline float __saturatef(float x) { return x > 0 ? (x < 1 ? x : 1.0f) : 0.0f; }

// Loads and stores with cache hints.
template <class T> inline T __ldg(const T* p) { return *p; }
template <class T> inline T __ldcg(const T* p) { return *p; }
template <class T> inline T __ldca(const T* p) { return *p; }
template <class T> inline T __ldcs(const T* p) { return *p; }
template <class T> inline void __stcg(T* p, typename simt::Same<T>::type v) { *p = v; }
template <class T> inline void __stcs(T* p, typename simt::Same<T>::type v) { *p = v; }
template <class T> inline void __stwb(T* p, typename simt::Same<T>::type v) { *p = v; }
