// Householder QR of large matrices by panels: A = Q R with Q = H_1 H_2 ..., H = I - tau v v^T (LAPACK's geqrf), and for each panel the
// compact form I - V T V^T of its reflectors' product (Schreiber and Van Loan 1989). What is right of a panel is two products away.
//
// blockedQr_panel: one block for a matrix of the batch, with the panel in registers (panel.cuh). A column costs one reading of them: the
// products of the column, below its diagonal, with all W columns of the panel give at once its norm, what v has in common with the
// columns to come (the update), and with the reflectors before it (V^T v, from which T grows by a column). W sums over a warp
// take about W shuffles, half of the sums changing sides each time, and lane by lane one sum is left. Two barriers a column.
// Written: R in place, V with its ones and zeros, and Y = V T^T, so that Q^T A = A - Y (V^T A) and Q A = A - V (Y^T A).
//
// Columns come scaled to a largest absolute value between 1 and 2 (workingCopy_scale), so squares do not overflow; a column whose rest
// has a norm below 1e-15 (float32; 1e-145 for float64) is what it would be without that rest: H = I, as LAPACK has it for a rest of zeros.
#pragma once
#include "reflector.cuh"

template <class T, int W> struct QrShared {
  T part[PANEL_WARPS][W + 1];
  __align__(16) T top[W];     // the row of the diagonal, by places
  __align__(16) T update[W];  // what its reflector takes from that row
  T common[W];                // V^T v, by columns
  T t[W][W + 1];
  T inverse, tau, beta;
};

template <class T, int W, int R> struct QrPanel {
  Panel<T, W, R> panel;

  // Column `now`, at place S; left: how many of the panel's columns begin at the first place.
  template <int S> __device__ __forceinline__ void step(int now, int left, QrShared<T, W>& s) {
    int lane = threadIdx.x % 32, warp = threadIdx.x / 32, warps = blockDim.x / 32;
    T products[W];
#pragma unroll
    for (int k = 0; k < W; k++) products[k] = 0;
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      T x = mine > now ? panel.at[r][S] : T(0);
#pragma unroll
      for (int k = 0; k < W; k++) products[k] += x * panel.at[r][k];
      if (mine == now) panel.publish(s.top, r);
    }
    T sum = sumsOfWarp<T, W>(products);
    if (lane % (32 / W) == 0) s.part[warp][lane / (32 / W)] = sum;
    __syncthreads();
    T square = sumOfWarp(lane < warps ? s.part[lane][S] : T(0));
    Reflector<T> h(s.top[S], square);
    for (int k = warp; k < W; k += warps) {
      T below = sumOfWarp(lane < warps ? s.part[lane][k] : T(0)), whole = s.top[k] + below * h.inverse;
      if (lane == 0) {
        bool done = k >= left || k < S;
        s.update[k] = done ? T(0) : h.tau * whole;
        if (done) s.common[k >= left ? k - left : now - S + k] = whole;
      }
    }
    __syncthreads();
#pragma unroll
    for (int r = 0; r < R; r++) {
      int mine = threadIdx.x * R + r;
      T v = mine > now ? panel.at[r][S] * h.inverse : T(mine == now);
      if (mine > now) panel.at[r][S] = v;
      if (mine == now) panel.at[r][S] = h.beta;
      reflect<S>(r, v, left, s.update);
    }
    if (warp == warps - 1) grow(now, h.tau, s);
  }

  template <int S> __device__ __forceinline__ void reflect(int r, T v, int left, const T* update) {
#pragma unroll
    for (int k = 0; k < W; k += 4) {
      if (k >= left) break;
      Four<T> u;
      u.load(update + k);
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (k + i > S) panel.at[r][k + i] -= v * u.at[i];
      }
    }
  }

  // A column of T, by one warp: t = -tau T (V^T v).
  __device__ __forceinline__ void grow(int now, T tau, QrShared<T, W>& s) {
    int i = threadIdx.x % 32;
    if (i < W) {
      T sum = 0;
      for (int k = 0; k < now; k++) sum += s.t[i][k] * s.common[k];
      s.t[i][now] = i < now ? -tau * sum : i == now ? tau : T(0);
    }
    __syncwarp();
  }

  // Y = V T^T, row by row; the panel holds V by now.
  __device__ void wide(T* y, long long lead, int rows, const QrShared<T, W>& s) {
#pragma unroll 1
    for (int i = 0; i < W; i += 4) {
      T four[R][4];
#pragma unroll
      for (int r = 0; r < R; r++) {
#pragma unroll
        for (int e = 0; e < 4; e++) four[r][e] = 0;
      }
#pragma unroll
      for (int k = 0; k < W; k++) {
#pragma unroll
        for (int e = 0; e < 4; e++) {
          T t = s.t[i + e][k];
#pragma unroll
          for (int r = 0; r < R; r++) four[r][e] += panel.at[r][k] * t;
        }
      }
#pragma unroll
      for (int r = 0; r < R; r++) {
        int mine = threadIdx.x * R + r;
        Four<T> out;
#pragma unroll
        for (int e = 0; e < 4; e++) out.at[e] = four[r][e];
        if (mine < rows) out.store(y + mine * lead + i);
      }
    }
  }
};

template <class T, int W, int R>
__device__ void qrPanel(T* a, const Work& w, int column, int pivots, T* v, T* y, const Work& reflectors) {
  __shared__ __align__(16) QrShared<T, W> s;
  int rows = w.rows - column;
  T* first = a + blockIdx.x * w.matrix + column * w.lead + column;
  QrPanel<T, W, R> qr;
  qr.panel.load(first, w.lead, rows);
  for (int e = threadIdx.x; e < W * W; e += blockDim.x) s.t[e / W][e % W] = 0;
#pragma unroll 1
  for (int j = 0; j < W; j += 4) {
    int left = W - j;
    if (j < pivots) qr.template step<0>(j, left, s);
    if (j + 1 < pivots) qr.template step<1>(j + 1, left, s);
    if (j + 2 < pivots) qr.template step<2>(j + 2, left, s);
    if (j + 3 < pivots) qr.template step<3>(j + 3, left, s);
    qr.panel.move();
  }
  qr.panel.store(first, w.lead, 0, min(W, rows));
#pragma unroll
  for (int r = 0; r < R; r++) {
    int mine = threadIdx.x * R + r;
#pragma unroll
    for (int k = 0; k < W; k++) {
      if (mine <= k || k >= pivots) qr.panel.at[r][k] = T(mine == k && k < pivots);
    }
  }
  __syncthreads();
  long long at = blockIdx.x * reflectors.matrix + column * reflectors.lead + reflectors.columns;
  qr.panel.store(v + at, reflectors.lead, 0, rows);
  qr.wide(y + at, reflectors.lead, rows, s);
}

// reflectors.columns is the column of V and Y at which this panel's begin.
#define QR_PANEL(file, T, type, W, R)                                                                                               \
  KERNEL_BOUNDS(PANEL_THREADS, file##_panel##W##_##type, T* a, Work w, int column, int pivots, T* v, T* y, Work reflectors) {       \
    qrPanel<T, W, R>(a, w, column, pivots, v, y, reflectors);                                                                       \
  }
