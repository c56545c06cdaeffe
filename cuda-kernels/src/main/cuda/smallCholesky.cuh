// A = L L^T of a team's matrix, row by row from the left: a thread owns rows.
#pragma once
#include "team.cuh"

// Of the lower triangle in room. Returns 0, or the order of the leading minor that is not positive. All threads of the block come.
template <typename T> __device__ __forceinline__ int choleskyInRoom(const Team& team, const Room<T>& room, int n) {
  int code = 0;
  for (int k = 0; k < n; k++) {
    for (int i = k + team.lane; i < n; i += team.size) {
      T sum = room.at(i, k);
#pragma unroll 4
      for (int j = 0; j < k; j++) sum -= room.at(i, j) * room.at(k, j);
      room.at(i, k) = sum;
    }
    team.sync();
    const T pivot = room.at(k, k);
    if (code == 0 && !(pivot > 0)) code = k + 1;
    const T root = pivot > 0 ? sqrt(pivot) : (T)NAN;
    team.sync();
    for (int i = k + team.lane; i < n; i += team.size) room.at(i, k) = i == k ? root : room.at(i, k) / root;
    team.sync();
  }
  return code;
}
