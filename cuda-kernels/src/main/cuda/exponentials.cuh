// The largest of some numbers and the sum of exp(x - largest), in one pass (Milakov and Gimelshein 2018).
//
// As the definition has it: rows with +inf, with NaN, or of nothing but -inf come out as NaN.
#pragma once
#include "rows.cuh"

template <typename T> struct Exponentials {
  T max, sum;

  static __device__ __forceinline__ Exponentials none() { return {-(T)INFINITY, 0}; }

  __device__ __forceinline__ void add(T x) {
    bool larger = x > max;
    T factor = exp(larger ? max - x : x - max);
    if (larger) {
      sum = sum * factor + (x - x + 1);  // 1, and NaN for +inf
      max = x;
    } else if (x != -(T)INFINITY) {
      sum += factor;
    }
  }

  __device__ __forceinline__ T scaledTo(T largest) const { return max == largest ? sum : sum * exp(max - largest); }

  __device__ __forceinline__ void merge(const Exponentials& other) {
    T largest = max > other.max ? max : other.max;
    sum = scaledTo(largest) + other.scaledTo(largest);
    max = largest;
  }
};

// The largest element of a row that LANES threads hold.
template <typename T, int LANES, int CHUNKS> __device__ __forceinline__ T largest(const Held<T, LANES, CHUNKS>& held) {
  T max = -(T)INFINITY;
#pragma unroll
  for (int k = 0; k < held.COUNT; k++) max = Largest::of(held.x[k], max);
  return together<Largest, LANES>(max);
}

// Puts exp(x - largest) in the place of each element of a row that LANES threads hold, and gives the sum.
template <typename T, int N, int LANES, int CHUNKS>
__device__ __forceinline__ T exponentiate(Held<T, LANES, CHUNKS>& held, const Row<T, N>& row, int lane) {
  T max = largest(held);
  T sum = 0;
#pragma unroll
  for (int k = 0; k < held.COUNT; k++) {
    held.x[k] = exp(held.x[k] - max);
    sum += held.position(row.wide, lane, k) < row.length ? held.x[k] : (T)0;
  }
  return together<Add, LANES>(sum);
}

// Both of a row that is streamed.
template <typename T, int N>
__device__ __forceinline__ Exponentials<T> exponentials(const Row<T, N>& row, const Stream& stream, int width) {
  Exponentials<T> mine = Exponentials<T>::none();
  sweep<1, false>(row, stream.part, stream.parts, [&](const T(&x)[1], long long) {
    mine.add(x[0]);
    return (T)0;
  });
  return overParts(mine, width);
}
