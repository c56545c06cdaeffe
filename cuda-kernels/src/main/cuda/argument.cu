// out = the index of the first largest (smallest) element of each line; of the first NaN, where there is one.
//
// A reduction over pairs (key, index) by keys.cuh, the smallest inverted, so that one comparison serves all types, both
// extremes and NaN; the lower index wins among equals, so any order of combining gives the same answer.
//
// rows: the line's elements are neighbours. A warp takes a line; a block of 8 warps where it is long. Elements come in packs of
//   16 bytes where they lie densely, after a few single ones up to the first whole pack.
// columns: neighbouring elements belong to neighbouring lines. A warp takes 32 lines side by side, 8 warps share the length.
// Where lines are few and long, blockIdx.y cuts them into chunks; each leaves a pair, and `argument_chunks` chooses among those,
// a warp for each line. Bytes: each element is read once, which is the floor; pairs are noise.
#include "keys.cuh"
#include "lines.cuh"

template <class T> __device__ __forceinline__ Pair<typename Key<T>::K> candidate(T v, int at, bool largest) {
  Pair<typename Key<T>::K> p;
  p.key = Key<T>::of(v);
  if (!largest) p.key = v != v ? ~typename Key<T>::K(0) : ~p.key;
  p.at = at;
  return p;
}

template <class K> __device__ __forceinline__ Pair<K> nothing() {
  Pair<K> p;
  p.key = 0;
  p.at = 0x7fffffff;
  return p;
}

template <class K> __device__ __forceinline__ void take(Pair<K>& best, const Pair<K>& p) {
  if (p.key > best.key || (p.key == best.key && p.at < best.at)) best = p;
}

template <class K> __device__ __forceinline__ void takeInWarp(Pair<K>& best) {
#pragma unroll
  for (int d = 16; d > 0; d /= 2) {
    Pair<K> other;
    other.key = __shfl_xor_sync(0xffffffffu, best.key, d);
    other.at = __shfl_xor_sync(0xffffffffu, best.at, d);
    take(best, other);
  }
}

// Either the answer or, of a chunk, a pair.
template <class K> __device__ __forceinline__ void tell(const Pair<K>& best, long long line, long long at, int* out, Pair<K>* pairs) {
  if (pairs) pairs[line * gridDim.y + blockIdx.y] = best;
  else out[at] = best.at;
}

// A team is a warp or the block of 256.
template <class T>
__device__ __forceinline__ void argumentRows(const Lines<2>& lines, int n, int chunk, int team, int largest, long long step, const T* in,
                                             int* out, Pair<typename Key<T>::K>* pairs) {
  typedef typename Key<T>::K K;
  constexpr int WIDE = 16 / int(sizeof(T));
  __shared__ Pair<K> ofWarps[8];
  long long line = (long long)blockIdx.x * (256 / team) + threadIdx.x / team, at[2];
  if (line >= lines.count) return;  // a whole warp, and never a part of a team of 8
  int t = threadIdx.x & (team - 1), i = int(blockIdx.y) * chunk, end = int(min((long long)n, (long long)i + chunk));
  place(lines, line, at);
  const T* x = in + at[0];
  Pair<K> best = nothing<K>();
  if (step == 1) {
    int ahead = int((16 - (size_t(x + i) & 15)) & 15) / int(sizeof(T));
    ahead = min(ahead, end - i);
    if (t < ahead) take(best, candidate(x[i + t], i + t, largest));
    i += ahead;
    int packs = (end - i) / WIDE;
#pragma unroll 4
    for (int p = t; p < packs; p += team) {
      Pack<T, WIDE> pack = *reinterpret_cast<const Pack<T, WIDE>*>(x + i + p * WIDE);
#pragma unroll
      for (int w = 0; w < WIDE; w++) take(best, candidate(pack.v[w], i + p * WIDE + w, largest));
    }
    i += packs * WIDE;
  }
#pragma unroll 4
  for (long long j = (long long)i + t; j < end; j += team) take(best, candidate(x[j * step], int(j), largest));
  takeInWarp(best);
  if (team == 32) {
    if (t == 0) tell(best, line, at[1], out, pairs);
    return;
  }
  if (t % 32 == 0) ofWarps[t / 32] = best;
  __syncthreads();
  if (t == 0) {
    for (int w = 1; w < 8; w++) take(best, ofWarps[w]);
    tell(best, line, at[1], out, pairs);
  }
}

template <class T>
__device__ __forceinline__ void argumentColumns(const Lines<2>& lines, int n, int chunk, int largest, long long step, const T* in, int* out,
                                                Pair<typename Key<T>::K>* pairs) {
  typedef typename Key<T>::K K;
  __shared__ Pair<K> parts[8][32];
  int lane = threadIdx.x % 32, part = threadIdx.x / 32;
  long long line = (long long)blockIdx.x * 32 + lane, at[2];
  int i = int(blockIdx.y) * chunk, end = int(min((long long)n, (long long)i + chunk));
  Pair<K> best = nothing<K>();
  if (line < lines.count) {
    place(lines, line, at);
    const T* x = in + at[0];
#pragma unroll 4
    for (long long j = i + part; j < end; j += 8) take(best, candidate(x[j * step], int(j), largest));
  }
  parts[part][lane] = best;
  __syncthreads();
  if (part == 0 && line < lines.count) {
    for (int p = 1; p < 8; p++) take(best, parts[p][lane]);
    tell(best, line, at[1], out, pairs);
  }
}

template <class K> __device__ __forceinline__ void argumentChunks(const Lines<2>& lines, int chunks, const Pair<K>* pairs, int* out) {
  long long line = (long long)blockIdx.x * 8 + threadIdx.x / 32, at[2];
  if (line >= lines.count) return;
  Pair<K> best = nothing<K>();
  for (int c = threadIdx.x % 32; c < chunks; c += 32) take(best, pairs[line * chunks + c]);
  takeInWarp(best);
  place(lines, line, at);
  if (threadIdx.x % 32 == 0) out[at[1]] = best.at;
}

#define ARGUMENT(T, name)                                                                                                        \
  KERNEL_BOUNDS(256, argument_rows_##name, Lines<2> lines, int n, int chunk, int team, int largest, long long step, const T* in, \
                int* out, Pair<Key<T>::K>* pairs) {                                                                              \
    argumentRows(lines, n, chunk, team, largest, step, in, out, pairs);                                                          \
  }                                                                                                                              \
  KERNEL_BOUNDS(256, argument_columns_##name, Lines<2> lines, int n, int chunk, int largest, long long step, const T* in,        \
                int* out, Pair<Key<T>::K>* pairs) {                                                                              \
    argumentColumns(lines, n, chunk, largest, step, in, out, pairs);                                                             \
  }
ARGUMENT(unsigned char, bool)
ARGUMENT(int, i32)
ARGUMENT(long long, i64)
ARGUMENT(float, f32)
ARGUMENT(double, f64)

KERNEL_BOUNDS(256, argument_chunks_32, Lines<2> lines, int chunks, const Pair<unsigned>* pairs, int* out) {
  argumentChunks(lines, chunks, pairs, out);
}
KERNEL_BOUNDS(256, argument_chunks_64, Lines<2> lines, int chunks, const Pair<unsigned long long>* pairs, int* out) {
  argumentChunks(lines, chunks, pairs, out);
}
