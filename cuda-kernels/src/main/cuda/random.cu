// Random numbers: element i takes words of the Philox block counter + i / (elements a block), so any thread can draw any
// element and the bits are those of the CPU. Which words and which bits of them: backend.Backend.random and backend.Draw.
//
// Mapping: a thread makes whole blocks, 4 numbers of 32 bits or 2 of 64 bits, and writes them as 16 bytes; neighbouring threads
// take neighbouring blocks, in a grid-stride loop. The key and the counter are read from device memory by every thread (one line,
// from the cache after the first), and random_advance moves the counter on afterwards in the same stream: nothing comes from
// the host, so a recorded step draws new numbers at each replay.
//
// The floor is 16 bytes written for a block. BITS and UNIFORM add about 110 integer operations (40 of them multiplications), which on
// an H100 take some 7 ps of the whole chip where the write takes 5: both bounds are near each other, and nothing is read.
// NORMAL is computed in double, about 40 operations and a division for each number, and 30 more with a root for the 15% in
// the tails: some 15 ps a block of four there, but 64 times slower arithmetic in double on desktop cards makes it 250 ps. It is
// so because all bits must agree with the CPU; a network's initial weights are drawn once.
#include "kernel.cuh"
#include "normalQuantile.cuh"
#include "philox.cuh"

// How one block of words becomes numbers. Each has NUMBERS of type T, in the 16 bytes of type Packed.
struct Bits {
  typedef int T;
  typedef int4 Packed;
  enum { NUMBERS = 4 };
  static __device__ Packed of(uint4 w) { return make_int4((int)w.x, (int)w.y, (int)w.z, (int)w.w); }
};

struct UniformFloats {
  typedef float T;
  typedef float4 Packed;
  enum { NUMBERS = 4 };
  static __device__ float one(unsigned w) { return (float)(w >> 8) * 0x1p-24f; }
  static __device__ Packed of(uint4 w) { return make_float4(one(w.x), one(w.y), one(w.z), one(w.w)); }
};

__device__ __forceinline__ unsigned long long pair(unsigned low, unsigned high) {
  return (unsigned long long)high << 32 | low;
}

struct UniformDoubles {
  typedef double T;
  typedef double2 Packed;
  enum { NUMBERS = 2 };
  static __device__ double one(unsigned long long v) { return (double)(v >> 11) * 0x1p-53; }
  static __device__ Packed of(uint4 w) { return make_double2(one(pair(w.x, w.y)), one(pair(w.z, w.w))); }
};

// All 32 bits, in the middle of their interval: never 0 or 1. The sum and the product are exact.
struct NormalFloats {
  typedef float T;
  typedef float4 Packed;
  enum { NUMBERS = 4 };
  static __device__ float one(unsigned w) { return (float)normalQuantile(((double)w + 0.5) * 0x1p-32); }
  static __device__ Packed of(uint4 w) { return make_float4(one(w.x), one(w.y), one(w.z), one(w.w)); }
};

struct NormalDoubles {
  typedef double T;
  typedef double2 Packed;
  enum { NUMBERS = 2 };
  static __device__ double one(unsigned long long v) { return normalQuantile(((double)(v >> 12) + 0.5) * 0x1p-52); }
  static __device__ Packed of(uint4 w) { return make_double2(one(pair(w.x, w.y)), one(pair(w.z, w.w))); }
};

template <class Numbers>
__device__ void fill(typename Numbers::T* out, long long n, const int* state, long long step) {
  const int PER = Numbers::NUMBERS;
  unsigned k0 = (unsigned)state[0], k1 = (unsigned)state[step];
  unsigned long long counter = pair((unsigned)state[2 * step], (unsigned)state[3 * step]);
  bool aligned = (unsigned long long)out % 16 == 0;
  long long blocks = (n + PER - 1) / PER, threads = (long long)gridDim.x * blockDim.x;
  for (long long b = (long long)blockIdx.x * blockDim.x + threadIdx.x; b < blocks; b += threads) {
    typename Numbers::Packed four = Numbers::of(philox(counter + b, k0, k1));
    typename Numbers::T* to = out + b * PER;
    if (aligned && (b + 1) * PER <= n) {
      *reinterpret_cast<typename Numbers::Packed*>(to) = four;
    } else {
      const typename Numbers::T* from = reinterpret_cast<const typename Numbers::T*>(&four);
#pragma unroll
      for (int i = 0; i < PER; i++) {
        if (b * PER + i < n) to[i] = from[i];
      }
    }
  }
}

KERNEL(random_bits_i32, int* out, long long n, const int* state, long long step) { fill<Bits>(out, n, state, step); }
KERNEL(random_uniform_f32, float* out, long long n, const int* state, long long step) { fill<UniformFloats>(out, n, state, step); }
KERNEL(random_uniform_f64, double* out, long long n, const int* state, long long step) { fill<UniformDoubles>(out, n, state, step); }
KERNEL(random_normal_f32, float* out, long long n, const int* state, long long step) { fill<NormalFloats>(out, n, state, step); }
KERNEL(random_normal_f64, double* out, long long n, const int* state, long long step) { fill<NormalDoubles>(out, n, state, step); }

// Moves the counter on by the blocks used. One thread.
KERNEL(random_advance, int* state, long long step, long long blocks) {
  unsigned long long counter = pair((unsigned)state[2 * step], (unsigned)state[3 * step]) + (unsigned long long)blocks;
  state[2 * step] = (int)(unsigned)counter;
  state[3 * step] = (int)(unsigned)(counter >> 32);
}
