// Random numbers that may need several attempts: gamma, beta and Poisson variates, with the bits of cpu/random/Gamma and Poisson, which
// say whose methods these are. A thread makes one element at a time, in a grid-stride loop; attempt k of element i has the Philox block
// {counter + i, k}, so it has words without end of its own. Threads of a warp wait for its slowest: with 95% accepted at once, some two
// to three attempts for all 32. An attempt is a block of Philox and a normal quantile, one in some 50 a logarithm more.
#include "draw.cuh"
#include "normalQuantile.cuh"

#define SECOND 0x80000000u
#define BOOST 0x7fffffffu
#define CERTAIN 0x1p30
#define LEAST 0x1p-1000

struct Attempts {
  const Stream& stream;
  long long element;
  __device__ uint4 take(unsigned attempt) const { return stream.block(element, attempt); }
};

__device__ bool isShape(double a) { return a > 0 && a < INFINITY; }

__device__ Exact accepted(const Attempts& words, Exact shape, unsigned first) {
  Exact d = shape - 1.0 / 3;
  Exact c = 1 / root(9 * d);
  for (unsigned attempt = first;; attempt++) {
    uint4 w = words.take(attempt);
    Exact z = normalQuantile(open64(w.x, w.y));
    Exact base = 1 + c * z;
    if (base <= 0) continue;
    Exact v = base * base * base;
    Exact u = open64(w.z, w.w);
    Exact square = z * z;
    if (shape > CERTAIN || u < 1 - 0.0331 * (square * square) || logarithm(u) < 0.5 * square + d * (1 - v + logarithm(v))) {
      return d * v;
    }
  }
}

__device__ Exact boost(const Attempts& words, Exact a, unsigned first) {
  uint4 w = words.take(first + BOOST);
  return logarithm(open64(w.x, w.y)) / a;
}

struct Gamma {
  Doubles shape;
  __device__ Exact one(const Attempts& words) {
    double a = shape[words.element];
    if (!isShape(a)) return (double)NAN;
    a = a < LEAST ? LEAST : a;
    return a < 1 ? accepted(words, a + Exact(1), 0) * exponential(boost(words, a, 0)) : accepted(words, a, 0);
  }
};

struct Beta {
  Doubles a, b;
  static __device__ Exact log(const Attempts& words, double a, unsigned first) {
    a = a < LEAST ? LEAST : a;
    return a < 1 ? logarithm(accepted(words, a + Exact(1), first)) + boost(words, a, first) : logarithm(accepted(words, a, first));
  }
  __device__ Exact one(const Attempts& words) {
    double p = a[words.element], q = b[words.element];
    if (!isShape(p) || !isShape(q)) return (double)NAN;
    Exact x = log(words, p, 0), y = log(words, q, SECOND);
    return 1 / (1 + exponential(y - x));
  }
};

static __constant__ double LOG_FACTORIALS[10] = {
    0, 0, 0.6931471805599453, 1.791759469228055, 3.1780538303479458, 4.787491742782046, 6.579251212010101, 8.525161361065415,
    10.60460290274525, 12.801827480081469};

__device__ Exact logFactorial(Exact k) {
  if (k < 10) return LOG_FACTORIALS[(int)k.v];
  Exact r = 1 / k;
  Exact q = r * r;
  Exact series = r * (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q * (1.0 / 1680))));
  return (k + 0.5) * logarithm(k) - k + 0.9189385332046728 + series;
}

struct Poisson {
  Doubles mean;
  static __device__ int searched(const Attempts& words, Exact mean) {
    uint4 w = words.take(0);
    double u = open64(w.x, w.y);
    Exact p = exponential(-mean);
    Exact sum = p;
    int k = 0;
    while (u > sum.v && k < 200) {
      k++;
      p = p * mean / k;
      sum = sum + p;
    }
    return k;
  }
  static __device__ int accepted(const Attempts& words, Exact mean) {
    Exact b = 0.931 + 2.53 * root(mean);
    Exact a = -0.059 + 0.02483 * b;
    Exact inverse = 1.1239 + 1.1328 / (b - 3.4);
    Exact sure = 0.9277 - 3.6224 / (b - 2);
    Exact logMean = logarithm(mean);
    for (unsigned attempt = 0;; attempt++) {
      uint4 w = words.take(attempt);
      Exact u = open64(w.x, w.y) - Exact(0.5);
      Exact v = open64(w.z, w.w);
      Exact s = 0.5 - Exact(fabs(u.v));
      Exact k = floor(((2 * a / s + b) * u + mean + 0.43).v);
      if (s >= 0.07 && v <= sure) return (int)k.v;
      if (k < 0 || (s < 0.013 && v > s)) continue;
      if (logarithm(v * inverse / (a / (s * s) + b)) <= k * logMean - mean - logFactorial(k)) return (int)k.v;
    }
  }
  __device__ int one(const Attempts& words) {
    double m = mean[words.element];
    if (!(m >= 0 && m <= 0x1p30)) return -1;
    return m < 10 ? searched(words, m) : accepted(words, m);
  }
};

__device__ __forceinline__ void set(float* to, Exact x) { *to = (float)x.v; }
__device__ __forceinline__ void set(double* to, Exact x) { *to = x.v; }
__device__ __forceinline__ void set(int* to, int x) { *to = x; }

template <class T, class Variate>
__device__ void fillByAttempts(T* out, long long n, const Stream& stream, Variate variate) {
  long long threads = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += threads) {
    Attempts words = {stream, i};
    set(out + i, variate.one(words));
  }
}

KERNEL(randomAttempts_gamma_f32, float* out, long long n, const int* state, long long step, const double* shape, long long shapeStep) {
  Gamma g = {{shape, shapeStep}};
  fillByAttempts(out, n, Stream(state, step), g);
}

KERNEL(randomAttempts_gamma_f64, double* out, long long n, const int* state, long long step, const double* shape, long long shapeStep) {
  Gamma g = {{shape, shapeStep}};
  fillByAttempts(out, n, Stream(state, step), g);
}

KERNEL(randomAttempts_beta_f32, float* out, long long n, const int* state, long long step, const double* a, long long aStep,
       const double* b, long long bStep) {
  Beta beta = {{a, aStep}, {b, bStep}};
  fillByAttempts(out, n, Stream(state, step), beta);
}

KERNEL(randomAttempts_beta_f64, double* out, long long n, const int* state, long long step, const double* a, long long aStep,
       const double* b, long long bStep) {
  Beta beta = {{a, aStep}, {b, bStep}};
  fillByAttempts(out, n, Stream(state, step), beta);
}

KERNEL(randomAttempts_poisson_i32, int* out, long long n, const int* state, long long step, const double* mean, long long meanStep) {
  Poisson p = {{mean, meanStep}};
  fillByAttempts(out, n, Stream(state, step), p);
}
