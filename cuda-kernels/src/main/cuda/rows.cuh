// What the kernels on rows have in common: where rows stand, how a group of threads holds one, and what it adds up.
//
// A row is what lies along one axis; rows are counted over the other axes, which the host has merged, up to 8. Two roads:
//
//   LANESxCHUNKS   LANES threads hold a whole row in registers, CHUNKS times 16 bytes each, so that every element is read once
//                  and written once: 8x1 rows to 128 bytes, 32x2 to 1 KiB, 32x8 to 4 KiB, 256x8 (a block a row) to 32 KiB.
//   streamed       a block of 256 threads takes `width` rows at a time, 256 / width threads along each, and reads them twice.
//                  Width 1 is for longer rows; for an axis that is not the contiguous one, neighbouring threads are put on
//                  neighbouring rows, which is where memory is contiguous then.
//
// Sums have one order, which the length and the layout give; no atomics. In and out may be the same memory: a thread reads an
// element last before it writes it, and nobody else reads it after that.
#pragma once
#include "kernel.cuh"

#define ROW_BLOCK 256

template <typename T> struct alignas(16) Chunk {
  static constexpr int WIDTH = 16 / sizeof(T);
  T v[WIDTH];
};

// Steps are in bytes: [operand][axis] from row to row, along[operand] from element to element. Wide: all operands can be read
// in aligned chunks of 16 bytes, which none of them ends within.
template <int N> struct Rows {
  long long count;
  int rank, length, wide, unused;
  long long size[8];
  long long step[N][8];
  long long along[N];
};

// One row: the first element of each operand. No elements where there is no such row.
template <typename T, int N> struct Row {
  char* at[N];
  long long along[N];
  int length;
  bool wide;

  __device__ __forceinline__ T get(int operand, long long i) const {
    return *reinterpret_cast<const T*>(at[operand] + i * along[operand]);
  }
};

template <typename T, int N>
__device__ __forceinline__ Row<T, N> rowAt(const Rows<N>& rows, long long number, const void* const (&base)[N]) {
  Row<T, N> row;
  row.wide = rows.wide != 0;
  row.length = 0;
  long long from[N];
#pragma unroll
  for (int k = 0; k < N; k++) {
    from[k] = 0;
    row.along[k] = rows.along[k];
  }
  if (number < rows.count) {
    row.length = rows.length;
    long long rest = number;
    for (int d = rows.rank - 1; d > 0; d--) {
      long long i = rest % rows.size[d];
      rest /= rows.size[d];
#pragma unroll
      for (int k = 0; k < N; k++) from[k] += i * rows.step[k][d];
    }
#pragma unroll
    for (int k = 0; k < N; k++) from[k] += rest * rows.step[k][0];
  }
#pragma unroll
  for (int k = 0; k < N; k++) row.at[k] = static_cast<char*>(const_cast<void*>(base[k])) + from[k];
  return row;
}

// ---- rows in registers

// Which rows a thread's group takes: every row of the grid's stride, the same number of turns for all groups of a block, so that
// all can meet in sums; a turn without a row has length 0.
template <int LANES> struct Turn {
  int lane;
  long long first, number, stride;

  __device__ __forceinline__ Turn() {
    constexpr int groups = ROW_BLOCK / LANES;
    lane = threadIdx.x % LANES;
    first = (long long)blockIdx.x * groups;
    number = first + threadIdx.x / LANES;
    stride = (long long)gridDim.x * groups;
  }
  template <int N> __device__ __forceinline__ bool within(const Rows<N>& rows) const { return first < rows.count; }
  __device__ __forceinline__ void next() {
    first += stride;
    number += stride;
  }
};

// The share of a row that one of LANES threads holds.
template <typename T, int LANES, int CHUNKS> struct Held {
  static constexpr int WIDTH = Chunk<T>::WIDTH;
  static constexpr int COUNT = CHUNKS * WIDTH;
  T x[COUNT];

  // Which element of the row is number k of this thread's.
  static __device__ __forceinline__ int position(bool wide, int lane, int k) {
    return wide ? (k / WIDTH * LANES + lane) * WIDTH + k % WIDTH : k * LANES + lane;
  }

  // Element beyond the end are `rest`.
  template <int N> __device__ __forceinline__ void load(const Row<T, N>& row, int operand, int lane, T rest) {
    if (row.wide) {
#pragma unroll
      for (int c = 0; c < CHUNKS; c++) {
        int i = (c * LANES + lane) * WIDTH;
        Chunk<T> chunk;
        if (i < row.length) chunk = *reinterpret_cast<const Chunk<T>*>(row.at[operand] + i * sizeof(T));
#pragma unroll
        for (int j = 0; j < WIDTH; j++) x[c * WIDTH + j] = i < row.length ? chunk.v[j] : rest;
      }
    } else {
#pragma unroll
      for (int k = 0; k < COUNT; k++) {
        int i = k * LANES + lane;
        x[k] = i < row.length ? row.get(operand, i) : rest;
      }
    }
  }

  // Into operand 0.
  template <int N> __device__ __forceinline__ void store(const Row<T, N>& row, int lane) const {
    if (row.wide) {
#pragma unroll
      for (int c = 0; c < CHUNKS; c++) {
        int i = (c * LANES + lane) * WIDTH;
        Chunk<T> chunk;
#pragma unroll
        for (int j = 0; j < WIDTH; j++) chunk.v[j] = x[c * WIDTH + j];
        if (i < row.length) *reinterpret_cast<Chunk<T>*>(row.at[0] + i * sizeof(T)) = chunk;
      }
    } else {
#pragma unroll
      for (int k = 0; k < COUNT; k++) {
        int i = k * LANES + lane;
        if (i < row.length) *reinterpret_cast<T*>(row.at[0] + i * row.along[0]) = x[k];
      }
    }
  }
};

