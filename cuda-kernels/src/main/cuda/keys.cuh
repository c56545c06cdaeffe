// Order as unsigned integers: a key is less exactly where its element comes first in ascending order.
//
// -0 and 0 have one key and so have all NaNs, the largest. A pair of key and position is never equal to another of its line:
// whatever orders pairs is stable by itself.
#pragma once
#include "kernel.cuh"

template <class T> struct Key;
template <> struct Key<unsigned char> {
  typedef unsigned K;
  static __device__ __forceinline__ K of(unsigned char v) { return v; }
};
template <> struct Key<int> {
  typedef unsigned K;
  static __device__ __forceinline__ K of(int v) { return unsigned(v) ^ 0x80000000u; }
};
template <> struct Key<long long> {
  typedef unsigned long long K;
  static __device__ __forceinline__ K of(long long v) { return K(v) ^ 0x8000000000000000ull; }
};
template <> struct Key<float> {
  typedef unsigned K;
  static __device__ __forceinline__ K of(float v) {
    unsigned bits = v != v ? 0x7fc00000u : __float_as_uint(v + 0.0f);
    return bits >> 31 ? ~bits : bits | 0x80000000u;
  }
};
template <> struct Key<double> {
  typedef unsigned long long K;
  static __device__ __forceinline__ K of(double v) {
    K bits = v != v ? 0x7ff8000000000000ull : K(__double_as_longlong(v + 0.0));
    return bits >> 63 ? ~bits : bits | 0x8000000000000000ull;
  }
};

// A key and where its element stands in the line; moved by one access.
template <class K> struct alignas(2 * sizeof(K)) Pair {
  K key;
  int at;
};

template <class K> __device__ __forceinline__ bool operator<(const Pair<K>& a, const Pair<K>& b) {
  return a.key < b.key || (a.key == b.key && a.at < b.at);
}

// What comes after every element.
template <class K> __device__ __forceinline__ Pair<K> lastPair() {
  Pair<K> p;
  p.key = ~K(0);
  p.at = 0x7fffffff;
  return p;
}
