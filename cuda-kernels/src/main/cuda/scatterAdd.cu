// out[.., index[j..], ..] += values[.., j.., ..], values of the same index in the order of j: the same bits as one by one.
//
// No atomics: float sums would depend on who comes first. Columns are the places of all other axes, `spots` the index's.
//
// few (up to 1024 indices): a warp takes an index j and 128 columns. It compares 32 indices at a time by a vote; where an equal
//   one stands before j it leaves, that one's warp does the work; else it adds up what belongs to j in the order of the votes.
// sorted: `keys` checks the indices and writes them densely, the stable sort of sort.cu brings equal ones together in order of
//   j, and a thread for each sorted place and pack of columns leaves unless its run begins there, else walks the run, four
//   values on their way at once. Neighbouring threads take neighbouring columns, 16 bytes each where layouts allow.
// Bytes: values read once, each touched element of out read and written once: the floor; sorting m indices adds 16 a pass.
#include "lines.cuh"

template <class T> __device__ __forceinline__ T plus(T a, T b) { return a + b; }
__device__ __forceinline__ int plus(int a, int b) { return int(unsigned(a) + unsigned(b)); }
__device__ __forceinline__ long long plus(long long a, long long b) { return (long long)((unsigned long long)a + (unsigned long long)b); }

constexpr int SOURCE = 1;  // IndexFaults.Source.SCATTER_ADD

template <class T>
__device__ __forceinline__ void scatterAddFew(const Lines<2>& columns, const Lines<2>& spots, int limit, long long jump, const int* index,
                                              const T* values, T* out, int4* fault) {
  constexpr int EACH = 4;
  int lane = threadIdx.x % 32, m = int(spots.count);
  long long pieces = (columns.count + 32 * EACH - 1) / (32 * EACH);
  long long warp = (long long)blockIdx.x * 8 + threadIdx.x / 32, at[2];
  if (warp >= m * pieces) return;
  int j = int(warp / pieces);
  long long first = warp % pieces * (32 * EACH) + lane;
  place(spots, j, at);
  int mine = index[at[1]];
  if (mine < 0 || mine >= limit) {
    if (first == 0) tell(fault, SOURCE, mine, limit, j);
    return;
  }
  T sum[EACH];
  long long to[EACH], from[EACH];
#pragma unroll
  for (int q = 0; q < EACH; q++) {
    to[q] = -1;
    if (first + 32 * q < columns.count) {
      place(columns, first + 32 * q, at);
      to[q] = at[0] + mine * jump;
      from[q] = at[1];
    }
  }
  bool begun = false;
  for (int some = 0; some < m; some += 32) {
    int other = -1;
    long long spot[2] = {0, 0};
    if (some + lane < m) {
      place(spots, some + lane, spot);
      other = index[spot[1]];
    }
    unsigned same = __ballot_sync(0xffffffffu, other == mine);
    while (same) {
      int bit = __ffs(int(same)) - 1;
      same &= same - 1;
      if (some + bit < j) return;
      long long source = __shfl_sync(0xffffffffu, spot[0], bit);
#pragma unroll
      for (int q = 0; q < EACH; q++) {
        if (first + 32 * q < columns.count) sum[q] = plus(begun ? sum[q] : out[to[q]], values[from[q] + source]);
      }
      begun = true;
    }
  }
#pragma unroll
  for (int q = 0; q < EACH; q++) {
    if (first + 32 * q < columns.count) out[to[q]] = sum[q];
  }
}

template <class T, int W>
__device__ __forceinline__ void scatterAddSorted(const Lines<2>& columns, const Lines<2>& spots, long long jump, const int* sorted,
                                                 const int* order, const T* values, T* out) {
  typedef Pack<T, W> P;
  long long threads = (long long)gridDim.x * blockDim.x, m = spots.count, at[2], spot[2];
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < m * columns.count; i += threads) {
    long long s = i / columns.count;
    int row = sorted[s];
    if (row == OUT_OF_RANGE || (s > 0 && sorted[s - 1] == row)) continue;
    place(columns, i - s * columns.count, at);
    P* target = reinterpret_cast<P*>(out + at[0] + row * jump);
    const T* column = values + at[1];
    P sum = *target;
    while (s + 4 <= m && sorted[s + 3] == row) {
      P v[4];
#pragma unroll
      for (int k = 0; k < 4; k++) {
        place(spots, order[s + k], spot);
        v[k] = *reinterpret_cast<const P*>(column + spot[0]);
      }
#pragma unroll
      for (int k = 0; k < 4; k++) {
#pragma unroll
        for (int w = 0; w < W; w++) sum.v[w] = plus(sum.v[w], v[k].v[w]);
      }
      s += 4;
    }
    for (; s < m && sorted[s] == row; s++) {
      place(spots, order[s], spot);
      P v = *reinterpret_cast<const P*>(column + spot[0]);
#pragma unroll
      for (int w = 0; w < W; w++) sum.v[w] = plus(sum.v[w], v.v[w]);
    }
    *target = sum;
  }
}

KERNEL_BOUNDS(256, scatterAdd_keys, Lines<2> spots, int limit, const int* index, int* keys, int4* fault) {
  long long threads = (long long)gridDim.x * blockDim.x, at[2];
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < spots.count; i += threads) {
    place(spots, i, at);
    int row = index[at[1]];
    bool bad = row < 0 || row >= limit;
    if (bad) tell(fault, SOURCE, row, limit, i);
    keys[i] = bad ? OUT_OF_RANGE : row;
  }
}

#define SCATTER_ADD_SORTED(kernel, T, W)                                                                                         \
  KERNEL_BOUNDS(256, kernel, Lines<2> columns, Lines<2> spots, long long jump, const int* sorted, const int* order,              \
                const T* values, T* out) {                                                                                       \
    scatterAddSorted<T, W>(columns, spots, jump, sorted, order, values, out);                                                    \
  }
#define SCATTER_ADD(T, name)                                                                                                     \
  KERNEL_BOUNDS(256, scatterAdd_few_##name, Lines<2> columns, Lines<2> spots, int limit, long long jump, const int* index,       \
                const T* values, T* out, int4* fault) {                                                                          \
    scatterAddFew(columns, spots, limit, jump, index, values, out, fault);                                                       \
  }                                                                                                                              \
  SCATTER_ADD_SORTED(scatterAdd_sorted_##name, T, 1)                                                                             \
  SCATTER_ADD_SORTED(scatterAdd_wide_##name, T, 16 / int(sizeof(T)))
SCATTER_ADD(int, i32)
SCATTER_ADD(long long, i64)
SCATTER_ADD(float, f32)
SCATTER_ADD(double, f64)
