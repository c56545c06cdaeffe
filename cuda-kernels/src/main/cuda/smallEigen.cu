// A = V diag(L) V^T for many small symmetric matrices: one-sided Jacobi (smallJacobi.cuh) on the columns of A + s I, where s is a power of
// two above the norm of A, by which no eigenvalue comes near 0. The columns then end as V (L + s): their lengths less s are the
// eigenvalues, their directions the eigenvectors. Against two-sided turns this needs no rows, and against the SVD no second
// matrix: half the registers and half the shuffles. Errors are some epsilon of s, as those of LAPACK's are of the norm.
//
// smallEigen_TYPE_N: N lanes a matrix, a column a lane; smallEigen_TYPE_block: a block a matrix in shared memory, or in memory of the
// block's own, which stays in the cache. Only the lower triangle is read.
#include "smallJacobi.cuh"

constexpr int EIGEN_BLOCK = 128;
constexpr int EIGEN_MOST = 128;  // columns of a matrix of a block

// A power of two by which A + s I has eigenvalues between s / 5 and 2 s: above 5 / 4 of a bound of the norm.
template <typename T> __device__ __forceinline__ T shiftFor(T bound) {
  return bound > 0 ? ldexp((T)1, ilogb((T)1.25 * bound) + 1) : (T)1;
}

// The length of a column less the shift, which takes leading digits away: in float64 whatever the type.
template <typename T, int N> __device__ __forceinline__ double lengthOf(const T (&x)[N]) {
  double sum = 0;
#pragma unroll
  for (int i = 0; i < N; i++) sum += (double)x[i] * x[i];
  return sqrt(sum);
}

// The place of an eigenvalue among those of its matrix, ascending: columns were sorted by lengths in T, whose last digits the shift took.
template <class Length> __device__ __forceinline__ int placeOf(double length, int column, int n, Length of) {
  int place = 0;
  for (int k = 0; k < n; k++) {
    const double other = of(k);
    place += other < length || (other == length && k > column);
  }
  return place;
}

// Operands: codes, values, vectors, A. Without vectors only values are written.
template <typename T, int N>
__device__ __forceinline__ void smallEigen(const Batch<4>& batch, int n, int* codes, T* values, T* vectors, const T* in) {
  constexpr int TEAMS = EIGEN_BLOCK / N;
  const int lane = threadIdx.x % N;
  for (long long first = (long long)blockIdx.x * TEAMS; first < batch.count; first += (long long)gridDim.x * TEAMS) {
    const long long number = first + threadIdx.x / N;
    const bool mine = number < batch.count && lane < n;
    long long at[4];
    matrixAt(batch, number < batch.count ? number : 0, at);
    const T* a = in + at[3];
    T x[N], none[1], most = 0;
    bool bad = false;
#pragma unroll
    for (int i = 0; i < N; i++) {
      const int row = i > lane ? i : lane, column = i > lane ? lane : i;
      x[i] = mine && i < n ? a[row * batch.row[3] + column * batch.column[3]] : (T)0;
      bad |= !isFinite(x[i]);
      most = fabs(x[i]) > most ? fabs(x[i]) : most;
    }
    bad = teamAny<N>(bad);
    most = teamLargest<N>(most);
    const int exponent = most > 0 && most <= JacobiRange<T>::MOST ? -ilogb(most) : 0;
    const PowerOfTwo<T> up(exponent), down(-exponent);
    T sum = 0;
#pragma unroll
    for (int i = 0; i < N; i++) {
      x[i] = bad ? (T)NAN : up * x[i];
      sum += fabs(x[i]);
    }
    const T frobenius = sqrt(teamSum<N>(squares(x))), widest = teamLargest<N>(sum);
    const T shift = shiftFor(frobenius < widest ? frobenius : widest);
#pragma unroll
    for (int i = 0; i < N; i++) x[i] += i == lane && mine ? shift : (T)0;
    const int left = jacobi<T, N, false>(x, none, lane, n);
    const double length = lengthOf(x);
    const int place = placeOf(length, lane, n, [=](int k) { return __shfl_sync(WARP, length, k, N); });
    if (!mine) continue;
    if (lane == 0) codes[at[0]] = bad ? NOT_FINITE : left;
    values[at[1] + place * batch.row[1]] = down * (T)(length - shift);
    if (!vectors) continue;
    T* to = vectors + at[2] + place * batch.column[2];
#pragma unroll
    for (int i = 0; i < N; i++) {
      if (i < n) to[i * batch.row[2]] = x[i] / (T)length;
    }
  }
}

