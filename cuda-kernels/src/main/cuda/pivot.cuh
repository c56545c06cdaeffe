// Pivots and what their rows' exchanges come to: what the two ways of LU share (blockedLu.cuh, blockedLuColumns.cu).
#pragma once
#include "panel.cuh"

// From where a row comes, counted from the panel's first; to is -1 where nothing moves. 2 W for each panel.
struct Move {
  int to, from;
};

template <class T> struct Pivot {
  T value;
  int row;
};

// The first largest one among 32 lanes, of which each has the first largest of its rows.
template <class T> __device__ __forceinline__ Pivot<T> largest(T value, int row) {
  T most = value;
#pragma unroll
  for (int d = 16; d > 0; d /= 2) {
    T other = __shfl_xor_sync(ALL_LANES, most, d);
    most = other > most ? other : most;
  }
  int lane = __ffs(__ballot_sync(ALL_LANES, value == most)) - 1;
  return Pivot<T>{most, __shfl_sync(ALL_LANES, row, lane)};
}
