// One-sided Jacobi (Hestenes 1958) on many small matrices at once: columns are turned in pairs until all are orthogonal.
//
// A matrix has a team of N lanes, a lane a column, all in registers. Step s pairs lane l with lane l ^ s: every pair meets once in
// N - 1 steps, and a partner's column comes by N shuffles, without barriers. Both lanes compute the same angle from the same bits.
// The longer column of a pair goes to the lower lane (de Rijk 1989), so columns end sorted; a matrix is done after a sweep in which
// none was turned or moved. Teams of a warp wait for each other, but a matrix that is done stays as it is, so it has the same bits in
// any company. Larger matrices have a block: a warp takes a pair, its lanes neighbouring rows of columns in memory.
#pragma once
#include "batch.cuh"

constexpr int JACOBI_SWEEPS = 40;
constexpr unsigned WARP = 0xffffffffu;

// Columns are scaled so that their largest element is near 2^SCALE; squares of columns down to NOTHING are good numbers.
template <typename T> struct JacobiRange;
template <> struct JacobiRange<float> {
  static constexpr int SCALE = 50;
  static constexpr float EPSILON = 1.1920929e-7f;
  static constexpr float NOTHING = 7.888609e-31f;  // 2^-100
  static constexpr float LARGE = 1e9f;             // the square still is a number, and 1 is nothing beside it
  static constexpr float MOST = 3.4e38f;
};
template <> struct JacobiRange<double> {
  static constexpr int SCALE = 480;
  static constexpr double EPSILON = 2.220446049250313e-16;
  static constexpr double NOTHING = 1e-289;
  static constexpr double LARGE = 1e18;
  static constexpr double MOST = 1.7e308;
};

// Below that cosine columns are orthogonal: what rounding leaves, so that no matrix turns for ever.
template <typename T> __device__ __forceinline__ T orthogonalCosine(int rows) {
  return JacobiRange<T>::EPSILON * (2 + sqrt((T)rows));
}

// Multiplication by a power of two that may be out of the type's range itself.
template <typename T> struct PowerOfTwo {
  T one, two;
  __device__ __forceinline__ explicit PowerOfTwo(int exponent) {
    int half = exponent / 2;
    one = ldexp((T)1, half);
    two = ldexp((T)1, exponent - half);
  }
  __device__ __forceinline__ T operator*(T x) const { return x * one * two; }
};

// What makes a pair orthogonal: first' = first - sine (second + bend first), second' = second + sine (first - bend second); with their
// new squares. This form (Rutishauser 1966) keeps lengths where the cosine rounds to 1.
template <typename T> struct PairTurn {
  bool turned, moved;
  T sine, bend, first, second;

  // From squared lengths and the product of both columns; first' is the longer one where `moved` says that they change places.
  __device__ __forceinline__ PairTurn(T a, T b, T ab, T orthogonal) {
    turned = a > 0 && b > 0 && fabs(ab) > orthogonal * (sqrt(a) * sqrt(b));
    sine = 0, bend = 0, first = a, second = b;
    if (turned) {
      T apart = b - a, zeta = apart / (2 * ab);
      T t = fabs(zeta) > JacobiRange<T>::LARGE ? ab / apart : (zeta < 0 ? (T)-1 : (T)1) / (fabs(zeta) + sqrt(1 + zeta * zeta));
      T cosine = 1 / sqrt(1 + t * t);
      sine = cosine * t;
      bend = sine / (1 + cosine);
      first = a - t * ab;
      second = b + t * ab;
    }
    moved = second > first;
  }
};

// ---- a team of lanes

template <int N, typename T> __device__ __forceinline__ T teamSum(T v) {
#pragma unroll
  for (int away = N / 2; away > 0; away /= 2) v += __shfl_xor_sync(WARP, v, away);
  return v;
}

template <int N, typename T> __device__ __forceinline__ T teamLargest(T v) {
#pragma unroll
  for (int away = N / 2; away > 0; away /= 2) {
    T other = __shfl_xor_sync(WARP, v, away);
    v = other > v ? other : v;
  }
  return v;
}

template <int N> __device__ __forceinline__ bool teamAny(bool v) { return teamSum<N>(v ? 1 : 0) != 0; }

template <int N, typename T> __device__ __forceinline__ T squares(const T (&x)[N]) {
  T sum = 0;
#pragma unroll
  for (int i = 0; i < N; i++) sum += x[i] * x[i];
  return sum;
}

template <typename T> __device__ __forceinline__ void swapIf(bool condition, T& a, T& b) {
  T was = a;
  a = condition ? b : a;
  b = condition ? was : b;
}

