// The k largest of each line in descending order, with their positions; equal ones by position, NaN before all numbers.
//
// A block sorts a tile of 2048 pairs (inverted key, position) in shared memory (network.cuh) and keeps its first k; what the
// tiles of a line keep is again cut into tiles, until one is left, which gives values and positions. k is 1024 at most, so every
// round leaves half at most. Why not a selection by digits (radix select): that reads the line four times, this once, and order
// and stability come with it. Bytes for float32: 4 read, and 8 k / 2048 written and read again for each element, the floor being
// 4 + 8 k / n. Short lines share a tile, as in sort.
#include "lines.cuh"
#include "network.cuh"

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

// The first k of a tile; the tiles of a line leave `kept` pairs.
template <class K, class Load>
__device__ __forceinline__ void keep(long long line, int tiles, int n, int k, int kept, Pair<K>* pairs, Load load) {
  __shared__ Pair<K> tile[TILE];
  int number = int(blockIdx.x % tiles);
  int start = number * TILE, count = min(TILE, n - start);
#pragma unroll 1
  for (int e = threadIdx.x; e < TILE; e += SORTERS) tile[e] = e < count ? load(start + e) : lastPair<K>();
  sortTile(tile, TILE, TILE);
#pragma unroll 1
  for (int e = threadIdx.x; e < min(k, count); e += SORTERS) pairs[line * kept + number * k + e] = tile[e];
}

template <class T>
__device__ __forceinline__ void topKTiles(const Lines<3>& lines, int n, int k, int kept, long long inStep, const T* in,
                                          Pair<typename Key<T>::K>* pairs) {
  typedef typename Key<T>::K K;
  int tiles = (n - 1) / TILE + 1;
  long long line = blockIdx.x / tiles, at[3];
  place(lines, line, at);
  const T* from = in + at[0];
  keep(line, tiles, n, k, kept, pairs, [=](int i) {
    Pair<K> p;
    p.key = ~Key<T>::of(from[i * inStep]);
    p.at = i;
    return p;
  });
}

template <class K> __device__ __forceinline__ void topKPairs(int n, int k, int kept, const Pair<K>* pairs, Pair<K>* fewer) {
  int tiles = (n - 1) / TILE + 1;
  long long line = blockIdx.x / tiles;
  const Pair<K>* from = pairs + line * n;
  keep(line, tiles, n, k, kept, fewer, [=](int i) { return from[i]; });
}

// One tile of pairs a line is left: a block sorts it and writes the result.
template <class T>
__device__ __forceinline__ void topKLast(const Lines<3>& lines, int n, int k, long long inStep, long long valueStep, long long orderStep,
                                         const Pair<typename Key<T>::K>* pairs, const T* in, T* values, int* order) {
  typedef typename Key<T>::K K;
  __shared__ Pair<K> tile[TILE];
  long long line = blockIdx.x, at[3];
#pragma unroll 1
  for (int e = threadIdx.x; e < TILE; e += SORTERS) tile[e] = e < n ? pairs[line * n + e] : lastPair<K>();
  sortTile(tile, TILE, TILE);
  place(lines, line, at);
#pragma unroll 1
  for (int e = threadIdx.x; e < k; e += SORTERS) {
    values[at[1] + e * valueStep] = in[at[0] + tile[e].at * inStep];
    order[at[2] + e * orderStep] = tile[e].at;
  }
}

#define TOP_K(T, name)                                                                                                            \
  KERNEL_BOUNDS(SORTERS, topK_lines_##name, Lines<3> lines, int n, int k, int size, long long inStep, long long valueStep,        \
                long long orderStep, const T* in, T* values, int* order) {                                                        \
    topKLines(lines, n, k, size, inStep, valueStep, orderStep, in, values, order);                                                \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, topK_tiles_##name, Lines<3> lines, int n, int k, int kept, long long inStep, const T* in,                \
                Pair<Key<T>::K>* pairs) {                                                                                         \
    topKTiles(lines, n, k, kept, inStep, in, pairs);                                                                              \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, topK_last_##name, Lines<3> lines, int n, int k, long long inStep, long long valueStep,                   \
                long long orderStep, const Pair<Key<T>::K>* pairs, const T* in, T* values, int* order) {                          \
    topKLast(lines, n, k, inStep, valueStep, orderStep, pairs, in, values, order);                                                \
  }
TOP_K(unsigned char, bool)
TOP_K(int, i32)
TOP_K(float, f32)
TOP_K(double, f64)

KERNEL_BOUNDS(SORTERS, topK_pairs_32, int n, int k, int kept, const Pair<unsigned>* pairs, Pair<unsigned>* fewer) {
  topKPairs(n, k, kept, pairs, fewer);
}
KERNEL_BOUNDS(SORTERS, topK_pairs_64, int n, int k, int kept, const Pair<unsigned long long>* pairs, Pair<unsigned long long>* fewer) {
  topKPairs(n, k, kept, pairs, fewer);
}