// place: where a block's columns begin in shared memory, in elements; or, as -1 - place, in its part of the scratch.
template <typename T>
__device__ __forceinline__ void smallEigenBlock(const Batch<4>& batch, int n, int place, long long scratchStep, int* codes, T* values,
                                                T* vectors, const T* in, T* scratch) {
  DYN_SHARED(T, shared);
  __shared__ double lengths[EIGEN_MOST];
  const auto larger = [](T p, T q) { return q > p ? q : p; };
  T* x = place >= 0 ? shared + place : scratch + blockIdx.x * scratchStep + (-1 - place);
  for (long long number = blockIdx.x; number < batch.count; number += gridDim.x) {
    long long at[4];
    matrixAt(batch, number, at);
    T most = 0;
    int wrong = 0;
    for (int e = threadIdx.x; e < n * n; e += JACOBI_BLOCK) {
      int i = e / n, j = e - i * n;
      if (j > i) continue;
      T one = in[at[3] + i * batch.row[3] + j * batch.column[3]];
      x[j * n + i] = x[i * n + j] = one;
      wrong |= !isFinite(one);
      most = fabs(one) > most ? fabs(one) : most;
    }
    const bool bad = overBlock(wrong, [](int p, int q) { return p | q; }) != 0;
    most = overBlock(most, larger);
    const int exponent = !bad && most > 0 ? -ilogb(most) : 0;
    const PowerOfTwo<T> up(exponent), down(-exponent);
    for (int e = threadIdx.x; e < n * n; e += JACOBI_BLOCK) x[e] = bad ? (T)NAN : up * x[e];
    __syncthreads();
    T sum = 0, square = 0;
    for (int i = 0; threadIdx.x < n && i < n; i++) {
      T one = x[i * n + threadIdx.x];
      sum += fabs(one);
      square += one * one;
    }
    const T widest = overBlock(sum, larger), frobenius = sqrt(overBlock(square, [](T p, T q) { return p + q; }));
    const T shift = shiftFor(frobenius < widest ? frobenius : widest);
    if (threadIdx.x < n) x[threadIdx.x * (n + 1)] += shift;
    __syncthreads();
    const int left = jacobiInMemory<T>(x, n, nullptr, n);
    if (threadIdx.x == 0) codes[at[0]] = bad ? NOT_FINITE : left;
    for (int j = threadIdx.x / 32; j < n; j += JACOBI_BLOCK / 32) {
      double sum = 0;
      for (int i = threadIdx.x % 32; i < n; i += 32) sum += (double)x[j * n + i] * x[j * n + i];
      const double length = sqrt(teamSum<32>(sum));
      if (threadIdx.x % 32 == 0) lengths[j] = length;
    }
    __syncthreads();
    for (int j = threadIdx.x / 32; j < n; j += JACOBI_BLOCK / 32) {
      const double length = lengths[j];
      const int ascending = placeOf(length, j, n, [](int k) { return lengths[k]; });
      if (threadIdx.x % 32 == 0) values[at[1] + ascending * batch.row[1]] = down * (T)(length - shift);
      for (int i = threadIdx.x % 32; vectors && i < n; i += 32) {
        vectors[at[2] + i * batch.row[2] + ascending * batch.column[2]] = x[j * n + i] / (T)length;
      }
    }
    __syncthreads();
  }
}

#define SMALL_EIGEN(T, type, N)                                                                                                    \
  KERNEL_BOUNDS(EIGEN_BLOCK, smallEigen_##type##_##N, Batch<4> batch, int n, int* codes, T* values, T* vectors, const T* in) {      \
    smallEigen<T, N>(batch, n, codes, values, vectors, in);                                                                        \
  }
#define SMALL_EIGEN_BLOCK(T, type)                                                                                                 \
  KERNEL_BOUNDS(JACOBI_BLOCK, smallEigen_##type##_block, Batch<4> batch, int n, int place, long long scratchStep, int* codes,      \
                T* values, T* vectors, const T* in, T* scratch) {                                                                  \
    smallEigenBlock<T>(batch, n, place, scratchStep, codes, values, vectors, in, scratch);                                         \
  }

SMALL_EIGEN(float, f32, 8)
SMALL_EIGEN(float, f32, 16)
SMALL_EIGEN(float, f32, 32)
SMALL_EIGEN(double, f64, 8)
SMALL_EIGEN(double, f64, 16)
SMALL_EIGEN(double, f64, 32)
SMALL_EIGEN_BLOCK(float, f32)
SMALL_EIGEN_BLOCK(double, f64)
