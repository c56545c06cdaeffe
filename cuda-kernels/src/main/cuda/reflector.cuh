// Householder reflectors and the sums that they need: what the two ways of QR share (blockedQr.cuh, blockedQrColumns.cu).
#pragma once
#include "panel.cuh"

template <class T> struct Least;  // squares below that have lost digits
template <> struct Least<float> {
  static constexpr float SQUARE = 1e-30f;
};
template <> struct Least<double> {
  static constexpr double SQUARE = 1e-290;
};

// The reflector that makes (alpha, x) to (beta, 0): v = (1, x inverse).
template <class T> struct Reflector {
  T beta, tau, inverse;

  __device__ __forceinline__ Reflector(T alpha, T square) {
    if (square < Least<T>::SQUARE) {
      beta = alpha;
      tau = inverse = 0;
    } else {
      T norm = sqrt(alpha * alpha + square);
      beta = alpha > 0 ? -norm : norm;
      tau = (beta - alpha) / beta;
      inverse = 1 / (alpha - beta);
    }
  }
};

// Each lane gives half of its sums to the lane across and takes the other half; then halves of halves.
template <int HALF, class T, int W> __device__ __forceinline__ void halve(T (&x)[W]) {
  const int ACROSS = HALF * 32 / W;
  bool upper = threadIdx.x & ACROSS;
#pragma unroll
  for (int k = 0; k < HALF; k++) {
    T give = upper ? x[k] : x[k + HALF], keep = upper ? x[k + HALF] : x[k];
    x[k] = keep + __shfl_xor_sync(ALL_LANES, give, ACROSS);
  }
  if (HALF > 1) halve<(HALF > 1 ? HALF / 2 : 1)>(x);
}

// Sums over the warp of W values a lane; the one of column k comes out in the lanes from k * (32 / W) on.
template <class T, int W> __device__ __forceinline__ T sumsOfWarp(T (&x)[W]) {
  halve<W / 2>(x);
  T sum = x[0];
#pragma unroll
  for (int d = 16 / W; d > 0; d /= 2) sum += __shfl_xor_sync(ALL_LANES, sum, d);
  return sum;
}
