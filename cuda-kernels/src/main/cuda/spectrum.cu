// What stands before and after the sweeps of block Jacobi (jacobi.cu): scaling, sorting, shifting, and the results in order.
//
//   spectrumStart      the exponent by which a matrix is scaled, from the largest element of each column; its state
//   spectrumPlaces     the place of each of some numbers among them; equal ones keep their order
//   spectrumColumns    a scaled copy with the columns in such an order; zeros of a matrix with a code
//   spectrumLoad       R as the columns of R^T, padded, and the identity
//   spectrumSymmetric  a scaled, padded copy of the matrix whose lower triangle is given
//   spectrumSquares    the sum of squares of each row
//   spectrumShift      adds to the diagonal 1.5 times a bound of the norm, from such sums of the fourth power of the matrix
//   spectrumLengths    the lengths of columns: singular values, or eigenvalues plus the shift
//   spectrumWrite      values and columns, of length 1, at their places
//
// All are bound by memory or by launches; a block takes a row, threads stand on neighbouring elements. A matrix with a code that is
// not 0 holds what is no number: it has no sweeps, and its results are NaN.
#include "jacobi.cuh"

constexpr double SHIFT = 1.5;

// One block. The state is that of a matrix with nothing done yet, or all.
template <class T> __device__ __forceinline__ void start(const T* most, int n, const int* code, JacobiState* state) {
  __shared__ T room[PAIR_THREADS];
  T mine = 0;
  for (int i = threadIdx.x; i < n; i += PAIR_THREADS) mine = max(mine, most[i]);
  mine = largest(mine, room);
  if (threadIdx.x == 0) {
    int exponent = 0;
    bool good = *code == 0;
    if (good) frexp(mine, &exponent);
    *state = {0, exponent, good ? 0 : 1, 0, 0};
  }
}

// The divisor is a power of two that no type may hold at once.
template <class T> __device__ __forceinline__ T scaled(T x, int exponent) { return ldexp(x, -exponent); }

template <class V> __device__ __forceinline__ void places(const V* x, int* place, int* order, int n, int descending) {
  int i = blockIdx.x * PAIR_THREADS + threadIdx.x;
  if (i >= n) return;
  V mine = x[i];
  int before = 0;
  bool number = mine == mine;
  for (int k = 0; k < n && number; k++) {
    V other = x[k];
    before += (descending ? other > mine : other < mine) || (other == mine && k < i);
  }
  before = number ? before : i;
  if (place) place[i] = before;
  if (order) order[before] = i;
}

template <class T>
__device__ __forceinline__ void columns(const T* a, long long rowStep, long long columnStep, T* out, const int* order, int n,
                                        const JacobiState* state) {
  long long row = blockIdx.x;
  for (int c = threadIdx.x; c < n; c += PAIR_THREADS) {
    out[row * n + c] = state->done ? (T)0 : scaled(a[row * rowStep + order[c] * columnStep], state->exponent);
  }
}

// Without w only values are wanted.
template <class T> __device__ __forceinline__ void load(const T* r, T* x, T* w, int n, int padded) {
  int row = blockIdx.x;
  for (int c = threadIdx.x; c < padded; c += PAIR_THREADS) {
    long long at = (long long)row * padded + c;
    x[at] = row <= c && c < n ? r[(long long)row * n + c] : (T)0;
    if (w) w[at] = row == c && row < n ? 1 : 0;
  }
}

// Without a state the copy is not scaled.
template <class T>
__device__ __forceinline__ void symmetric(const T* a, long long rowStep, long long columnStep, T* out, int n, int padded,
                                          const JacobiState* state) {
  int row = blockIdx.x, exponent = state ? state->exponent : 0;
  for (int c = threadIdx.x; c < padded; c += PAIR_THREADS) {
    bool inside = row < n && c < n;
    out[(long long)row * padded + c] = inside ? scaled(a[max(row, c) * rowStep + min(row, c) * columnStep], exponent) : (T)0;
  }
}

template <class T> __device__ __forceinline__ void squares(const T* x, double* out, int padded) {
  __shared__ double room[PAIR_THREADS];
  double sum = 0;
  for (int c = threadIdx.x; c < padded; c += PAIR_THREADS) {
    double v = x[(long long)blockIdx.x * padded + c];
    sum += v * v;
  }
  sum = together(sum, room);
  if (threadIdx.x == 0) out[blockIdx.x] = sum;
}

// One block. A norm is at most the eighth root of the sum of squares of the fourth power (Frobenius), which is at most n^(1/8) norms.
template <class T> __device__ __forceinline__ void shift(const double* sums, T* x, int n, int padded, JacobiState* state) {
  __shared__ double room[PAIR_THREADS];
  double sum = 0;
  for (int i = threadIdx.x; i < n; i += PAIR_THREADS) sum += sums[i];
  sum = together(sum, room);
  T by = sum > 0 ? (T)(SHIFT * sqrt(sqrt(sqrt(sum)))) : (T)1;
  for (int i = threadIdx.x; i < n; i += PAIR_THREADS) x[(long long)i * padded + i] += by;
  if (threadIdx.x == 0) state->shift = by;
}

