// The k largest of each line in descending order, with their positions; equal ones by position, NaN before all numbers.
//
// Pairs (inverted key, position) are ordered as in sort, so that the smallest pairs are wanted and order and stability come by
// themselves. Lines of up to 2048 are sorted in shared memory, many in one tile where they are short, and cut after k.
//
// Longer ones: a block goes along its part of the line by 1024 elements, lets pass what comes before the k-th pair found so far,
// collects it in the free part of its tile and sorts that when it is full. In random order only k ln(n / k) of n pass, so reading is
// all that is left; an ascending line, where all pass, costs a sort of the tile every 1024 elements. Few lines are cut into
// chunks for many blocks, whose k pairs each are gone through in the same way until a block can take what is left. k is 1024 at most.
// Why not a selection by digits (radix select): that reads the line four times, this once.
// Bytes for float32: 4 read, and 8 k written for each line: the floor; each chunk of 8192 or more writes 8 k more.
#include "lines.cuh"
#include "network.cuh"

constexpr int STEP = 1024;  // elements between two looks at how full the tile is; k and a step fit the tile

template <class T>
__device__ __forceinline__ void topKLines(const Lines<3>& lines, int n, int k, int size, long long inStep, long long valueStep,
                                          long long orderStep, const T* in, T* values, int* order) {
  typedef typename Key<T>::K K;
  __shared__ Pair<K> tile[TILE];
  int stretches = TILE / size;
  long long first = (long long)blockIdx.x * stretches, at[3];
  int used = int(min(lines.count - first, (long long)stretches)) * size;
#pragma unroll 1
  for (int e = threadIdx.x; e < used; e += SORTERS) {
    int i = e & (size - 1);
    Pair<K> p = lastPair<K>();
    if (i < n) {
      place(lines, first + e / size, at);
      p.key = ~Key<T>::of(in[at[0] + i * inStep]);
      p.at = i;
    }
    tile[e] = p;
  }
  sortTile(tile, used, size);
#pragma unroll 1
  for (int e = threadIdx.x; e < used; e += SORTERS) {
    int i = e & (size - 1);
    if (i < k) {
      place(lines, first + e / size, at);
      values[at[1] + i * valueStep] = in[at[0] + tile[e].at * inStep];
      order[at[2] + i * orderStep] = tile[e].at;
    }
  }
}

// Leaves the first min(k, end - begin) of the pairs load(begin .. end) in the tile, in order.
template <class K, class Load> __device__ __forceinline__ void select(Pair<K>* tile, long long begin, long long end, int k, Load load) {
  __shared__ int filled;
  int lane = threadIdx.x % 32;
  Pair<K> limit = lastPair<K>();
  if (threadIdx.x == 0) filled = 0;
  __syncthreads();
#pragma unroll 1
  for (long long i = begin; i < end; i += STEP) {
    Pair<K> p[STEP / SORTERS];
#pragma unroll
    for (int q = 0; q < STEP / SORTERS; q++) {
      long long e = i + threadIdx.x + q * SORTERS;
      p[q] = e < end ? load(int(e)) : lastPair<K>();
    }
#pragma unroll
    for (int q = 0; q < STEP / SORTERS; q++) {
      bool passes = p[q] < limit;
      unsigned all = __ballot_sync(0xffffffffu, passes);
      int place = 0;
      if (lane == 0 && all) place = atomicAdd(&filled, __popc(all));  // whatever the order, sorting gives one
      place = __shfl_sync(0xffffffffu, place, 0) + __popc(all & ((1u << lane) - 1));
      if (passes) tile[place] = p[q];
    }
    __syncthreads();
    int now = filled;
    __syncthreads();
    if (now > TILE - STEP || i + STEP >= end) {
      int size = 2;
      while (size < now) size *= 2;
      for (int e = now + threadIdx.x; e < size; e += SORTERS) tile[e] = lastPair<K>();
      sortTile(tile, size, size);
      if (now >= k) limit = tile[k - 1];
      if (threadIdx.x == 0) filled = min(now, k);
      __syncthreads();
    }
  }
}

