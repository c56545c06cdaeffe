// A[order] = L U of a team's matrix by partial pivoting: a thread owns columns, and each thread looks for the pivots itself.
#pragma once
#include "team.cuh"

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
    T most = fabs(room.at(k, k));
    int pivot = k;
#pragma unroll 4
    for (int i = k + 1; i < m; i++) {
      T x = fabs(room.at(i, k));
      if (x > most) most = x, pivot = i;
    }
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
