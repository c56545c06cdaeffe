// A[order] = L U with partial pivoting for many small matrices; L without its diagonal of ones and U stand in one matrix.
//
// Mapping: team.cuh and smallLu.cuh. The search for a pivot and the two loads and one store of the elimination make some 3 n^2 / 2 accesses
// of shared memory a thread.
#include "smallLu.cuh"

// Operands: codes, LU, order, sign, A.
template <typename T>
__device__ __forceinline__ void smallLu(const Batch<5>& batch, int m, int n, int size, int stride, int* codes, T* lu, int* order, T* sign,
                                        const T* in) {
  DYN_SHARED(T, shared);
  const Team team(size);
  const Room<T> room(shared, team, m, n, 0, stride);
  for (long long first = (long long)blockIdx.x * team.together; first < batch.count; first += (long long)gridDim.x * team.together) {
    const long long number = first + team.number;
    const bool mine = number < batch.count;
    long long at[5];
    matrixAt(batch, mine ? number : first, at);
    if (team.lane == 0) room.words[0] = 0;
    team.sync();
    load(team, room, in + at[4], batch.row[4], batch.column[4], m, n, ALL);
    team.sync();
    int zero;
    const int turned = luInRoom(team, room, room.words + 1, m, n, zero);
    if (mine && team.lane == 0) {
      codes[at[0]] = room.words[0] != 0 ? NOT_FINITE : 0;
      sign[at[3]] = (T)turned;
    }
    for (int i = team.lane; mine && i < m; i += team.size) order[at[2] + i * batch.row[2]] = room.words[1 + i];
    for (int j = team.lane; mine && j < n; j += team.size) {
      for (int i = 0; i < m; i++) lu[at[1] + i * batch.row[1] + j * batch.column[1]] = room.at(i, j);
    }
    team.sync();
  }
}

TEAM_KERNEL(smallLu_f32, Batch<5> batch, int m, int n, int size, int stride, int* codes, float* lu, int* order, float* sign,
            const float* in) {
  smallLu(batch, m, n, size, stride, codes, lu, order, sign, in);
}
TEAM_KERNEL(smallLu_f64, Batch<5> batch, int m, int n, int size, int stride, int* codes, double* lu, int* order, double* sign,
            const double* in) {
  smallLu(batch, m, n, size, stride, codes, lu, order, sign, in);
}
