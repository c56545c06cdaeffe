// A X = B for many small systems: by LU with partial pivoting, by Cholesky, or with A triangular.
//
// Mapping: team.cuh. A is factored as smallLu.cuh and smallCholesky.cuh do it; then right sides come into shared memory, so many at a
// time as fit, and are solved column by column of A: a thread owns rows, which are right for one side alone and cost twice the least
// for many. Triangles are not copied out, so that device memory is read once and X written once.
#include "smallCholesky.cuh"
#include "smallLu.cuh"

enum Kind { GENERAL, POSITIVE_DEFINITE, LOWER_TRIANGULAR, UPPER_TRIANGULAR };  // as Solver has them

// Rows from the first to the last of a triangle, L from its columns below the diagonal, or U from those above it, backwards. With
// `transposed` the triangle's rows are taken as columns: L^T, backwards, from a room that holds L.
template <typename T>
__device__ __forceinline__ void substitute(const Team& team, const Room<T>& room, T* b, int line, int n, int width, bool forward, bool unit,
                                           bool transposed) {
  for (int step = 0; step < n; step++) {
    const int k = forward ? step : n - 1 - step;
    if (!unit) {
      const T pivot = room.at(k, k);
      for (int c = team.lane; c < width; c += team.size) b[k * line + c] /= pivot;
      team.sync();
    }
    for (int i = team.lane; i < n; i += team.size) {
      if (forward ? i <= k : i >= k) continue;
      T f = transposed ? room.at(k, i) : room.at(i, k);
      for (int c = 0; c < width; c++) b[i * line + c] -= f * b[k * line + c];
    }
    team.sync();
  }
}

// Factors what is in room. Returns 0 or what is wrong with it.
template <typename T> __device__ __forceinline__ int prepare(const Team& team, const Room<T>& room, int* order, int n, int kind) {
  int code = 0;
  if (kind == GENERAL) {
    luInRoom(team, room, order, n, n, code);
  } else if (kind == POSITIVE_DEFINITE) {
    code = choleskyInRoom(team, room, n);
  } else {
    for (int k = 0; k < n && code == 0; k++) code = room.at(k, k) == 0 ? k + 1 : 0;
  }
  return code;
}

// Operands: codes, X, A, B, the last two with n rows; so many right sides, `width` at a time.
template <typename T>
__device__ __forceinline__ void smallSolve(const Batch<4>& batch, int kind, int n, int sides, int width, int size, int stride, int* codes,
                                           T* out, const T* in, const T* right) {
  DYN_SHARED(T, shared);
  const Team team(size);
  const int line = width | 1;
  const Room<T> room(shared, team, n, n, n * line, stride);
  T* b = room.side;
  int* order = room.words + 1;
  for (long long first = (long long)blockIdx.x * team.together; first < batch.count; first += (long long)gridDim.x * team.together) {
    const long long number = first + team.number;
    const bool mine = number < batch.count;
    long long at[4];
    matrixAt(batch, mine ? number : first, at);
    if (team.lane == 0) room.words[0] = 0;
    team.sync();
    load(team, room, in + at[2], batch.row[2], batch.column[2], n, n, kind == GENERAL ? ALL : kind == UPPER_TRIANGULAR ? UPPER : LOWER);
    team.sync();
    const int code = prepare(team, room, order, n, kind);
    for (int from = 0; from < sides; from += width) {
      const int now = sides - from < width ? sides - from : width;
      bool bad = false;
      for (int e = team.lane; e < n * now; e += team.size) {
        int i = e / now, c = e - i * now;
        T x = right[at[3] + (kind == GENERAL ? order[i] : i) * batch.row[3] + (from + c) * batch.column[3]];
        b[i * line + c] = x;
        bad |= !isFinite(x);
      }
      if (bad) room.words[0] = 1;
      team.sync();
      const bool below = kind != UPPER_TRIANGULAR, above = kind != LOWER_TRIANGULAR;
#pragma unroll 1
      for (int pass = below ? 0 : 1; pass < (above ? 2 : 1); pass++) {
        substitute(team, room, b, line, n, now, pass == 0, pass == 0 && kind == GENERAL, pass == 1 && kind == POSITIVE_DEFINITE);
      }
      for (int e = team.lane; mine && e < n * now; e += team.size) {
        int i = e / now, c = e - i * now;
        out[at[1] + i * batch.row[1] + (from + c) * batch.column[1]] = b[i * line + c];
      }
      team.sync();
    }
    if (mine && team.lane == 0) codes[at[0]] = room.words[0] != 0 ? NOT_FINITE : code;
    team.sync();
  }
}

TEAM_KERNEL(smallSolve_f32, Batch<4> batch, int kind, int n, int sides, int width, int size, int stride, int* codes,
            float* out, const float* in, const float* right) {
  smallSolve(batch, kind, n, sides, width, size, stride, codes, out, in, right);
}
TEAM_KERNEL(smallSolve_f64, Batch<4> batch, int kind, int n, int sides, int width, int size, int stride, int* codes,
            double* out, const double* in, const double* right) {
  smallSolve(batch, kind, n, sides, width, size, stride, codes, out, in, right);
}