// Makes the columns x of each team orthogonal and sorts them, the longest first; v takes part in all turns. Returns how many pairs
// of this team were not orthogonal at the end.
template <typename T, int N, bool BOTH> __device__ __forceinline__ int jacobi(T (&x)[N], T (&v)[BOTH ? N : 1], int lane, int rows) {
  const T orthogonal = orthogonalCosine<T>(rows);
  int turns = 0;
  for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    T mine = squares(x);
    int moves = 0;
    turns = 0;
#pragma unroll 1
    for (int s = 1; s < N; s++) {
      T y[N], dot = 0;
#pragma unroll
      for (int i = 0; i < N; i++) {
        y[i] = __shfl_xor_sync(WARP, x[i], s);
        dot += x[i] * y[i];
      }
      T other = __shfl_xor_sync(WARP, mine, s);
      const bool first = lane < (lane ^ s);
      PairTurn<T> turn(first ? mine : other, first ? other : mine, dot, orthogonal);
      turns += turn.turned;
      moves += turn.moved;
      if (!__any_sync(WARP, turn.turned || turn.moved)) continue;
      // What this lane has at the end comes of the first or of the second column; where they change places, of the partner's.
      const bool ofFirst = first != turn.moved;
      const T sine = ofFirst ? -turn.sine : turn.sine, bend = ofFirst ? turn.bend : -turn.bend;
      const bool moving = __any_sync(WARP, turn.moved);
#pragma unroll
      for (int i = 0; i < N; i++) {
        if (moving) swapIf(turn.moved, x[i], y[i]);
        x[i] += sine * (y[i] + bend * x[i]);
      }
      if (BOTH) {
#pragma unroll
        for (int i = 0; i < (BOTH ? N : 1); i++) {
          T w = __shfl_xor_sync(WARP, v[i], s);
          if (moving) swapIf(turn.moved, v[i], w);
          v[i] += sine * (w + bend * v[i]);
        }
      }
      const T before = turn.moved ? other : mine;
      mine = ofFirst ? turn.first : turn.second;
      bool lost = turn.turned && !(mine > before / 8);  // the difference has lost digits
      if (__any_sync(WARP, lost)) {
        T fresh = squares(x);
        mine = lost ? fresh : mine;
      }
    }
    if (!__any_sync(WARP, turns + moves != 0)) return 0;
  }
  return teamSum<N>(turns) / 2;
}

// ---- a block, columns in memory, each beginning `rows` after the other

constexpr int JACOBI_BLOCK = 256;

// What combine makes of a value of each thread, known to all of them. All threads of the block come.
template <class Combine, typename T> __device__ __forceinline__ T overBlock(T v, Combine combine) {
  __shared__ T ofWarp[JACOBI_BLOCK / 32];
#pragma unroll
  for (int away = 16; away > 0; away /= 2) v = combine(v, __shfl_xor_sync(WARP, v, away));
  __syncthreads();
  if (threadIdx.x % 32 == 0) ofWarp[threadIdx.x / 32] = v;
  __syncthreads();
  v = ofWarp[0];
  for (int w = 1; w < JACOBI_BLOCK / 32; w++) v = combine(v, ofWarp[w]);
  return v;
}

template <typename T> __device__ __forceinline__ void turnColumns(T* a, T* b, int rows, const PairTurn<T>& turn) {
  for (int i = threadIdx.x % 32; i < rows; i += 32) {
    T x = a[i], y = b[i];
    T first = x - turn.sine * (y + turn.bend * x), second = y + turn.sine * (x - turn.bend * y);
    a[i] = turn.moved ? second : first;
    b[i] = turn.moved ? first : second;
  }
}

// The same for a block's matrix of n columns; v, where there is one, has n rows. All threads of the block come.
template <typename T> __device__ __forceinline__ int jacobiInMemory(T* x, int rows, T* v, int n) {
  __shared__ int counts[JACOBI_BLOCK / 32][2];
  const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  const T orthogonal = orthogonalCosine<T>(rows);
  int places = 2;
  while (places < n) places *= 2;
  int left = 0;
  for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    int turns = 0, moves = 0;
    for (int s = 1; s < places; s++) {
      const int high = 1 << (31 - __clz(s));
      for (int p = warp; p < places / 2; p += JACOBI_BLOCK / 32) {
        const int i = (p & ~(high - 1)) << 1 | (p & (high - 1)), j = i ^ s;
        if (i >= n || j >= n) continue;
        T *a = x + i * rows, *b = x + j * rows;
        T aa = 0, bb = 0, ab = 0;
        for (int r = lane; r < rows; r += 32) {
          T f = a[r], g = b[r];
          aa += f * f, bb += g * g, ab += f * g;
        }
        aa = teamSum<32>(aa), bb = teamSum<32>(bb), ab = teamSum<32>(ab);
        PairTurn<T> turn(aa, bb, ab, orthogonal);
        turns += turn.turned;
        moves += turn.moved;
        if (turn.turned || turn.moved) {
          turnColumns(a, b, rows, turn);
          if (v) turnColumns(v + i * n, v + j * n, n, turn);
        }
      }
      __syncthreads();
    }
    if (lane == 0) counts[warp][0] = turns, counts[warp][1] = moves;
    __syncthreads();
    int moved = 0;
    left = 0;
    for (int w = 0; w < JACOBI_BLOCK / 32; w++) left += counts[w][0], moved += counts[w][1];
    __syncthreads();
    if (left + moved == 0) break;
  }
  return left;
}
