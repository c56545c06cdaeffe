// A = Q R for many small matrices by Householder reflections (LAPACK's geqr2 and org2r): thin, complete, R alone, or with columns
// exchanged so that the absolute diagonal of R descends (Businger and Golub 1965).
//
// Mapping: team.cuh, a thread owns columns. The length of the column that is reflected each thread computes by itself; the reflection of
// its own columns is then two passes over them. With exchanges, lengths of what is left of the columns are computed anew in each
// step, which is one pass more and loses no digits. Matrices are scaled by a power of two so that squares are good numbers.
#include "team.cuh"

// Half of the range of exponents would overflow in squares; this leaves as much below as above.
template <typename T> struct Scale;
template <> struct Scale<float> {
  static constexpr int EXPONENT = 50;
};
template <> struct Scale<double> {
  static constexpr int EXPONENT = 480;
};

// Multiplies the matrix by a power of two that brings its largest element near 2^EXPONENT. Returns the power's exponent.
template <typename T> __device__ __forceinline__ int scale(const Team& team, const Room<T>& room, int m, int n) {
  T most = 0;
  for (int j = team.lane; j < n; j += team.size) {
    T mine = 0;
    for (int i = 0; i < m; i++) mine = fabs(room.at(i, j)) > mine ? fabs(room.at(i, j)) : mine;
    room.side[j] = mine;
  }
  team.sync();
  for (int j = 0; j < n; j++) most = room.side[j] > most ? room.side[j] : most;
  const int exponent = most > 0 && most - most == 0 ? Scale<T>::EXPONENT - ilogb(most) : 0;
  const T one = ldexp((T)1, exponent / 2), two = ldexp((T)1, exponent - exponent / 2);
  for (int j = team.lane; j < n; j += team.size) {
    for (int i = 0; i < m; i++) room.at(i, j) *= one, room.at(i, j) *= two;
  }
  team.sync();
  return exponent;
}

// Brings the longest of the columns k .. n - 1, from row k on, to place k.
template <typename T> __device__ __forceinline__ void bringLongest(const Team& team, const Room<T>& room, int* order, int m, int n, int k) {
  for (int j = k + team.lane; j < n; j += team.size) {
    T sum = 0;
#pragma unroll 4
    for (int i = k; i < m; i++) sum += room.at(i, j) * room.at(i, j);
    room.side[j] = sum;
  }
  team.sync();
  int longest = k;
  for (int j = k + 1; j < n; j++) {
    if (room.side[j] > room.side[longest]) longest = j;
  }
  if (longest != k) {
    for (int i = team.lane; i < m; i += team.size) {
      T x = room.at(i, k);
      room.at(i, k) = room.at(i, longest);
      room.at(i, longest) = x;
    }
    if (team.lane == 0) {
      int place = order[k];
      order[k] = order[longest];
      order[longest] = place;
    }
  }
  team.sync();
}

// Reflects columns j of [from, to) by I - tau v v^T, v standing below the diagonal of column k with a 1 on it.
template <typename T>
__device__ __forceinline__ void reflect(const Team& team, const Room<T>& room, T tau, int m, int k, int from, int to) {
  for (int j = from + team.lane; j < to; j += team.size) {
    T w = room.at(k, j);
#pragma unroll 4
    for (int i = k + 1; i < m; i++) w += room.at(i, k) * room.at(i, j);
    w *= tau;
    room.at(k, j) -= w;
#pragma unroll 4
    for (int i = k + 1; i < m; i++) room.at(i, j) -= w * room.at(i, k);
  }
}

// R on and above the diagonal, the reflections below it, their tau in `taus`.
template <typename T>
__device__ __forceinline__ void qrInRoom(const Team& team, const Room<T>& room, T* taus, int* order, int m, int n, bool pivoted) {
  const int steps = m < n ? m : n;
  for (int k = 0; k < steps; k++) {
    if (pivoted) bringLongest(team, room, order, m, n, k);
    const T alpha = room.at(k, k);
    T below = 0;
#pragma unroll 4
    for (int i = k + 1; i < m; i++) below += room.at(i, k) * room.at(i, k);
    T beta = alpha, tau = 0, shrink = 0;
    if (below != 0) {
      beta = copysign(sqrt(alpha * alpha + below), -alpha);
      tau = (beta - alpha) / beta;
      shrink = 1 / (alpha - beta);
    }
    team.sync();
    for (int i = k + 1 + team.lane; i < m; i += team.size) room.at(i, k) *= shrink;
    if (team.lane == 0) taus[k] = tau;
    team.sync();
    reflect(team, room, tau, m, k, k + 1, n);
    if (team.lane == 0) room.at(k, k) = beta;
    team.sync();
  }
}

