// values = the elements of each line in ascending order, order = where each stood; stable, NaN last, -0 and 0 equal.
//
// Lines of up to 2048: a block takes as many lines as fit its tile of 2048 pairs (key, position), each rounded up to a power
// of two, and sorts them at once (network.cuh). Elements are read once for the keys and once more, from the cache, by their
// sorted positions, so that every bit of a NaN and the sign of a 0 are kept; all are read before any is written: values may be
// the input. float32: 4 bytes read and 8 written, which is the floor.
//
// Longer lines: tiles become sorted runs, then each pass merges runs two by two. A block makes 2048 places of the output: two
// threads find by binary search on the diagonal (merge path: Odeh, Green, Mwassi, Shmueli, Birk 2012) which stretches of both
// runs these are, the block loads them into shared memory, and each pair finds its place by binary search in the other
// stretch. The last pass writes values and order instead of pairs. Why not radix sort: merging is stable for keys of any
// width, needs no counting in memory, and all its accesses but the last gather are coalesced.
// Bytes for each float32: 4 + 8 by the tiles, 16 a pass, 8 + 4 (gathered) + 8 by the last; n = 1 M has 8 passes and the last.
#include "lines.cuh"
#include "network.cuh"

// Which element of which stretch thread place e of a tile loads: neighbours along lines, or across them where lines are columns.
__device__ __forceinline__ void spread(int e, int size, int stretches, bool across, int& stretch, int& i) {
  stretch = across ? e & (stretches - 1) : e / size;
  i = across ? e / stretches : e & (size - 1);
}

template <class T>
__device__ __forceinline__ void sortLines(const Lines<3>& lines, int n, int size, bool across, long long inStep, long long valueStep,
                                          long long orderStep, const T* in, T* values, int* order) {
  typedef typename Key<T>::K K;
  __shared__ Pair<K> tile[TILE];
  int stretches = TILE / size, stretch, i;
  long long first = (long long)blockIdx.x * stretches, at[3];
  int used = int(min(lines.count - first, (long long)stretches)) * size;
  if (across) used = TILE;  // stretches lie side by side there
#pragma unroll 1
  for (int e = threadIdx.x; e < used; e += SORTERS) {
    spread(e, size, stretches, across, stretch, i);
    Pair<K> p = lastPair<K>();
    if (i < n && first + stretch < lines.count) {
      place(lines, first + stretch, at);
      p.key = Key<T>::of(in[at[0] + i * inStep]);
      p.at = i;
    }
    tile[stretch * size + i] = p;
  }
  sortTile(tile, used, size);
  T sorted[TILE / SORTERS];
#pragma unroll
  for (int q = 0; q < TILE / SORTERS; q++) {
    int e = threadIdx.x + q * SORTERS;
    spread(e, size, stretches, across, stretch, i);
    if (e < used && i < n && first + stretch < lines.count) {
      place(lines, first + stretch, at);
      sorted[q] = in[at[0] + tile[stretch * size + i].at * inStep];
    }
  }
  __syncthreads();
#pragma unroll
  for (int q = 0; q < TILE / SORTERS; q++) {
    int e = threadIdx.x + q * SORTERS;
    spread(e, size, stretches, across, stretch, i);
    if (e < used && i < n && first + stretch < lines.count) {
      place(lines, first + stretch, at);
      values[at[1] + i * valueStep] = sorted[q];
      order[at[2] + i * orderStep] = tile[stretch * size + i].at;
    }
  }
}

// One tile of one line: a sorted run of pairs[line n + ...].
template <class T>
__device__ __forceinline__ void sortTiles(const Lines<3>& lines, int n, long long inStep, const T* in, Pair<typename Key<T>::K>* pairs) {
  typedef typename Key<T>::K K;
  __shared__ Pair<K> tile[TILE];
  int tiles = (n - 1) / TILE + 1;
  long long line = blockIdx.x / tiles, at[3];
  int start = int(blockIdx.x % tiles) * TILE, count = min(TILE, n - start);
  place(lines, line, at);
#pragma unroll 1
  for (int e = threadIdx.x; e < TILE; e += SORTERS) {
    Pair<K> p = lastPair<K>();
    if (e < count) {
      p.key = Key<T>::of(in[at[0] + (start + e) * inStep]);
      p.at = start + e;
    }
    tile[e] = p;
  }
  sortTile(tile, TILE, TILE);
#pragma unroll 1
  for (int e = threadIdx.x; e < count; e += SORTERS) pairs[line * n + start + e] = tile[e];
}

