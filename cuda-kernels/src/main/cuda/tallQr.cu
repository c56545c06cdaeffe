// What shifted CholeskyQR of matrices with many more rows than columns needs beside products (cuda/factor/TallQr): a scaled double copy
// with a little noise, the shift, and the results.
//
//   tallQr_squares   sums of squares of columns over chunks of rows, each column divided by its largest element
//   tallQr_scale     the exponent of each column's length
//   tallQr_take      X = A 2^-exponents + noise, in double
//   tallQr_shift     adds to the diagonal of X^T X what keeps its Cholesky factorisation alive
//   tallQr_q, _r     the results in the type of A, R with its exponents; NaN for a matrix with a code
//
// Threads stand on neighbouring columns: 32 columns by 8 rows a block. A is read twice and X written once: bound by memory.
#include "kernel.cuh"

constexpr int TALL_BLOCK = 256, COLUMNS = 32, ROWS = TALL_BLOCK / COLUMNS;

// The place of a matrix's elements.
struct Strided {
  long long row, column;
};

// Uniform in (-1, 1), of a place: two rounds of splitmix64 (Steele, Lea, Flood 2014).
__device__ __forceinline__ double noiseAt(unsigned long long place) {
  unsigned long long z = (place + 1) * 0x9e3779b97f4a7c15ull;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return (double)(long long)(z ^ z >> 31) * (1.0 / 9223372036854775808.0);
}

template <class T> __device__ __forceinline__ int exponentOf(T x) {
  int exponent = 0;
  frexp(x, &exponent);
  return exponent;
}

// A column without a size has this exponent: R gets nothing from it.
constexpr int NOTHING = -4000;

template <class T>
__device__ __forceinline__ void squares(const T* a, Strided step, const T* most, double* sums, long long m, int n, long long chunk,
                                        const int* code) {
  __shared__ double room[ROWS][COLUMNS];
  int x = threadIdx.x % COLUMNS, y = threadIdx.x / COLUMNS, column = blockIdx.x * COLUMNS + x;
  long long from = blockIdx.y * chunk, to = min(from + chunk, m);
  double sum = 0;
  if (column < n && *code == 0) {
    int exponent = exponentOf(most[column]);
    for (long long i = from + y; i < to; i += ROWS) {
      double v = ldexp((double)a[i * step.row + column * step.column], -exponent);
      sum += v * v;
    }
  }
  room[y][x] = sum;
  __syncthreads();
  if (y == 0 && column < n) {
    for (int k = 1; k < ROWS; k++) sum += room[k][x];
    sums[(long long)blockIdx.y * n + column] = sum;
  }
}

template <class T>
__device__ __forceinline__ void scale(const double* sums, const T* most, int* exponents, int n, int chunks, const int* code) {
  int column = blockIdx.x * TALL_BLOCK + threadIdx.x;
  if (column >= n) return;
  double sum = 0;
  for (int k = 0; k < chunks; k++) sum += sums[(long long)k * n + column];
  exponents[column] = *code == 0 && sum > 0 ? exponentOf(most[column]) + exponentOf(sqrt(sum)) : NOTHING;
}

template <class T>
__device__ __forceinline__ void take(const T* a, Strided step, const int* exponents, double* x, long long m, int n, double noise) {
  for (long long i = blockIdx.x; i < m; i += gridDim.x) {
    for (int c = threadIdx.x; c < n; c += TALL_BLOCK) {
      int exponent = exponents[c];
      double v = exponent == NOTHING ? 0 : ldexp((double)a[i * step.row + c * step.column], -exponent);
      x[i * n + c] = v + noise * noiseAt((unsigned long long)i * n + c);
    }
  }
}

// One block. The share is of the trace, which is at least the 2-norm.
KERNEL_BOUNDS(TALL_BLOCK, tallQr_shift, double* gram, int n, double share) {
  __shared__ double room[TALL_BLOCK];
  double sum = 0;
  for (int i = threadIdx.x; i < n; i += TALL_BLOCK) sum += gram[(long long)i * n + i];
  room[threadIdx.x] = sum;
  for (int half = TALL_BLOCK / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half) room[threadIdx.x] += room[threadIdx.x + half];
  }
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += TALL_BLOCK) gram[(long long)i * n + i] += share * room[0];
}

template <class T> __device__ __forceinline__ void giveQ(const double* x, T* q, Strided step, long long m, int n, const int* code) {
  bool good = *code == 0;
  for (long long i = blockIdx.x; i < m; i += gridDim.x) {
    for (int c = threadIdx.x; c < n; c += TALL_BLOCK) q[i * step.row + c * step.column] = good ? (T)x[i * n + c] : (T)NAN;
  }
}

// R is the transpose of a lower triangle.
template <class T>
__device__ __forceinline__ void giveR(const double* lower, const int* exponents, T* r, Strided step, int n, const int* code) {
  int i = blockIdx.x;
  for (int c = threadIdx.x; c < n; c += TALL_BLOCK) {
    double v = i <= c && exponents[c] != NOTHING ? ldexp(lower[(long long)c * n + i], exponents[c]) : 0;
    r[i * step.row + c * step.column] = *code == 0 ? (T)v : (T)NAN;
  }
}

#define TALL_QR(T, type)                                                                                                     \
  KERNEL_BOUNDS(TALL_BLOCK, tallQr_squares_##type, const T* a, Strided step, const T* most, double* sums, long long m,       \
                int n, long long chunk, const int* code) {                                                                   \
    squares(a, step, most, sums, m, n, chunk, code);                                                                         \
  }                                                                                                                          \
  KERNEL_BOUNDS(TALL_BLOCK, tallQr_scale_##type, const double* sums, const T* most, int* exponents, int n, int chunks,       \
                const int* code) {                                                                                           \
    scale(sums, most, exponents, n, chunks, code);                                                                           \
  }                                                                                                                          \
  KERNEL_BOUNDS(TALL_BLOCK, tallQr_take_##type, const T* a, Strided step, const int* exponents, double* x, long long m,      \
                int n, double noise) {                                                                                       \
    take(a, step, exponents, x, m, n, noise);                                                                                \
  }                                                                                                                          \
  KERNEL_BOUNDS(TALL_BLOCK, tallQr_q_##type, const double* x, T* q, Strided step, long long m, int n, const int* code) {     \
    giveQ(x, q, step, m, n, code);                                                                                           \
  }                                                                                                                          \
  KERNEL_BOUNDS(TALL_BLOCK, tallQr_r_##type, const double* lower, const int* exponents, T* r, Strided step, int n,           \
                const int* code) {                                                                                           \
    giveR(lower, exponents, r, step, n, code);                                                                               \
  }
TALL_QR(float, f32)
TALL_QR(double, f64)