// values: lengths less the shift, noise as zero; inverse: what makes a column's scaled numbers those of length 1.
template <class T>
__device__ __forceinline__ void lengths(const T* x, double* values, double* inverse, int* exponents, int n, int padded,
                                        const JacobiState* state) {
  __shared__ double room[PAIR_THREADS];
  const T* mine = x + (long long)blockIdx.x * padded;
  double most = 0;
  for (int c = threadIdx.x; c < n; c += PAIR_THREADS) most = max(most, (double)abs(mine[c]));
  most = largest(most, room);
  int exponent = 0;
  frexp(most, &exponent);
  double sum = 0;
  for (int c = threadIdx.x; c < n; c += PAIR_THREADS) {
    double v = ldexp((double)mine[c], -exponent);
    sum += v * v;
  }
  double length = sqrt(together(sum, room));
  if (threadIdx.x != 0) return;
  double value = ldexp(length, exponent);
  values[blockIdx.x] = (value < Range<T>::zero() ? 0 : value) - state->shift;
  inverse[blockIdx.x] = 1 / length;
  exponents[blockIdx.x] = exponent;
}

// A block a column of X: its value, itself as a row of `rows`, columns of which stand in an order, and that of W as a row of `gathered`.
template <class T>
__device__ __forceinline__ void write(const T* x, const T* w, const double* values, const double* inverse, const int* exponents,
                                      const int* place, const int* order, T* value, long long valueStep, T* rows, long long rowStep,
                                      long long columnStep, T* gathered, int n, int padded, const int* code,
                                      const JacobiState* state) {
  int column = blockIdx.x, to = place[column];
  bool good = *code == 0;
  if (threadIdx.x == 0) value[to * valueStep] = good ? (T)ldexp(values[column], state->exponent) : (T)NAN;
  for (int c = threadIdx.x; c < n; c += PAIR_THREADS) {
    long long at = (long long)column * padded + c;
    if (rows) {
      T v = (T)(ldexp((double)x[at], -exponents[column]) * inverse[column]);
      rows[to * rowStep + (order ? order[c] : c) * columnStep] = good ? v : (T)NAN;
    }
    if (gathered) gathered[(long long)to * n + c] = good ? w[at] : (T)NAN;
  }
}

// A matrix whose sweeps were not enough: how many columns it has.
KERNEL(spectrumCode, const JacobiState* state, int n, int* code) {
  if (*code == 0 && !state->done) *code = n;
}

KERNEL(spectrumPlaces_f32, const float* x, int* place, int* order, int n, int descending) { places(x, place, order, n, descending); }
KERNEL(spectrumPlaces_f64, const double* x, int* place, int* order, int n, int descending) { places(x, place, order, n, descending); }

#define SPECTRUM(T, type)                                                                                                         \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumStart_##type, const T* most, int n, const int* code, JacobiState* state) {                  \
    start(most, n, code, state);                                                                                                  \
  }                                                                                                                               \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumColumns_##type, const T* a, long long rowStep, long long columnStep, T* out,                \
                const int* order, int n, const JacobiState* state) {                                                              \
    columns(a, rowStep, columnStep, out, order, n, state);                                                                        \
  }                                                                                                                               \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumLoad_##type, const T* r, T* x, T* w, int n, int padded) { load(r, x, w, n, padded); }       \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumSymmetric_##type, const T* a, long long rowStep, long long columnStep, T* out, int n,       \
                int padded, const JacobiState* state) {                                                                           \
    symmetric(a, rowStep, columnStep, out, n, padded, state);                                                                     \
  }                                                                                                                               \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumSquares_##type, const T* x, double* out, int padded) { squares(x, out, padded); }           \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumShift_##type, const double* sums, T* x, int n, int padded, JacobiState* state) {            \
    shift(sums, x, n, padded, state);                                                                                             \
  }                                                                                                                               \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumLengths_##type, const T* x, double* values, double* inverse, int* exponents, int n,         \
                int padded, const JacobiState* state) {                                                                           \
    lengths(x, values, inverse, exponents, n, padded, state);                                                                     \
  }                                                                                                                               \
  KERNEL_BOUNDS(PAIR_THREADS, spectrumWrite_##type, const T* x, const T* w, const double* values, const double* inverse,          \
                const int* exponents, const int* place, const int* order, T* value, long long valueStep, T* rows,                 \
                long long rowStep, long long columnStep, T* gathered, int n, int padded, const int* code,                         \
                const JacobiState* state) {                                                                                       \
    write(x, w, values, inverse, exponents, place, order, value, valueStep, rows, rowStep, columnStep, gathered, n, padded, code, \
          state);                                                                                                                 \
  }
SPECTRUM(float, f32)
SPECTRUM(double, f64)