// How many of the first `diagonal` pairs of two runs merged come from the first run.
template <class K> __device__ __forceinline__ int split(const Pair<K>* a, int na, const Pair<K>* b, int nb, int diagonal) {
  int low = max(0, diagonal - nb), high = min(diagonal, na);
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (a[middle] < b[diagonal - 1 - middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}

template <class K> __device__ __forceinline__ int below(const Pair<K>* a, int n, const Pair<K>& p) {
  int low = 0, high = n;
  while (low < high) {
    int middle = (low + high) / 2;
    if (a[middle] < p) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Merges runs of length `run` two by two and hands each pair with its line and its new place there to `write`.
template <class K, class Write> __device__ __forceinline__ void mergeRuns(int n, int run, const Pair<K>* pairs, Write write) {
  __shared__ Pair<K> tile[TILE];
  __shared__ int ends[2];
  int segments = (n - 1) / TILE + 1;
  long long line = blockIdx.x / segments;
  int start = int(blockIdx.x % segments) * TILE, count = min(TILE, n - start);
  int first = start - start % (2ll * run);  // of the two runs; TILE divides run, so the segment lies within
  int na = min(run, n - first), nb = int(min((long long)run, (long long)n - first - na));
  const Pair<K>* a = pairs + line * n + first;
  const Pair<K>* b = a + na;
  if (threadIdx.x < 2) ends[threadIdx.x] = split(a, na, b, nb, start - first + (threadIdx.x ? count : 0));
  __syncthreads();
  int a0 = ends[0], b0 = start - first - a0, ours = ends[1] - a0;
#pragma unroll
  for (int q = 0; q < TILE / SORTERS; q++) {  // all loads on their way at once
    int e = threadIdx.x + q * SORTERS;
    if (e < count) tile[e] = e < ours ? a[a0 + e] : b[b0 + e - ours];
  }
  __syncthreads();
#pragma unroll 1
  for (int e = threadIdx.x; e < count; e += SORTERS) {
    Pair<K> p = tile[e];
    int others = e < ours ? below(tile + ours, count - ours, p) : below(tile, ours, p) - ours;
    write(line, start + e + others, p);
  }
}

template <class K> __device__ __forceinline__ void sortMerge(int n, int run, const Pair<K>* pairs, Pair<K>* merged) {
  mergeRuns(n, run, pairs, [=](long long line, int i, const Pair<K>& p) { merged[line * n + i] = p; });
}

template <class T>
__device__ __forceinline__ void sortLast(const Lines<3>& lines, int n, int run, long long inStep, long long valueStep, long long orderStep,
                                         const Pair<typename Key<T>::K>* pairs, const T* in, T* values, int* order) {
  typedef typename Key<T>::K K;
  long long at[3];
  place(lines, blockIdx.x / ((n - 1) / TILE + 1), at);
  const T* from = in + at[0];
  T* to = values + at[1];
  int* where = order + at[2];
  mergeRuns(n, run, pairs, [=](long long, int i, const Pair<K>& p) {
    to[i * valueStep] = from[p.at * inStep];
    where[i * orderStep] = p.at;
  });
}

#define SORT(T, name)                                                                                                             \
  KERNEL_BOUNDS(SORTERS, sort_lines_##name, Lines<3> lines, int n, int size, int across, long long inStep, long long valueStep,   \
                long long orderStep, const T* in, T* values, int* order) {                                                        \
    sortLines(lines, n, size, across != 0, inStep, valueStep, orderStep, in, values, order);                                      \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, sort_tiles_##name, Lines<3> lines, int n, long long inStep, const T* in, Pair<Key<T>::K>* pairs) {       \
    sortTiles(lines, n, inStep, in, pairs);                                                                                       \
  }                                                                                                                               \
  KERNEL_BOUNDS(SORTERS, sort_last_##name, Lines<3> lines, int n, int run, long long inStep, long long valueStep,                 \
                long long orderStep, const Pair<Key<T>::K>* pairs, const T* in, T* values, int* order) {                          \
    sortLast(lines, n, run, inStep, valueStep, orderStep, pairs, in, values, order);                                              \
  }
SORT(unsigned char, bool)
SORT(int, i32)
SORT(long long, i64)
SORT(float, f32)
SORT(double, f64)

KERNEL_BOUNDS(SORTERS, sort_merge_32, int n, int run, const Pair<unsigned>* pairs, Pair<unsigned>* merged) {
  sortMerge(n, run, pairs, merged);
}
KERNEL_BOUNDS(SORTERS, sort_merge_64, int n, int run, const Pair<unsigned long long>* pairs, Pair<unsigned long long>* merged) {
  sortMerge(n, run, pairs, merged);
}
