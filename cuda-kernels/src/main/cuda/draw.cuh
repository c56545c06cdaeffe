// What all draws share: where words come from, which numbers they are, and how blocks of numbers are written.
//
// Mapping: a thread makes whole blocks, and writes the numbers of each (4 of 32 bits or of a byte, or 2 of 64 bits) in one access;
// neighbouring threads take neighbouring blocks, in a grid-stride loop. The key and the counter are read from device memory by every
// thread (one line, from the cache after the first).
#pragma once

#include "kernel.cuh"
#include "exact.cuh"
#include "philox.cuh"

__device__ __forceinline__ unsigned long long pair(unsigned low, unsigned high) {
  return (unsigned long long)high << 32 | low;
}

// All 32 bits, or the upper 52 of 64, in the middle of their interval: never 0 or 1. The sums and the products are exact.
__device__ __forceinline__ double open32(unsigned w) { return ((double)w + 0.5) * 0x1p-32; }
__device__ __forceinline__ double open64(unsigned low, unsigned high) {
  return ((double)(pair(low, high) >> 12) + 0.5) * 0x1p-52;
}

// A parameter: doubles side by side (step 1), or one for all elements (step 0).
struct Doubles {
  const double* at;
  long long step;
  __device__ double operator[](long long i) const { return at[i * step]; }
};

// The stream that numbers come from: four ints in memory, step apart.
struct Stream {
  unsigned k0, k1;
  unsigned long long counter;
  __device__ Stream(const int* state, long long step)
      : k0((unsigned)state[0]), k1((unsigned)state[step]),
        counter(pair((unsigned)state[2 * step], (unsigned)state[3 * step])) {}
  __device__ uint4 block(long long b, unsigned attempt) const { return philox(counter + b, attempt, k0, k1); }
};

// Numbers says how one block of words becomes numbers: NUMBERS of type T, as one Packed.
template <class Numbers>
__device__ void fill(typename Numbers::T* out, long long n, const Stream& stream, Numbers numbers) {
  typedef typename Numbers::Packed Packed;
  const int PER = Numbers::NUMBERS;
  bool aligned = (unsigned long long)out % sizeof(Packed) == 0;
  long long blocks = (n + PER - 1) / PER, threads = (long long)gridDim.x * blockDim.x;
  for (long long b = (long long)blockIdx.x * blockDim.x + threadIdx.x; b < blocks; b += threads) {
    Packed all = numbers.of(stream.block(b, 0), b, n);
    typename Numbers::T* to = out + b * PER;
    if (aligned && (b + 1) * PER <= n) {
      *reinterpret_cast<Packed*>(to) = all;
    } else {
      const typename Numbers::T* from = reinterpret_cast<const typename Numbers::T*>(&all);
#pragma unroll
      for (int i = 0; i < PER; i++) {
        if (b * PER + i < n) to[i] = from[i];
      }
    }
  }
}

// Numbers by the inverse of a distribution, which Quantile computes from a number inside (0, 1) for an element.
template <class Quantile>
struct ByInverseFloats {
  typedef float T;
  typedef float4 Packed;
  enum { NUMBERS = 4 };
  Quantile quantile;
  __device__ float one(unsigned w, long long i, long long n) { return (float)quantile.at(open32(w), i < n ? i : n - 1).v; }
  __device__ Packed of(uint4 w, long long b, long long n) {
    long long i = 4 * b;
    return make_float4(one(w.x, i, n), one(w.y, i + 1, n), one(w.z, i + 2, n), one(w.w, i + 3, n));
  }
};

template <class Quantile>
struct ByInverseDoubles {
  typedef double T;
  typedef double2 Packed;
  enum { NUMBERS = 2 };
  Quantile quantile;
  __device__ double one(unsigned low, unsigned high, long long i, long long n) {
    return quantile.at(open64(low, high), i < n ? i : n - 1).v;
  }
  __device__ Packed of(uint4 w, long long b, long long n) {
    return make_double2(one(w.x, w.y, 2 * b, n), one(w.z, w.w, 2 * b + 1, n));
  }
};

template <class Quantile>
__device__ void fillByInverse(float* out, long long n, const Stream& stream, Quantile quantile) {
  ByInverseFloats<Quantile> numbers = {quantile};
  fill(out, n, stream, numbers);
}

template <class Quantile>
__device__ void fillByInverse(double* out, long long n, const Stream& stream, Quantile quantile) {
  ByInverseDoubles<Quantile> numbers = {quantile};
  fill(out, n, stream, numbers);
}
