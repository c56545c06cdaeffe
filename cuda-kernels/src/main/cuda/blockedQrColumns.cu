// Panels of Householder QR that are too tall for the registers of one block (blockedQr.cuh): 32 columns, a launch a column.
//
// A launch ends what the one before began: each block adds up the products of the column with all columns that all blocks left (up
// to 128 of them, in their order), knows the reflector from them, applies it to its own rows, and leaves its products for the next
// column. The row of the next diagonal, which its owner changes while others would read it, is left beside. The panel stays in
// the L2 cache. blockedQrColumns_end then makes T in every block, and V and Y = V T^T row by row.
#include "reflector.cuh"

constexpr int COLUMNS = 32;
constexpr int COLUMN_THREADS = 128;
constexpr int COLUMN_WARPS = COLUMN_THREADS / 32;

// What launches leave for the next ones, for each matrix: two of those that alternate.
template <class T> struct Left {
  T products[2][COLUMN_THREADS][COLUMNS];
  T top[2][COLUMNS];
  T common[COLUMNS][COLUMNS];  // V^T v of each column
  T tau[COLUMNS];
};

template <class T> __device__ void qrStep(T* a, const Work& w, int column, int each, int now, int pivots, Left<T>* lefts) {
  __shared__ T sums[COLUMN_WARPS][COLUMNS];
  __shared__ T update[COLUMNS], top[COLUMNS];
  int lane = threadIdx.x % 32, warp = threadIdx.x / 32, rows = w.rows - column, old = now & 1, fresh = old ^ 1;
  Left<T>& left = lefts[blockIdx.y];
  a += blockIdx.y * w.matrix + column * w.lead + column;
  T inverse = 0, beta = 0;
  if (now >= 0) {
    T sum = 0;
    for (int b = warp; b < gridDim.x; b += COLUMN_WARPS) sum += left.products[old][b][lane];
    sums[warp][lane] = sum;
    if (warp == 0) top[lane] = left.top[old][lane];
    __syncthreads();
    T square = 0, mine = 0;
    for (int i = 0; i < COLUMN_WARPS; i++) {
      square += sums[i][now];
      mine += sums[i][lane];
    }
    Reflector<T> h(top[now], square);
    T whole = top[lane] + mine * h.inverse;
    inverse = h.inverse;
    beta = h.beta;
    if (warp == 0) update[lane] = lane > now ? h.tau * whole : T(0);
    if (blockIdx.x == 0 && warp == 0) {
      left.common[now][lane] = whole;
      if (lane == 0) left.tau[now] = h.tau;
    }
    __syncthreads();
  }
  T products[COLUMNS];
#pragma unroll
  for (int k = 0; k < COLUMNS; k++) products[k] = 0;
  int last = min(rows, int(blockIdx.x + 1) * each);
  for (int i = blockIdx.x * each + threadIdx.x; i < last; i += COLUMN_THREADS) {
    if (i < now) continue;
    T* to = a + i * w.lead;
    T line[COLUMNS], x = 0;
#pragma unroll
    for (int k = 0; k < COLUMNS; k += 4) {
      Four<T> four;
      four.load(to + k);
#pragma unroll
      for (int e = 0; e < 4; e++) line[k + e] = four.at[e];
    }
    if (now >= 0) {
      T v = i == now ? T(1) : to[now] * inverse;
#pragma unroll
      for (int k = 0; k < COLUMNS; k++) line[k] = k == now ? (i == now ? beta : v) : k > now ? line[k] - v * update[k] : line[k];
#pragma unroll
      for (int k = 0; k < COLUMNS; k += 4) {
        Four<T> four;
#pragma unroll
        for (int e = 0; e < 4; e++) four.at[e] = line[k + e];
        four.store(to + k);
      }
    }
#pragma unroll
    for (int k = 0; k < COLUMNS; k++) x = k == now + 1 ? line[k] : x;
    if (i == now + 1) {
#pragma unroll
      for (int k = 0; k < COLUMNS; k++) left.top[fresh][k] = line[k];
    } else if (i > now + 1) {
#pragma unroll
      for (int k = 0; k < COLUMNS; k++) products[k] += x * line[k];
    }
  }
  if (now + 1 >= pivots) return;
  __syncthreads();
  sums[warp][lane] = sumsOfWarp<T, COLUMNS>(products);
  __syncthreads();
  if (warp == 0) {
    T sum = 0;
    for (int i = 0; i < COLUMN_WARPS; i++) sum += sums[i][lane];
    left.products[fresh][blockIdx.x][lane] = sum;
  }
}

template <class T>
__device__ void qrEnd(const T* a, const Work& w, int column, int pivots, const Left<T>* lefts, T* v, T* y, const Work& reflectors) {
  __shared__ T t[COLUMNS][COLUMNS + 1], common[COLUMNS][COLUMNS];
  const Left<T>& left = lefts[blockIdx.y];
  for (int e = threadIdx.x; e < COLUMNS * COLUMNS; e += blockDim.x) {
    t[e / COLUMNS][e % COLUMNS] = 0;
    common[e / COLUMNS][e % COLUMNS] = e / COLUMNS < pivots ? left.common[e / COLUMNS][e % COLUMNS] : T(0);
  }
  __syncthreads();
  if (threadIdx.x < 32) {
    int i = threadIdx.x;
    for (int now = 0; now < pivots; now++) {
      T sum = 0, tau = left.tau[now];
      for (int k = 0; k < now; k++) sum += t[i][k] * common[now][k];
      t[i][now] = i < now ? -tau * sum : i == now ? tau : T(0);
    }
  }
  __syncthreads();
  int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= w.rows - column) return;
  a += blockIdx.y * w.matrix + (column + row) * w.lead + column;
  long long at = blockIdx.y * reflectors.matrix + (column + row) * reflectors.lead + reflectors.columns;
  T line[COLUMNS];
#pragma unroll
  for (int k = 0; k < COLUMNS; k++) {
    line[k] = k >= pivots || row < k ? T(0) : row == k ? T(1) : a[k];
    v[at + k] = line[k];
  }
#pragma unroll 1
  for (int i = 0; i < COLUMNS; i++) {
    T sum = 0;
#pragma unroll
    for (int k = 0; k < COLUMNS; k++) sum += line[k] * t[i][k];
    y[at + i] = sum;
  }
}

#define QR_COLUMNS(T, type)                                                                                                            \
  KERNEL_BOUNDS(COLUMN_THREADS, blockedQrColumns_step_##type, T* a, Work w, int column, int each, int now, int pivots, Left<T>* left) { \
    qrStep(a, w, column, each, now, pivots, left);                                                                                     \
  }                                                                                                                                    \
  KERNEL_BOUNDS(COLUMN_THREADS, blockedQrColumns_end_##type, const T* a, Work w, int column, int pivots, const Left<T>* left, T* v,    \
                T* y, Work reflectors) {                                                                                               \
    qrEnd(a, w, column, pivots, left, v, y, reflectors);                                                                               \
  }
QR_COLUMNS(float, f32)
QR_COLUMNS(double, f64)
