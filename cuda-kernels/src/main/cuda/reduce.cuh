// out = the reduction of f(in...) over some axes, for any functor f.
//
// A block of 128 threads makes L results, with G = 128 / L threads for each. Where the reduced axes have the smallest steps ("rows"),
// neighbouring threads stand side by side along them; elsewhere ("columns") along the kept ones. Each thread reduces pieces r, r + G,
// ... of its share in registers; then the G partial results are combined as a tree in shared memory.
// Long reductions with few results are cut into chunks, one block each; their results are reduced again by a second launch. All of
// that follows from the shapes, so the order of summation does too.
// float sums carry the rounding error of every addition along (Knuth's two-sum): a mean over 10^8 numbers is right to the last place.
#pragma once
#include "space.cuh"

enum ReductionKind : int { SUM = 0, PROD = 1, MAXIMUM = 2, MINIMUM = 3 };

struct Cut {
  unsigned kept;       // results
  unsigned pieces;     // of one result
  unsigned share;      // pieces of one chunk
  int reducedAxes;     // how many; they are the last ones
  int logLanes;        // L = 2^logLanes results a block
  int columns;         // whether neighbouring threads have neighbouring results
  int kind;
  int chunked;         // whether results go to partial[chunk][result]
  void* partial;
};

struct OpenKind {
  static SCALAR int of(const Cut& cut) { return cut.kind; }
};
template <int KIND> struct ClosedKind {
  static SCALAR int of(const Cut& cut) { return KIND; }
};

template <class T> SCALAR T identityOf(int kind) {
  if constexpr (Real<T>::value) {
    return kind == SUM ? T(0) : kind == PROD ? T(1) : kind == MAXIMUM ? T(-INFINITY) : T(INFINITY);
  } else {
    T most = T(~0ull >> (65 - 8 * sizeof(T)));
    return kind == SUM ? T(0) : kind == PROD ? T(1) : kind == MAXIMUM ? T(-most - 1) : most;
  }
}

template <class T> SCALAR T combine(int kind, T a, T b) {
  return kind == SUM       ? scalar::add(a, b)
         : kind == PROD    ? scalar::mul(a, b)
         : kind == MAXIMUM ? scalar::greatest(a, b)
                           : scalar::least(a, b);
}

// Running results of one thread, one for each element of a piece.
template <class T> struct Running {
  static constexpr int V = Element<T>::lanes;
  static constexpr bool exact = Element<T>::type == FLOAT32;
  T sum[V];
  T lost[exact ? V : 1];

  SCALAR Running(int kind) {
#pragma unroll
    for (int j = 0; j < V; j++) sum[j] = identityOf<T>(kind);
#pragma unroll
    for (int j = 0; j < (exact ? V : 1); j++) lost[j] = 0;
  }

  SCALAR void take(int kind, int j, T v) {
    T before = sum[j];
    sum[j] = combine(kind, before, v);
    if constexpr (exact) {
      if (kind == SUM) {
        T added = sum[j] - before;
        lost[j] += (before - (sum[j] - added)) + (v - added);
      }
    }
  }

  SCALAR T total(int kind) {
#pragma unroll
    for (int j = 0; j < V; j++) {
      if constexpr (exact) {
        if (lost[j] - lost[j] == T(0)) sum[j] += lost[j];  // else the sum is infinite or NaN already
      }
    }
#pragma unroll
    for (int h = V / 2; h > 0; h /= 2) {
#pragma unroll
      for (int j = 0; j < h; j++) sum[j] = combine(kind, sum[j], sum[j + h]);
    }
    return sum[0];
  }
};

// Reads as the cursor does; what is stored is taken into the running results.
template <class T, int R, class S, class K> struct Reducing {
  static constexpr int V = Element<T>::lanes;
  const Cursor<T, R, S>& at;
  const Cut& cut;
  Running<T>& running;

  SCALAR void load(int input, T (&v)[V]) const { at.load(input, v); }
  SCALAR void store(int, const T (&v)[V]) const {
#pragma unroll
    for (int j = 0; j < V; j++) {
      if (j < at.left) running.take(K::of(cut), j, v[j]);
    }
  }
};

template <class T, int R, class S, class K, class F> SCALAR void reducePieces(const Space<R>& s, const Cut& cut, const F& f) {
  __shared__ T part[BLOCK];
  unsigned t = threadIdx.x;
  unsigned lanes = 1u << cut.logLanes, group = BLOCK >> cut.logLanes;
  unsigned lane = cut.columns ? t & (lanes - 1) : t / group;
  unsigned r = cut.columns ? t >> cut.logLanes : t & (group - 1);
  unsigned result = blockIdx.x * lanes + lane;
  bool here = result < cut.kept;
  int kind = K::of(cut);
  Running<T> running(kind);
  Cursor<T, R, S> at(s);
  at.keep(here ? result : 0, R - cut.reducedAxes);
  if (here) {
    Reducing<T, R, S, K> each{at, cut, running};
    unsigned from = blockIdx.y * cut.share;
    unsigned end = cut.pieces - from < cut.share ? cut.pieces : from + cut.share;
    for (unsigned piece = from + r; piece < end; piece += group) {
      at.seek(piece, R - cut.reducedAxes);
      f(each);
    }
  }
  part[t] = running.total(kind);
  __syncthreads();
  unsigned apart = cut.columns ? lanes : 1;
  for (unsigned h = group / 2; h > 0; h /= 2) {
    if (r < h) part[t] = combine(kind, part[t], part[t + h * apart]);
    __syncthreads();
  }
  if (here && r == 0) {
    if (cut.chunked) {
      static_cast<T*>(cut.partial)[(long long)blockIdx.y * cut.kept + result] = part[t];
    } else {
      writeElement<T>(at.place(0), S::type(s, 0), part[t]);
    }
  }
}