struct Add {
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return a + b; }
};
struct Largest {  // of numbers; NaN only where all are: it then shows in the sum
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return a > b || b != b ? a : b; }
};

// What LANES threads have together, known to each of them. All threads of the block come here.
template <class Op, int LANES, typename T> __device__ __forceinline__ T together(T v) {
#pragma unroll
  for (int away = (LANES < 32 ? LANES : 32) / 2; away > 0; away /= 2) v = Op::of(v, __shfl_xor_sync(0xffffffffu, v, away));
  if (LANES > 32) {
    __shared__ T ofWarp[LANES / 32 + 1];
    __syncthreads();
    if (threadIdx.x % 32 == 0) ofWarp[threadIdx.x / 32] = v;
    __syncthreads();
    v = ofWarp[0];
#pragma unroll
    for (int w = 1; w < LANES / 32; w++) v = Op::of(v, ofWarp[w]);
  }
  return v;
}

// One line for each size of row that fits registers. float64, which is rare, gets along with two sizes: a quarter of the code that
// a driver must compile would be for the others.
#define EACH_ROW_SIZE(ENTRY)  \
  ENTRY(float, f32, 8, 1)     \
  ENTRY(float, f32, 32, 2)    \
  ENTRY(float, f32, 32, 8)    \
  ENTRY(float, f32, 256, 8)   \
  ENTRY(double, f64, 32, 2)   \
  ENTRY(double, f64, 256, 8)

// ---- rows that are streamed

// Calls f(x, i) for this thread's elements i of a row, x[k] being element i of operand k + 1; with STORE the result goes to operand 0.
template <int INPUTS, bool STORE, typename T, int N, class F>
__device__ __forceinline__ void sweep(const Row<T, N>& row, int part, int parts, F f) {
  if (row.wide) {
    constexpr int WIDTH = Chunk<T>::WIDTH;
#pragma unroll(STORE ? 1 : 2)
    for (long long i = (long long)part * WIDTH; i < row.length; i += (long long)parts * WIDTH) {
      Chunk<T> in[INPUTS], out;
#pragma unroll
      for (int k = 0; k < INPUTS; k++) in[k] = *reinterpret_cast<const Chunk<T>*>(row.at[k + 1] + i * (long long)sizeof(T));
#pragma unroll
      for (int j = 0; j < WIDTH; j++) {
        T x[INPUTS];
#pragma unroll
        for (int k = 0; k < INPUTS; k++) x[k] = in[k].v[j];
        out.v[j] = f(x, i + j);
      }
      if (STORE) *reinterpret_cast<Chunk<T>*>(row.at[0] + i * (long long)sizeof(T)) = out;
    }
  } else {
#pragma unroll(STORE ? 2 : 4)
    for (long long i = part; i < row.length; i += parts) {
      T x[INPUTS];
#pragma unroll
      for (int k = 0; k < INPUTS; k++) x[k] = row.get(k + 1, i);
      T out = f(x, i);
      if (STORE) *reinterpret_cast<T*>(row.at[0] + i * row.along[0]) = out;
    }
  }
}

// Merges what the threads of each of `width` rows have, a power of two, and gives it to each of them. All threads of the block come.
template <class Value> __device__ __forceinline__ Value overParts(Value v, int width) {
  __shared__ Value all[ROW_BLOCK];
  int t = threadIdx.x;
  __syncthreads();
  all[t] = v;
  for (int half = ROW_BLOCK / 2; half >= width; half /= 2) {
    __syncthreads();
    if (t < half) all[t].merge(all[t + half]);
  }
  __syncthreads();
  return all[t % width];
}

// The same for streamed rows: which row this thread works on, and as which of the row's threads.
struct Stream {
  int part, parts;
  long long first, number, stride;

  __device__ __forceinline__ explicit Stream(int width) {
    part = threadIdx.x / width;
    parts = ROW_BLOCK / width;
    first = (long long)blockIdx.x * width;
    number = first + threadIdx.x % width;
    stride = (long long)gridDim.x * width;
  }
  template <int N> __device__ __forceinline__ bool within(const Rows<N>& rows) const { return first < rows.count; }
  __device__ __forceinline__ void next() {
    first += stride;
    number += stride;
  }
};

template <typename T> struct Sum {
  T v;
  __device__ __forceinline__ void merge(const Sum& other) { v += other.v; }
};