template <class T> struct Inverted {
  const T* from;
  long long step;
  __device__ __forceinline__ Pair<typename Key<T>::K> operator()(int i) const {
    Pair<typename Key<T>::K> p;
    p.key = ~Key<T>::of(from[i * step]);
    p.at = i;
    return p;
  }
};

template <class K> struct Stored {
  const Pair<K>* from;
  __device__ __forceinline__ Pair<K> operator()(int i) const { return from[i]; }
};

// A chunk (blockIdx.y) of n pairs of a line: its k first, all chunks of a line one behind the other.
template <class K, class Load>
__device__ __forceinline__ void keep(int n, int chunk, int k, int kept, long long line, Pair<K>* pairs, Load load) {
  __shared__ Pair<K> tile[TILE];
  long long begin = (long long)blockIdx.y * chunk, end = min((long long)n, begin + chunk);
  select(tile, begin, end, k, load);
  int count = int(min((long long)k, end - begin));
  for (int e = threadIdx.x; e < count; e += SORTERS) pairs[line * kept + (long long)blockIdx.y * k + e] = tile[e];
}

template <class T>
__device__ __forceinline__ void topKChunks(const Lines<3>& lines, int n, int chunk, int k, int kept, long long inStep, const T* in,
                                           Pair<typename Key<T>::K>* pairs) {
  long long at[3];
  place(lines, blockIdx.x, at);
  keep(n, chunk, k, kept, (long long)blockIdx.x, pairs, Inverted<T>{in + at[0], inStep});
}

// From what is left of each line, or, without pairs, from the line itself.
template <class T>
__device__ __forceinline__ void topKLast(const Lines<3>& lines, int n, int k, long long inStep, long long valueStep, long long orderStep,
                                         const Pair<typename Key<T>::K>* pairs, const T* in, T* values, int* order) {
  typedef typename Key<T>::K K;
  long long line = blockIdx.x, at[3];
  place(lines, line, at);
  const T* from = in + at[0];
  __shared__ Pair<K> tile[TILE];
  if (pairs) select(tile, 0, n, k, Stored<K>{pairs + line * n});
  else select(tile, 0, n, k, Inverted<T>{from, inStep});
  for (int e = threadIdx.x; e < k; e += SORTERS) {
    values[at[1] + e * valueStep] = from[tile[e].at * inStep];
    order[at[2] + e * orderStep] = tile[e].at;
  }
}

#define TOP_K(T, name)                                                                                                            \
  KERNEL_BOUNDS(SORTERS, topK_lines_##name, Lines<3> lines, int n, int k, int size, long long inStep, long long valueStep,        \
                long long orderStep, const T* in, T* values, int* order) {                                                        \
    topKLines(lines, n, k, size, inStep, valueStep, orderStep, in, values, order);                                                \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, topK_chunks_##name, Lines<3> lines, int n, int chunk, int k, int kept, long long inStep, const T* in,    \
                Pair<Key<T>::K>* pairs) {                                                                                         \
    topKChunks(lines, n, chunk, k, kept, inStep, in, pairs);                                                                      \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, topK_last_##name, Lines<3> lines, int n, int k, long long inStep, long long valueStep,                   \
                long long orderStep, const Pair<Key<T>::K>* pairs, const T* in, T* values, int* order) {                          \
    topKLast(lines, n, k, inStep, valueStep, orderStep, pairs, in, values, order);                                                \
  }
TOP_K(unsigned char, bool)
TOP_K(int, i32)
TOP_K(long long, i64)
TOP_K(float, f32)
TOP_K(double, f64)

#define TOP_K_PAIRS(K, bits)                                                                                                      \
  KERNEL_BOUNDS(SORTERS, topK_pairs_##bits, int n, int chunk, int k, int kept, const Pair<K>* pairs, Pair<K>* fewer) {            \
    long long line = blockIdx.x;                                                                                                  \
    keep(n, chunk, k, kept, line, fewer, Stored<K>{pairs + line * n});                                                            \
  }
TOP_K_PAIRS(unsigned, 32)
TOP_K_PAIRS(unsigned long long, 64)
