// X with T X = B for one block of up to 32 rows on the diagonal of a lower triangular matrix; products do the rest of T. An upper one is
// a lower one that begins at its end, with negative steps; a transposed one has its steps exchanged.
//
// substitution_solve: a thread a column of B, with its 32 numbers in registers; T stands in shared memory by columns, so a step reads
// 16 bytes for all threads at once. Divided by the diagonal, not multiplied by its inverse: 1 / x may overflow.
// substitution_diagonal: one block a matrix; the first zero of a diagonal becomes the code of a matrix that has none.
#include "panel.cuh"

constexpr int SUBSTITUTION = 32;

// Where matrices of a batch stand, by value in the arguments.
struct Strided {
  long long matrix, row, column;
};

template <class T>
__device__ void substitute(const T* t, const Strided& at, int size, int unit, T* b, const Strided& bAt, int columns) {
  __shared__ __align__(16) T column[SUBSTITUTION][SUBSTITUTION];
  __shared__ T diagonal[SUBSTITUTION];
  t += blockIdx.y * at.matrix;
  for (int e = threadIdx.x; e < SUBSTITUTION * SUBSTITUTION; e += blockDim.x) {
    int i = at.column == 1 || at.column == -1 ? e / SUBSTITUTION : e % SUBSTITUTION;
    int k = at.column == 1 || at.column == -1 ? e % SUBSTITUTION : e / SUBSTITUTION;
    bool there = i < size && k < i + 1;
    T x = there && (k < i || !unit) ? t[i * at.row + k * at.column] : T(0);
    column[k][i] = k < i ? x : T(0);
    if (k == i) diagonal[i] = there && !unit ? x : T(1);
  }
  __syncthreads();
  long long c = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (c >= columns) return;
  b += blockIdx.y * bAt.matrix + c * bAt.column;
  T x[SUBSTITUTION];
#pragma unroll
  for (int i = 0; i < SUBSTITUTION; i++) x[i] = i < size ? b[i * bAt.row] : T(0);
#pragma unroll
  for (int k = 0; k < SUBSTITUTION; k++) {
    if (!unit) x[k] /= diagonal[k];
#pragma unroll
    for (int i = (k + 1) / 4 * 4; i < SUBSTITUTION; i += 4) {
      Four<T> four;
      four.load(&column[k][i]);
#pragma unroll
      for (int e = 0; e < 4; e++) {
        if (i + e > k) x[i + e] -= four.at[e] * x[k];
      }
    }
  }
#pragma unroll
  for (int i = 0; i < SUBSTITUTION; i++) {
    if (i < size) b[i * bAt.row] = x[i];
  }
}

template <class T> __device__ void diagonal(const T* t, const Strided& at, int n, int* codes) {
  __shared__ int first;
  if (threadIdx.x == 0) first = n;
  __syncthreads();
  t += blockIdx.x * at.matrix;
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    if (t[i * (at.row + at.column)] == 0) atomicMin(&first, i);
  }
  __syncthreads();
  if (threadIdx.x == 0 && first < n && codes[blockIdx.x] == 0) codes[blockIdx.x] = first + 1;
}

#define SUBSTITUTION_KERNELS(T, type)                                                                                                  \
  KERNEL_BOUNDS(64, substitution_solve_##type, const T* t, Strided at, int size, int unit, T* b, Strided bAt, int columns) {           \
    substitute(t, at, size, unit, b, bAt, columns);                                                                                    \
  }                                                                                                                                    \
  KERNEL_BOUNDS(256, substitution_diagonal_##type, const T* t, Strided at, int n, int* codes) { diagonal(t, at, n, codes); }
SUBSTITUTION_KERNELS(float, f32)
SUBSTITUTION_KERNELS(double, f64)
