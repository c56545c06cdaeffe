// Cholesky of large matrices, A = L L^T (Golub and Van Loan, Matrix Computations, 4th ed., section 4.2.6), by panels of 32 columns; a
// product for what is left of A follows each. Only the lower triangle is read.
//
// blockedCholesky_panel: a block for 128 rows of the panel, a thread a row with its 32 numbers in registers. Every block factors the
// 32 x 32 numbers of the diagonal again, a lane a row: that costs less than a launch and needs no other block. Since all blocks read
// them, L goes to memory of its own. The first block writes the triangle, and the order of the leading minor that is not positive, if
// the matrix has no code yet. Rows below the square are right sides transposed: they come out as (L^-1 B)^T.
#include "panel.cuh"

constexpr int CHOLESKY = 32;
constexpr int CHOLESKY_ROWS = 128;

template <class T> struct Triangle {
  __align__(16) T column[CHOLESKY][CHOLESKY];  // L by columns
  T inverse[CHOLESKY];
};

// By one warp, the lane's row in registers. Returns the number of the first pivot that is not positive, from 1 on, or 0.
template <class T> __device__ int factor(T (&row)[CHOLESKY], int size, Triangle<T>& l) {
  int lane = threadIdx.x % 32, failed = 0;
#pragma unroll
  for (int k = 0; k < CHOLESKY; k++) {
    T pivot = __shfl_sync(ALL_LANES, row[k], k);
    if (k < size && failed == 0 && !(pivot > 0)) failed = k + 1;
    T root = sqrt(pivot), inverse = k < size ? 1 / root : T(0);
    T mine = lane > k ? row[k] * inverse : lane == k ? root : T(0);
    if (lane == k) l.inverse[k] = inverse;
    l.column[k][lane] = mine;
    row[k] = mine;
    __syncwarp();
#pragma unroll
    for (int c = (k + 1) / 4 * 4; c < CHOLESKY; c += 4) {
      Four<T> four;
      four.load(&l.column[k][c]);
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (c + i > k) row[c + i] -= mine * four.at[i];
      }
    }
  }
  return failed;
}

template <class T> __device__ __forceinline__ void loadRow(T (&row)[CHOLESKY], const T* from, bool there) {
#pragma unroll
  for (int k = 0; k < CHOLESKY; k += 4) {
    Four<T> four = {};
    if (there) four.load(from + k);
#pragma unroll
    for (int i = 0; i < 4; i++) row[k + i] = four.at[i];
  }
}

template <class T> __device__ __forceinline__ void storeRow(const T (&row)[CHOLESKY], T* to) {
#pragma unroll
  for (int k = 0; k < CHOLESKY; k += 4) {
    Four<T> four;
#pragma unroll
    for (int i = 0; i < 4; i++) four.at[i] = row[k + i];
    four.store(to + k);
  }
}

// w.columns is the order of the matrix, w.rows has the right sides too.
template <class T> __device__ void choleskyPanel(const T* a, T* l, const Work& w, int column, int* codes) {
  __shared__ Triangle<T> triangle;
  int size = min(CHOLESKY, w.columns - column);
  a += blockIdx.y * w.matrix + column;
  l += blockIdx.y * w.matrix + column;
  T row[CHOLESKY];
  if (threadIdx.x < 32) {
    int i = threadIdx.x;
    loadRow(row, a + (column + i) * w.lead, i < size);
    int failed = factor(row, size, triangle);
    if (blockIdx.x == 0) {
#pragma unroll
      for (int k = 0; k < CHOLESKY; k++) row[k] = k <= i ? row[k] : T(0);
      if (i < size) storeRow(row, l + (column + i) * w.lead);
      if (i == 0 && failed != 0 && codes[blockIdx.y] == 0) codes[blockIdx.y] = column + failed;
    }
  }
  __syncthreads();
  int mine = column + size + blockIdx.x * CHOLESKY_ROWS + threadIdx.x;
  loadRow(row, a + mine * w.lead, mine < w.rows);
#pragma unroll
  for (int k = 0; k < CHOLESKY; k++) {
    row[k] *= triangle.inverse[k];
#pragma unroll
    for (int c = (k + 1) / 4 * 4; c < CHOLESKY; c += 4) {
      Four<T> four;
      four.load(&triangle.column[k][c]);
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (c + i > k) row[c + i] -= row[k] * four.at[i];
      }
    }
  }
  if (mine < w.rows) storeRow(row, l + mine * w.lead);
}

KERNEL_BOUNDS(CHOLESKY_ROWS, blockedCholesky_panel_f32, const float* a, float* l, Work w, int column, int* codes) {
  choleskyPanel(a, l, w, column, codes);
}
KERNEL_BOUNDS(CHOLESKY_ROWS, blockedCholesky_panel_f64, const double* a, double* l, Work w, int column, int* codes) {
  choleskyPanel(a, l, w, column, codes);
}
