// LU with partial pivoting of large matrices, A[order] = L U (Golub and Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1, by panels
// as in LAPACK's getrf): a panel of W columns, then the rows that it exchanged and its part of U, then a product for what is left.
//
// blockedLu_panel: one block for a matrix of the batch. A panel has 32 columns for up to 1024 rows of float32, and half as many for
// each doubling, so that it fits into the registers of 512 threads (panel.cuh): no column is read again. The pivot of a column is the
// first of its largest absolute values: threads hold their rows in order, so the first lane with the maximum has the first row. Two
// barriers a column. What the rows' exchanges come to is left as a list of moves, which blockedLu_rows applies to all other columns.
// A column of zeros is passed over: U holds the zero, as LAPACK's does.
//
// blockedLu_rows: a block for 32 columns of the matrix outside of the panel, neighbouring threads on neighbouring columns: rows move
// through shared memory, and one warp solves with the unit lower triangle of the panel where U is wanted, a thread a column.
#pragma once
#include "pivot.cuh"

template <class T, int W, int R> struct LuPanel {
  Panel<T, W, R> panel;
  int from[R];

  // The pivot of column `now`, at place S among the first four.
  template <int S> __device__ __forceinline__ Pivot<T> choose(int now, int rows, T* candidates, int* candidateRows) {
    T best = -1;
    int row = now, lane = threadIdx.x % 32, warp = threadIdx.x / 32;
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      T size = fabs(panel.at[r][S]);
      if (mine >= now && mine < rows && size > best) {
        best = size;
        row = mine;
      }
    }
    Pivot<T> p = largest(best, row);
    if (lane == 0) {
      candidates[warp] = p.value;
      candidateRows[warp] = p.row;
    }
    __syncthreads();
    bool there = lane < blockDim.x / 32;
    p = largest(there ? candidates[lane] : T(-2), there ? candidateRows[lane] : now);
    if (!(p.value > 0)) p.row = now;
    return p;
  }

  // Exchanges rows and eliminates one column; left: how many of the panel's columns begin at the first place.
  template <int S>
  __device__ __forceinline__ void step(int now, int left, int rows, T* top, T* pivot, int* tags, T* candidates, int* candidateRows,
                                       int* chosen) {
    Pivot<T> p = choose<S>(now, rows, candidates, candidateRows);
    if (threadIdx.x == 0) chosen[now] = p.row;
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      if (mine == p.row) {
        panel.publish(pivot, r);
        tags[0] = from[r];
      }
      if (mine == now) {
        panel.publish(top, r);
        tags[1] = from[r];
      }
    }
    __syncthreads();
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      if (p.row != now && mine == now) {
        panel.take(pivot, r);
        from[r] = tags[0];
      } else if (p.row != now && mine == p.row) {
        panel.take(top, r);
        from[r] = tags[1];
      }
    }
    if (!(p.value > 0)) return;
    T factor[R];
#pragma unroll
    for (int r = 0; r < R; r++) {
      bool below = threadIdx.x * R + r > now;
      factor[r] = below ? panel.at[r][S] / pivot[S] : T(0);
      if (below) panel.at[r][S] = factor[r];
    }
#pragma unroll
    for (int k = 0; k < W; k += 4) {
      if (k >= left) break;
      Four<T> row;
      row.load(pivot + k);
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (k + i > S) {
#pragma unroll
          for (int r = 0; r < R; r++) panel.at[r][k + i] -= factor[r] * row.at[i];
        }
      }
    }
  }

  // What the exchanges came to: the first W rows, then the rows that were chosen.
  __device__ void tell(Move* moves, const int* chosen, int pivots, int rows) {
    for (int i = threadIdx.x; i < 2 * W; i += blockDim.x) {
      if (i >= (i < W ? rows : W + pivots)) moves[i] = Move{-1, -1};
    }
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      if (mine < W && mine < rows) moves[mine] = Move{mine, from[r]};
      for (int i = 0; i < pivots; i++) {
        if (chosen[i] == mine) moves[W + i] = Move{mine < W ? -1 : mine, from[r]};
      }
    }
  }

  // The same exchanges on the list of rows.
  __device__ void reorder(int* order, int rows) {
    int moved[R];
#pragma unroll
    for (int r = 0; r < R; r++) moved[r] = threadIdx.x * R + r < rows ? order[from[r]] : 0;
    __syncthreads();
#pragma unroll
    for (int r = 0; r < R; r++) {
      if (threadIdx.x * R + r < rows) order[threadIdx.x * R + r] = moved[r];
    }
  }
};

