// Random numbers of one or two words each: element i takes words of the Philox block counter + i / (elements a block), so any thread
// can draw any element and the bits are those of the CPU. Which words and which bits of them: backend.Backend.random and backend.Draw.
// Threads to data: draw.cuh. random_advance moves the counter on afterwards in the same stream: nothing comes from the host, so a
// recorded step draws new numbers at each replay.
//
// The floor is 16 bytes written for a block. BITS and UNIFORM add about 110 integer operations (40 of them multiplications), which on
// an H100 take some 7 ps of the whole chip where the write takes 5: both bounds are near each other, and nothing is read.
// NORMAL is computed in double, about 40 operations and a division for each number, and 30 more with a root for the 15% in
// the tails: some 15 ps a block of four there, but 64 times slower arithmetic in double on desktop cards makes it 250 ps. It is
// so because all bits must agree with the CPU; a network's initial weights are drawn once. EXPONENTIAL is a logarithm in double for
// each number (30 operations and a division), GUMBEL two.
#include "draw.cuh"
#include "normalQuantile.cuh"

struct Bits {
  typedef int T;
  typedef int4 Packed;
  enum { NUMBERS = 4 };
  __device__ Packed of(uint4 w, long long, long long) { return make_int4((int)w.x, (int)w.y, (int)w.z, (int)w.w); }
};

struct UniformFloats {
  typedef float T;
  typedef float4 Packed;
  enum { NUMBERS = 4 };
  static __device__ float one(unsigned w) { return (float)(w >> 8) * 0x1p-24f; }
  __device__ Packed of(uint4 w, long long, long long) { return make_float4(one(w.x), one(w.y), one(w.z), one(w.w)); }
};

struct UniformDoubles {
  typedef double T;
  typedef double2 Packed;
  enum { NUMBERS = 2 };
  static __device__ double one(unsigned long long v) { return (double)(v >> 11) * 0x1p-53; }
  __device__ Packed of(uint4 w, long long, long long) { return make_double2(one(pair(w.x, w.y)), one(pair(w.z, w.w))); }
};

struct Normal {
  __device__ Exact at(Exact p, long long) { return normalQuantile(p); }
};

struct Exponential {
  __device__ Exact at(Exact p, long long) { return -logarithm(p); }
};

struct Gumbel {
  __device__ Exact at(Exact p, long long) { return -logarithm(-logarithm(p)); }
};

struct Bernoulli {
  typedef unsigned char T;
  typedef unsigned Packed;
  enum { NUMBERS = 4 };
  Doubles probability;
  __device__ unsigned one(unsigned w, long long i, long long n) {
    double p = probability[i < n ? i : n - 1];
    return open32(w) < p && p <= 1 ? 1 : 0;
  }
  __device__ Packed of(uint4 w, long long b, long long n) {
    long long i = 4 * b;
    return one(w.x, i, n) | one(w.y, i + 1, n) << 8 | one(w.z, i + 2, n) << 16 | one(w.w, i + 3, n) << 24;
  }
};

// Lemire 2019, algorithm 5: the upper half of word times count, unless the lower half is one of the 2^32 mod count values that would
// come too often; then the same word of the next attempt is taken.
struct Integers {
  typedef int T;
  typedef int4 Packed;
  enum { NUMBERS = 4 };
  Stream stream;
  Doubles low, count;
  __device__ int one(unsigned w, int word, long long b, long long n) {
    long long i = 4 * b + word;
    i = i < n ? i : n - 1;
    double wanted = count[i];
    if (!(wanted >= 1 && wanted <= 0x1p32)) return -1;
    unsigned long long range = (unsigned long long)wanted, product = w * range;
    if ((unsigned)product < range) {
      unsigned tooOften = (unsigned)((1ull << 32) % range);
      for (unsigned attempt = 1; (unsigned)product < tooOften; attempt++) {
        uint4 next = stream.block(b, attempt);
        product = (word == 0 ? next.x : word == 1 ? next.y : word == 2 ? next.z : next.w) * range;
      }
    }
    return (int)((unsigned)(int)low[i] + (unsigned)(product >> 32));
  }
  __device__ Packed of(uint4 w, long long b, long long n) {
    return make_int4(one(w.x, 0, b, n), one(w.y, 1, b, n), one(w.z, 2, b, n), one(w.w, 3, b, n));
  }
};

KERNEL(random_bits_i32, int* out, long long n, const int* state, long long step) {
  fill(out, n, Stream(state, step), Bits());
}

KERNEL(random_uniform_f32, float* out, long long n, const int* state, long long step) {
  fill(out, n, Stream(state, step), UniformFloats());
}

KERNEL(random_uniform_f64, double* out, long long n, const int* state, long long step) {
  fill(out, n, Stream(state, step), UniformDoubles());
}

KERNEL(random_normal_f32, float* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Normal());
}

KERNEL(random_normal_f64, double* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Normal());
}

KERNEL(random_exponential_f32, float* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Exponential());
}

KERNEL(random_exponential_f64, double* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Exponential());
}

KERNEL(random_gumbel_f32, float* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Gumbel());
}

KERNEL(random_gumbel_f64, double* out, long long n, const int* state, long long step) {
  fillByInverse(out, n, Stream(state, step), Gumbel());
}

KERNEL(random_bernoulli_bool, unsigned char* out, long long n, const int* state, long long step, const double* p, long long pStep) {
  Bernoulli numbers = {{p, pStep}};
  fill(out, n, Stream(state, step), numbers);
}

KERNEL(random_integers_i32, int* out, long long n, const int* state, long long step, const double* low, long long lowStep,
       const double* count, long long countStep) {
  Integers numbers = {Stream(state, step), {low, lowStep}, {count, countStep}};
  fill(out, n, numbers.stream, numbers);
}

// Moves the counter on by the blocks used. One thread.
KERNEL(random_advance, int* state, long long step, long long blocks) {
  unsigned long long counter = pair((unsigned)state[2 * step], (unsigned)state[3 * step]) + (unsigned long long)blocks;
  state[2 * step] = (int)(unsigned)counter;
  state[3 * step] = (int)(unsigned)(counter >> 32);
}

// Writes a counter. One thread.
KERNEL(random_counter, int* state, long long key, long long position) {
  state[0] = (int)key;
  state[1] = (int)(key >> 32);
  state[2] = (int)position;
  state[3] = (int)(position >> 32);
}
