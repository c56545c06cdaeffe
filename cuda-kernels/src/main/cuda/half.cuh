// Numbers of 16 bits, float16 (IEEE 754 binary16) and bfloat16 (the upper half of a float32), from and to float and double.
//
// Rounding is to the nearest, to even between two; NaN stays NaN, what is too large becomes infinite. Bits are moved by integer
// operations, which every device has and which give the processor's bits; half-precision arithmetic is used nowhere.
#pragma once
#include "kernel.cuh"

#define HALF __device__ __forceinline__

HALF float fromBfloat16(unsigned short bits) { return __uint_as_float(unsigned(bits) << 16); }

// Of subnormal numbers the float 2^-14 + fraction 2^-24, less 2^-14, which is exact.
HALF float fromFloat16(unsigned short bits) {
  unsigned sign = (bits & 0x8000u) << 16, rest = bits & 0x7fffu;
  if (rest >= 0x7c00u) return __uint_as_float(sign | 0x7f800000u | (rest & 0x3ffu) << 13);
  if (rest >= 0x400u) return __uint_as_float(sign | ((rest << 13) + 0x38000000u));
  float small = __uint_as_float(0x38800000u | rest << 13) - __uint_as_float(0x38800000u);
  return __uint_as_float(sign | __float_as_uint(small));
}

HALF unsigned short toBfloat16(float x) {
  unsigned bits = __float_as_uint(x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return (unsigned short)(bits >> 16 | 0x40u);
  return (unsigned short)((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

// Below 2^-14 adding 1/2 puts the units of subnormal numbers, 2^-24, at the end of a float's fraction, and the addition rounds.
HALF unsigned short toFloat16(float x) {
  unsigned bits = __float_as_uint(x), sign = bits >> 16 & 0x8000u, rest = bits & 0x7fffffffu;
  if (rest > 0x7f800000u) return (unsigned short)(sign | 0x7e00u | (rest >> 13 & 0x3ffu));
  if (rest >= 0x47800000u) return (unsigned short)(sign | 0x7c00u);
  if (rest < 0x38800000u) {
    float shifted = __uint_as_float(rest) + 0.5f;
    return (unsigned short)(sign | (__float_as_uint(shifted) - 0x3f000000u));
  }
  return (unsigned short)(sign | (rest - 0x38000000u + 0xfffu + (rest >> 13 & 1u)) >> 13);
}

// A double as a float, rounded to odd: rounding that again to fewer bits is rounding once (Boldo and Melquiond 2008).
HALF float toOdd(double v) {
  float f = float(v);
  unsigned bits = __float_as_uint(f);
  if (double(f) == v || f != f || bits & 1u) return f;
  return __uint_as_float(fabs(double(f)) < fabs(v) ? bits + 1 : bits - 1);
}
HALF unsigned short toFloat16(double v) { return toFloat16(toOdd(v)); }
HALF unsigned short toBfloat16(double v) { return toBfloat16(toOdd(v)); }