template <class T, int W, int R>
__device__ void luPanel(T* a, const Work& w, int column, int pivots, Move* moves, int* order, T* sign) {
  __shared__ __align__(16) T top[W], pivot[W];
  __shared__ T candidates[PANEL_WARPS];
  __shared__ int candidateRows[PANEL_WARPS], chosen[W], tags[2];
  int rows = w.rows - column;
  T* first = a + blockIdx.x * w.matrix + column * w.lead + column;
  LuPanel<T, W, R> lu;
  lu.panel.load(first, w.lead, rows);
#pragma unroll
  for (int r = 0; r < R; r++) lu.from[r] = threadIdx.x * R + r;
#pragma unroll 1
  for (int j = 0; j < W; j += 4) {
    int left = W - j;
    if (j < pivots) lu.template step<0>(j, left, rows, top, pivot, tags, candidates, candidateRows, chosen);
    if (j + 1 < pivots) lu.template step<1>(j + 1, left, rows, top, pivot, tags, candidates, candidateRows, chosen);
    if (j + 2 < pivots) lu.template step<2>(j + 2, left, rows, top, pivot, tags, candidates, candidateRows, chosen);
    if (j + 3 < pivots) lu.template step<3>(j + 3, left, rows, top, pivot, tags, candidates, candidateRows, chosen);
    lu.panel.move();
  }
  lu.panel.store(first, w.lead, 0, rows);
  __syncthreads();
  lu.tell(moves + blockIdx.x * 2 * W, chosen, pivots, rows);
  lu.reorder(order + (long long)blockIdx.x * w.rows + column, rows);
  if (threadIdx.x == 0) {
    int odd = 0;
    for (int i = 0; i < pivots; i++) odd ^= chosen[i] != i;
    if (odd) sign[blockIdx.x] = -sign[blockIdx.x];
  }
}

// Rows of all columns but the panel's; U's rows in the columns from the panel's end to before `solved`.
template <class T, int W> __device__ void luRows(T* a, const Work& w, int column, int pivots, int solved, const Move* moves) {
  __shared__ T moved[2 * W][33];
  __shared__ __align__(16) T lower[W][W];  // by columns: a step of the solution reads one
  int x = threadIdx.x % 32, y = threadIdx.x / 32, high = blockDim.x / 32, rows = w.rows - column;
  int c = blockIdx.x * 32 + x;
  bool active = c < w.columns && (c < column || c >= column + W), upper = c >= column + W && c < solved;
  T* first = a + blockIdx.y * w.matrix + column * w.lead;
  moves += blockIdx.y * 2 * W;
  for (int i = y; i < 2 * W; i += high) {
    int from = moves[i].from;
    moved[i][x] = active && from >= 0 ? first[from * w.lead + c] : T(0);
  }
  for (int e = threadIdx.x; e < W * W; e += blockDim.x) {
    int i = e / W, k = e % W;
    lower[k][i] = k < i && i < pivots ? first[i * w.lead + column + k] : T(0);
  }
  __syncthreads();
  for (int i = y; i < 2 * W; i += high) {
    int to = moves[i].to;
    if (active && to >= 0 && (i >= W || !upper)) first[to * w.lead + c] = moved[i][x];
  }
  if (y > 0 || !upper) return;
  T u[W];
#pragma unroll
  for (int i = 0; i < W; i++) u[i] = moved[i][x];
#pragma unroll
  for (int k = 0; k < W; k++) {
#pragma unroll
    for (int i = (k + 1) / 4 * 4; i < W; i += 4) {
      Four<T> four;
      four.load(&lower[k][i]);
#pragma unroll
      for (int e = 0; e < 4; e++) {
        if (i + e > k) u[i + e] -= four.at[e] * u[k];
      }
    }
  }
#pragma unroll
  for (int i = 0; i < W; i++) {
    if (i < rows) first[i * w.lead + c] = u[i];
  }
}

#define LU_PANEL(file, T, type, W, R)                                                                                               \
  KERNEL_BOUNDS(PANEL_THREADS, file##_panel##W##_##type, T* a, Work w, int column, int pivots, Move* moves, int* order, T* sign) {  \
    luPanel<T, W, R>(a, w, column, pivots, moves, order, sign);                                                                     \
  }                                                                                                                                 \
  LU_ROWS(file, T, type, W)
#define LU_ROWS(file, T, type, W)                                                                                                   \
  KERNEL_BOUNDS(256, file##_rows##W##_##type, T* a, Work w, int column, int pivots, int solved, const Move* moves) {                \
    luRows<T, W>(a, w, column, pivots, solved, moves);                                                                              \
  }
