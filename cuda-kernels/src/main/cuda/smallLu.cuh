// A[order] = L U of a team's matrix by partial pivoting: a thread owns columns. Pivots are looked for row by row within a warp; where a
// team is larger, by each thread itself.
#pragma once
#include "team.cuh"

// The row from k on with the largest element of column k, the first of equal ones; `most` is its size.
template <typename T> __device__ __forceinline__ int pivotRow(const Team& team, const Room<T>& room, int m, int k, T& most) {
  const bool together = team.size <= 32;
  int pivot = k;
  most = -1;
  for (int i = k + (together ? team.lane : 0); i < m; i += together ? team.size : 1) {
    T x = fabs(room.at(i, k));
    if (x > most) most = x, pivot = i;
  }
  for (int away = together ? team.size / 2 : 0; away > 0; away /= 2) {
    T x = __shfl_xor_sync(0xffffffffu, most, away);
    int row = __shfl_xor_sync(0xffffffffu, pivot, away);
    if (x > most || (x == most && row < pivot)) most = x, pivot = row;
  }
  return pivot;
}

// The m by n matrix in room; order has m words. Returns the sign of the permutation; `zero` is the number of the first pivot that is
// 0, from 1, else 0. All threads of the block come.
template <typename T>
__device__ __forceinline__ int luInRoom(const Team& team, const Room<T>& room, int* order, int m, int n, int& zero) {
  int sign = 1;
  zero = 0;
  for (int i = team.lane; i < m; i += team.size) order[i] = i;
  team.sync();
  const int steps = m < n ? m : n;
  for (int k = 0; k < steps; k++) {
    T most;
    const int pivot = pivotRow(team, room, m, k, most);
    team.sync();
    if (pivot != k) {
      sign = -sign;
      for (int j = team.lane; j < n; j += team.size) {
        T x = room.at(k, j);
        room.at(k, j) = room.at(pivot, j);
        room.at(pivot, j) = x;
      }
      if (team.lane == 0) {
        int place = order[k];
        order[k] = order[pivot];
        order[pivot] = place;
      }
    }
    team.sync();
    if (zero == 0 && most == 0) zero = k + 1;
    const T x = room.at(k, k);
    for (int i = k + 1 + team.lane; i < m && x != 0; i += team.size) room.at(i, k) /= x;
    team.sync();
    for (int j = k + 1 + team.lane; j < n; j += team.size) {
      T f = room.at(k, j);
#pragma unroll 4
      for (int i = k + 1; i < m; i++) room.at(i, j) -= room.at(i, k) * f;
    }
    team.sync();
  }
  return sign;
}
