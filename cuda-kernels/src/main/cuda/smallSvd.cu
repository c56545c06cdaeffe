// A = U diag(S) V^T for many small matrices, m by n with m >= n: one-sided Jacobi (smallJacobi.cuh) on the columns of A, V being the
// product of all turns; S are the lengths of the columns at the end, U the columns divided by them.
//
// smallSvd_TYPE_N: to N rows and columns, N lanes a matrix, 128 / N matrices a block; columns of A and V in registers (2 N a lane, and N
// of the partner). Each sweep moves 2 N^2 numbers a lane by shuffles, which is the price (a warp's shuffle a clock): for 32 x 32
// float32 some 2,000 clocks a sweep, 7 sweeps, so 0.6 ms for 10,000 on 132 multiprocessors. Kernels of values alone leave V out.
// smallSvd_TYPE_block: a block a matrix, A and V in shared memory where they fit, else in memory of the block's own, which stays
// in the cache.
#include "smallJacobi.cuh"

constexpr int SVD_BLOCK = 128;

// Unit columns orthogonal to all others in place of those of length 0: the unit vector that the others reach least, made orthogonal to
// them twice (Kahan's "twice is enough").
template <typename T, int N> __device__ __forceinline__ void complete(T (&u)[N], bool missing, int lane, int rows, int columns) {
  if (!__any_sync(WARP, missing)) return;
#pragma unroll 1
  for (int j = 0; j < columns; j++) {
    const bool wanted = teamAny<N>(missing && lane == j);
    if (!__any_sync(WARP, wanted)) continue;
    int least = 0;
    T reach = 2 * N;
#pragma unroll
    for (int i = 0; i < N; i++) {
      T r = teamSum<N>(u[i] * u[i]);
      if (i < rows && r < reach) reach = r, least = i;
    }
    T w[N];
#pragma unroll
    for (int i = 0; i < N; i++) w[i] = i == least ? 1 : 0;
    for (int turn = 0; turn < 2; turn++) {
      T along = 0;
#pragma unroll
      for (int i = 0; i < N; i++) along += u[i] * w[i];
#pragma unroll
      for (int i = 0; i < N; i++) w[i] -= teamSum<N>(along * u[i]);
    }
    T scale = 1 / sqrt(squares(w));
#pragma unroll
    for (int i = 0; i < N; i++) u[i] = wanted && lane == j ? w[i] * scale : u[i];
  }
}

// Operands: codes, U, S, V^T, A.
template <typename T, int N, bool VECTORS>
__device__ __forceinline__ void smallSvd(const Batch<5>& batch, int m, int n, int* codes, T* u, T* s, T* vt, const T* in) {
  constexpr int TEAMS = SVD_BLOCK / N;
  const int lane = threadIdx.x % N;
  for (long long first = (long long)blockIdx.x * TEAMS; first < batch.count; first += (long long)gridDim.x * TEAMS) {
    const long long number = first + threadIdx.x / N;
    const bool mine = number < batch.count && lane < n;
    long long at[5];
    matrixAt(batch, number < batch.count ? number : 0, at);
    const T* a = in + at[4] + lane * batch.column[4];
    T x[N], v[VECTORS ? N : 1], most = 0;
    bool bad = false;
#pragma unroll
    for (int i = 0; i < N; i++) {
      x[i] = mine && i < m ? a[i * batch.row[4]] : (T)0;
      bad |= !isFinite(x[i]);
      most = fabs(x[i]) > most ? fabs(x[i]) : most;
    }
    bad = teamAny<N>(bad);
    most = teamLargest<N>(most);
    const int exponent = most > 0 && most <= JacobiRange<T>::MOST ? JacobiRange<T>::SCALE - ilogb(most) : 0;
    const PowerOfTwo<T> up(exponent), down(-exponent);
#pragma unroll
    for (int i = 0; i < N; i++) x[i] = bad ? (T)NAN : up * x[i];
    const bool nothing = squares(x) < JacobiRange<T>::NOTHING;
#pragma unroll
    for (int i = 0; i < N; i++) {
      x[i] = nothing ? (T)0 : x[i];
      if (VECTORS) v[i] = i == lane ? 1 : 0;
    }
    const int left = jacobi<T, N, VECTORS>(x, v, lane, m);
    const T length = sqrt(squares(x));
    if (mine && lane == 0) codes[at[0]] = bad ? NOT_FINITE : left;
    if (mine) s[at[2] + lane * batch.row[2]] = down * length;
    if (!VECTORS) continue;
    const bool missing = lane < n && length == 0;
#pragma unroll
    for (int i = 0; i < N; i++) x[i] = length == 0 ? (T)0 : x[i] / length;
    complete(x, missing, lane, m, n);
    if (!mine) continue;
#pragma unroll
    for (int i = 0; i < N; i++) {
      if (i < m) u[at[1] + i * batch.row[1] + lane * batch.column[1]] = x[i];
      if (i < n) vt[at[3] + lane * batch.row[3] + i * batch.column[3]] = v[i];
    }
  }
}

