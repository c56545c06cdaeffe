// A panel of a matrix in the registers of one block: what LU and QR of large matrices work on (blockedLu.cuh, blockedQr.cuh).
//
// A thread holds R neighbouring rows of W columns. Registers cannot be indexed by a number of the run, and 32 steps written out would
// be 100 KiB of code; so four steps are written out, and then the columns move four places on: the current one always stands among the
// first four, and after W / 4 moves all stand where they began. Matrices are row-major, with a lead (the distance of rows) that 32
// divides, columns of zeros up to it, and panels that begin at multiples of W: every access has 16 bytes.
#pragma once
#include "kernel.cuh"
#include "tile.cuh"

constexpr int PANEL_THREADS = 512;
constexpr int PANEL_WARPS = PANEL_THREADS / 32;
constexpr unsigned ALL_LANES = 0xffffffffu;

template <class T, int W, int R> struct Panel {
  T at[R][W];

  // Rows that do not exist are zeros.
  __device__ void load(const T* from, long long lead, int rows) {
#pragma unroll
    for (int r = 0; r < R; r++) {
      int row = threadIdx.x * R + r;
#pragma unroll
      for (int k = 0; k < W; k += 4) {
        Four<T> four = {};
        if (row < rows) four.load(from + row * lead + k);
#pragma unroll
        for (int i = 0; i < 4; i++) at[r][k + i] = four.at[i];
      }
    }
  }

  // Rows of this panel from `first` to before `last`.
  __device__ void store(T* to, long long lead, int first, int last) const {
#pragma unroll
    for (int r = 0; r < R; r++) {
      int row = threadIdx.x * R + r;
      if (row >= first && row < last) {
#pragma unroll
        for (int k = 0; k < W; k += 4) put(to + row * lead + k, r, k);
      }
    }
  }

  // One row into shared memory, and back.
  __device__ __forceinline__ void publish(T* to, int r) const {
#pragma unroll
    for (int k = 0; k < W; k += 4) put(to + k, r, k);
  }
  __device__ __forceinline__ void take(const T* from, int r) {
#pragma unroll
    for (int k = 0; k < W; k += 4) {
      Four<T> four;
      four.load(from + k);
#pragma unroll
      for (int i = 0; i < 4; i++) at[r][k + i] = four.at[i];
    }
  }

  // All columns four places to the left, the first four to the end.
  __device__ __forceinline__ void move() {
#pragma unroll
    for (int r = 0; r < R; r++) {
      T first[4] = {at[r][0], at[r][1], at[r][2], at[r][3]};
#pragma unroll
      for (int k = 0; k < W; k++) at[r][k] = k + 4 < W ? at[r][(k + 4) % W] : first[k % 4];
    }
  }

 private:
  __device__ __forceinline__ void put(T* to, int r, int k) const {
    Four<T> four;
#pragma unroll
    for (int i = 0; i < 4; i++) four.at[i] = at[r][k + i];
    four.store(to);
  }
};

// A matrix of a batch, by value in the arguments.
struct Work {
  long long matrix, lead;
  int rows, columns;
};

template <class T> __device__ __forceinline__ T sumOfWarp(T x) {
#pragma unroll
  for (int d = 16; d > 0; d /= 2) x += __shfl_xor_sync(ALL_LANES, x, d);
  return x;
}
