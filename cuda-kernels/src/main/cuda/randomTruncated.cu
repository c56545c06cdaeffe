// The standard normal distribution between two bounds, by its inverse at p, accurate in the tails too: cpu/random/TruncatedNormal and
// Mills say how, here is the same with the same bits. Threads to data: draw.cuh.
//
// A number in the middle takes four tails (two exponentials and a polynomial of 25 terms each) and a quantile, some 400 operations in
// double; one beyond 10 deviations four steps of Newton's method, about as many. Nothing but the bounds is read.
#include "draw.cuh"
#include "normalQuantile.cuh"

// (1 + x) M(x) for Mills' ratio M, in powers of (x - 4) / (x + 4).
static __constant__ double MILLS[25] = {
    1.1832619145678034, -0.2423996705218081, 0.035091880234748005, 0.07169048120143744, -0.0807080096790523,
    0.04495912907706981, -0.01253910362039814, -0.0007159509052838121, 0.001741848773732585, -0.00023670175882712258,
    -0.0002202155756957516, 5.3266970938315365e-05, 3.415881433183821e-05, -8.606187876096938e-06, -6.5533544552582505e-06,
    1.0194890870987357e-06, 1.390762707984928e-06, -3.101083609757584e-09, -2.869299965207942e-07, -4.494916382038613e-08,
    5.077844122332048e-08, 1.3723059452459651e-08, -6.5624402369464745e-09, -1.6952996818880583e-09, 4.480233382099169e-10};

__device__ Exact mills(Exact x) {
  Exact t = x.v == INFINITY ? Exact(1) : (x - 4) / (x + 4);
  Exact sum = MILLS[24];
  for (int i = 23; i >= 0; i--) sum = sum * t + MILLS[i];
  return sum / (x + 1);
}

__device__ Exact expOfHalfSquare(Exact x) {
  Exact head = __hiloint2double(__double2hiint(x.v), 0);
  return exponential(-0.5 * head * head) * exponential(-0.5 * (x - head) * (x + head));
}

__device__ Exact above(Exact x) {
  Exact a = fabs(x.v);
  Exact tail = 0;
  if (!(a > 38.6)) tail = 0.3989422804014327 * expOfHalfSquare(a) * mills(a);
  return x.v < 0 ? 1 - tail : tail;
}

__device__ Exact middle(Exact share, Exact low, Exact high) {
  Exact under = above(-low) * (1 - share) + above(-high) * share;
  Exact over = above(low) * (1 - share) + above(high) * share;
  bool left = under < over;
  Exact x = normalQuantile(left ? under : over);
  return left ? x : -x;
}

__device__ Exact tail(Exact share, Exact low, Exact high) {
  if (low.v == INFINITY) return low;
  Exact start = mills(low);
  Exact end = exponential(-0.5 * (high - low) * (high + low)) * mills(high) / start;
  Exact log = logarithm(1 - share + share * end);
  Exact x = low + -2 * log / (low + root(low * low - 2 * log));
  for (int i = 0; i < 4; i++) {
    Exact ratio = mills(x);
    x = x - ratio * (0.5 * (x - low) * (x + low) - logarithm(ratio / start) + log);
  }
  return x;
}

struct TruncatedNormal {
  Doubles from, to;
  __device__ Exact at(Exact share, long long i) {
    Exact low = from[i], high = to[i];
    if (!(low <= high)) return (double)NAN;
    bool turned = high < -10;
    Exact x = 0;
    if (turned) {
      x = -tail(1 - share, -high, -low);
    } else {
      x = low > 10 ? tail(share, low, high) : middle(share, low, high);
    }
    return x < low ? low : x > high ? high : x;
  }
};

KERNEL(randomTruncated_normal_f32, float* out, long long n, const int* state, long long step, const double* low, long long lowStep,
       const double* high, long long highStep) {
  TruncatedNormal t = {{low, lowStep}, {high, highStep}};
  fillByInverse(out, n, Stream(state, step), t);
}

KERNEL(randomTruncated_normal_f64, double* out, long long n, const int* state, long long step, const double* low, long long lowStep,
       const double* high, long long highStep) {
  TruncatedNormal t = {{low, lowStep}, {high, highStep}};
  fillByInverse(out, n, Stream(state, step), t);
}