// ---- a block a matrix

// The same completion for columns in memory, from column j on; a thread a row, to JACOBI_BLOCK rows.
template <typename T> __device__ __forceinline__ void completeInMemory(T* u, int rows, int from, int columns) {
  __shared__ T w[JACOBI_BLOCK];
  const auto add = [](T a, T b) { return a + b; };
  const int t = threadIdx.x;
  for (int j = from; j < columns; j++) {
    T reach = t < rows ? 0 : 2;
    for (int c = 0; t < rows && c < j; c++) reach += u[c * rows + t] * u[c * rows + t];
    T least = overBlock(reach, [](T a, T b) { return b < a ? b : a; });
    int place = overBlock(reach == least ? t : JACOBI_BLOCK, [](int a, int b) { return b < a ? b : a; });
    w[t] = t == place ? 1 : 0;
    for (int turn = 0; turn < 2; turn++) {
      __syncthreads();
      T mine = w[t];
      for (int c = 0; c < j; c++) {
        T along = 0;
        for (int i = 0; i < rows; i++) along += u[c * rows + i] * w[i];
        if (t < rows) mine -= along * u[c * rows + t];
      }
      __syncthreads();
      w[t] = mine;
    }
    T scale = 1 / sqrt(overBlock(t < rows ? w[t] * w[t] : (T)0, add));
    if (t < rows) u[j * rows + t] = w[t] * scale;
    __syncthreads();
  }
}

// Loads A's columns scaled, which starts V too. Returns the exponent; bad says that a number is not finite.
template <typename T>
__device__ __forceinline__ int loadColumns(T* x, T* v, const T* a, long long row, long long column, int m, int n, bool& bad) {
  const auto larger = [](T p, T q) { return q > p ? q : p; };
  T most = 0;
  int wrong = 0;
  for (int e = threadIdx.x; e < m * n; e += JACOBI_BLOCK) {
    int i = e / n, j = e - i * n;
    T one = a[i * row + j * column];
    x[j * m + i] = one;
    wrong |= !isFinite(one);
    most = fabs(one) > most ? fabs(one) : most;
  }
  bad = overBlock(wrong, [](int p, int q) { return p | q; }) != 0;
  most = overBlock(most, larger);
  const int exponent = !bad && most > 0 ? JacobiRange<T>::SCALE - ilogb(most) : 0;
  const PowerOfTwo<T> up(exponent);
  for (int e = threadIdx.x; e < m * n; e += JACOBI_BLOCK) x[e] = bad ? (T)NAN : up * x[e];
  for (int e = threadIdx.x; v && e < n * n; e += JACOBI_BLOCK) v[e] = e % (n + 1) == 0 ? 1 : 0;
  __syncthreads();
  for (int j = threadIdx.x / 32; j < n; j += JACOBI_BLOCK / 32) {
    T sum = 0;
    for (int i = threadIdx.x % 32; i < m; i += 32) sum += x[j * m + i] * x[j * m + i];
    if (!(teamSum<32>(sum) < JacobiRange<T>::NOTHING)) continue;
    for (int i = threadIdx.x % 32; i < m; i += 32) x[j * m + i] = 0;
  }
  __syncthreads();
  return exponent;
}

