// A = L L^T for many small symmetric positive definite matrices, of which the lower triangle is read.
//
// Mapping: team.cuh and smallCholesky.cuh. n^2 / 2 turns of a loop with two loads of shared memory and one multiplication a thread; with a
// warp for each of some 48 matrices at once on a multiprocessor, device memory is the floor to 32 rows: 8 bytes an element of float32.
#include "smallCholesky.cuh"

// Operands: codes, L, A.
template <typename T>
__device__ __forceinline__ void smallCholesky(const Batch<3>& batch, int n, int size, int stride, int* codes, T* out, const T* in) {
  DYN_SHARED(T, shared);
  const Team team(size);
  const Room<T> room(shared, team, n, n, 0, stride);
  for (long long first = (long long)blockIdx.x * team.together; first < batch.count; first += (long long)gridDim.x * team.together) {
    const long long number = first + team.number;
    const bool mine = number < batch.count;
    long long at[3];
    matrixAt(batch, mine ? number : first, at);
    if (team.lane == 0) room.words[0] = 0;
    team.sync();
    load(team, room, in + at[2], batch.row[2], batch.column[2], n, n, LOWER);
    team.sync();
    const int code = choleskyInRoom(team, room, n);
    if (mine && team.lane == 0) codes[at[0]] = room.words[0] != 0 ? NOT_FINITE : code;
    for (int j = team.lane; mine && j < n; j += team.size) {
      for (int i = 0; i < n; i++) out[at[1] + i * batch.row[1] + j * batch.column[1]] = j <= i ? room.at(i, j) : (T)0;
    }
    team.sync();
  }
}

TEAM_KERNEL(smallCholesky_f32, Batch<3> batch, int n, int size, int stride, int* codes, float* out, const float* in) {
  smallCholesky(batch, n, size, stride, codes, out, in);
}
TEAM_KERNEL(smallCholesky_f64, Batch<3> batch, int n, int size, int stride, int* codes, double* out, const double* in) {
  smallCholesky(batch, n, size, stride, codes, out, in);
}