// The first `columns` columns of Q in place of the reflections; those from n on hold zeros.
template <typename T>
__device__ __forceinline__ void qInRoom(const Team& team, const Room<T>& room, const T* taus, int m, int steps, int columns) {
  for (int j = steps + team.lane; j < columns; j += team.size) {
    for (int i = 0; i < m; i++) room.at(i, j) = i == j ? 1 : 0;
  }
  team.sync();
  for (int k = steps - 1; k >= 0; k--) {
    const T tau = taus[k];
    reflect(team, room, tau, m, k, k + 1, columns);
    team.sync();
    for (int i = team.lane; i < m; i += team.size) {
      room.at(i, k) = i < k ? (T)0 : i == k ? 1 - tau : -tau * room.at(i, k);
    }
    team.sync();
  }
}

// Operands: codes, Q, R, order, A. qColumns is 0 where Q is not wanted; R has rRows rows.
template <typename T>
__device__ __forceinline__ void smallQr(const Batch<5>& batch, int m, int n, int qColumns, int rRows, int pivoted, int size, int stride,
                                        int* codes, T* q, T* r, int* order, const T* in) {
  DYN_SHARED(T, shared);
  const Team team(size);
  const int columns = qColumns > n ? qColumns : n, steps = m < n ? m : n;
  const Room<T> room(shared, team, m, columns, columns + steps, stride);
  T* taus = room.side + columns;
  int* places = room.words + 1;
  for (long long first = (long long)blockIdx.x * team.together; first < batch.count; first += (long long)gridDim.x * team.together) {
    const long long number = first + team.number;
    const bool mine = number < batch.count;
    long long at[5];
    matrixAt(batch, mine ? number : first, at);
    if (team.lane == 0) room.words[0] = 0;
    for (int j = team.lane; pivoted && j < n; j += team.size) places[j] = j;
    team.sync();
    load(team, room, in + at[4], batch.row[4], batch.column[4], m, n, ALL);
    team.sync();
    const int exponent = scale(team, room, m, n);
    qrInRoom(team, room, taus, places, m, n, pivoted != 0);
    const T one = ldexp((T)1, -exponent / 2), two = ldexp((T)1, -exponent - -exponent / 2);
    if (mine && team.lane == 0) codes[at[0]] = room.words[0] != 0 ? NOT_FINITE : 0;
    for (int j = team.lane; mine && j < n; j += team.size) {
      for (int i = 0; i < rRows; i++) {
        r[at[2] + i * batch.row[2] + j * batch.column[2]] = i <= j && i < steps ? room.at(i, j) * one * two : (T)0;
      }
      if (pivoted) order[at[3] + j * batch.row[3]] = places[j];
    }
    team.sync();
    if (qColumns > 0) {
      qInRoom(team, room, taus, m, steps, qColumns);
      for (int j = team.lane; mine && j < qColumns; j += team.size) {
        for (int i = 0; i < m; i++) q[at[1] + i * batch.row[1] + j * batch.column[1]] = room.at(i, j);
      }
    }
    team.sync();
  }
}

TEAM_KERNEL(smallQr_f32, Batch<5> batch, int m, int n, int qColumns, int rRows, int pivoted, int size, int stride, int* codes,
            float* q, float* r, int* order, const float* in) {
  smallQr(batch, m, n, qColumns, rRows, pivoted, size, stride, codes, q, r, order, in);
}
TEAM_KERNEL(smallQr_f64, Batch<5> batch, int m, int n, int qColumns, int rRows, int pivoted, int size, int stride, int* codes,
            double* q, double* r, int* order, const double* in) {
  smallQr(batch, m, n, qColumns, rRows, pivoted, size, stride, codes, q, r, order, in);
}