// xPlace and vPlace: where a block's columns begin in shared memory, in elements; or, as -1 - place, in its part of the scratch.
template <typename T, bool VECTORS>
__device__ __forceinline__ void smallSvdBlock(const Batch<5>& batch, int m, int n, int xPlace, int vPlace, long long scratchStep,
                                              int* codes, T* u, T* s, T* vt, const T* in, T* scratch) {
  DYN_SHARED(T, shared);
  __shared__ T lengths[JACOBI_BLOCK];
  scratch += blockIdx.x * scratchStep;
  T* x = xPlace >= 0 ? shared + xPlace : scratch + (-1 - xPlace);
  T* v = !VECTORS ? nullptr : vPlace >= 0 ? shared + vPlace : scratch + (-1 - vPlace);
  for (long long number = blockIdx.x; number < batch.count; number += gridDim.x) {
    long long at[5];
    matrixAt(batch, number, at);
    bool bad;
    const int exponent = loadColumns(x, v, in + at[4], batch.row[4], batch.column[4], m, n, bad);
    const PowerOfTwo<T> down(-exponent);
    const int left = jacobiInMemory(x, m, v, n);
    for (int j = threadIdx.x / 32; j < n; j += JACOBI_BLOCK / 32) {
      T sum = 0;
      for (int i = threadIdx.x % 32; i < m; i += 32) sum += x[j * m + i] * x[j * m + i];
      T length = sqrt(teamSum<32>(sum));
      if (threadIdx.x % 32 == 0) {
        lengths[j] = length;
        s[at[2] + j * batch.row[2]] = down * length;
      }
    }
    if (threadIdx.x == 0) codes[at[0]] = bad ? NOT_FINITE : left;
    __syncthreads();
    if (VECTORS) {
      int rank = n;
      while (rank > 0 && lengths[rank - 1] == 0) rank--;
      for (int e = threadIdx.x; e < m * n; e += JACOBI_BLOCK) x[e] = e / m < rank ? x[e] / lengths[e / m] : (T)0;
      __syncthreads();
      completeInMemory(x, m, rank, n);
      for (int e = threadIdx.x; e < m * n; e += JACOBI_BLOCK) {
        int i = e / n, j = e - i * n;
        u[at[1] + i * batch.row[1] + j * batch.column[1]] = x[j * m + i];
      }
      for (int e = threadIdx.x; e < n * n; e += JACOBI_BLOCK) {
        int j = e / n, i = e - j * n;
        vt[at[3] + j * batch.row[3] + i * batch.column[3]] = v[e];
      }
    }
    __syncthreads();
  }
}

#define SMALL_SVD(T, type, N)                                                                                                     \
  KERNEL_BOUNDS(SVD_BLOCK, smallSvd_##type##_##N, Batch<5> batch, int m, int n, int* codes, T* u, T* s, T* vt, const T* in) {      \
    smallSvd<T, N, true>(batch, m, n, codes, u, s, vt, in);                                                                       \
  }                                                                                                                               \
  KERNEL_BOUNDS(SVD_BLOCK, smallSvdValues_##type##_##N, Batch<5> batch, int m, int n, int* codes, T* u, T* s, T* vt, const T* in) { \
    smallSvd<T, N, false>(batch, m, n, codes, u, s, vt, in);                                                                      \
  }
#define SMALL_SVD_BLOCK(T, type)                                                                                                  \
  KERNEL_BOUNDS(JACOBI_BLOCK, smallSvd_##type##_block, Batch<5> batch, int m, int n, int xPlace, int vPlace, long long scratchStep, \
                int* codes, T* u, T* s, T* vt, const T* in, T* scratch) {                                                         \
    smallSvdBlock<T, true>(batch, m, n, xPlace, vPlace, scratchStep, codes, u, s, vt, in, scratch);                               \
  }                                                                                                                               \
  KERNEL_BOUNDS(JACOBI_BLOCK, smallSvdValues_##type##_block, Batch<5> batch, int m, int n, int xPlace, int vPlace,                \
                long long scratchStep, int* codes, T* u, T* s, T* vt, const T* in, T* scratch) {                                  \
    smallSvdBlock<T, false>(batch, m, n, xPlace, vPlace, scratchStep, codes, u, s, vt, in, scratch);                              \
  }

SMALL_SVD(float, f32, 8)
SMALL_SVD(float, f32, 16)
SMALL_SVD(float, f32, 32)
SMALL_SVD(double, f64, 8)
SMALL_SVD(double, f64, 16)
SMALL_SVD(double, f64, 32)
SMALL_SVD_BLOCK(float, f32)
SMALL_SVD_BLOCK(double, f64)
