// out[i] = the sum, product, largest or smallest of in[0 .. i] along each line; NaN goes through; out may be in.
//
// float32 and float64 run in double and are rounded on the way out, so that a long running sum stays accurate; integers wrap.
//
// rows: the line's elements are neighbours. A warp (short lines) or a block of 8 warps goes along the line tile by tile: each
//   thread takes 4 neighbours, one access of 16 bytes for float32 where they lie densely; totals are scanned by shuffles within a
//   warp and through shared memory between warps; the tile's total is carried on. One barrier a tile: totals alternate
//   between two rows of shared memory.
// columns: neighbouring elements belong to neighbouring lines. A thread takes a line, in the order of the processor's loop.
// Few long lines: three launches. scan_sums gives the total of every chunk (blockIdx.y), scan_rows scans those totals in
//   place, and rows or columns start each chunk from the total before it. Why no look-back in one launch (Merrill, Garland
//   2016): blocks would wait for blocks by spinning, which deadlocks wherever they are not all resident.
// Bytes for float32: 8 an element, which is the floor; 12 in three launches.
#include "lines.cuh"

enum Operation { SUM, PROD, LARGEST, SMALLEST };

template <class T> struct Total {
  typedef double A;
};
template <> struct Total<int> {
  typedef int A;
};
template <> struct Total<long long> {
  typedef long long A;
};

__device__ __forceinline__ int neutral(int op, int) {
  return op == SUM ? 0 : op == PROD ? 1 : op == LARGEST ? -2147483647 - 1 : 2147483647;
}
__device__ __forceinline__ long long neutral(int op, long long) {
  return op == SUM ? 0 : op == PROD ? 1 : op == LARGEST ? -9223372036854775807ll - 1 : 9223372036854775807ll;
}
__device__ __forceinline__ double neutral(int op, double) {
  return op == SUM ? 0.0 : op == PROD ? 1.0 : op == LARGEST ? -double(INFINITY) : double(INFINITY);
}

__device__ __forceinline__ int combine(int op, int a, int b) {
  if (op == SUM) return int(unsigned(a) + unsigned(b));
  if (op == PROD) return int(unsigned(a) * unsigned(b));
  return (op == LARGEST) == (a > b) ? a : b;
}

__device__ __forceinline__ long long combine(int op, long long a, long long b) {
  if (op == SUM) return (long long)((unsigned long long)a + (unsigned long long)b);
  if (op == PROD) return (long long)((unsigned long long)a * (unsigned long long)b);
  return (op == LARGEST) == (a > b) ? a : b;
}

// 0 is larger than -0, as in Java.
__device__ __forceinline__ double combine(int op, double a, double b) {
  if (op == SUM) return a + b;
  if (op == PROD) return a * b;
  if (a != a || b != b) return a + b;
  if (a == b) return (__double_as_longlong(a) < 0) == (op == LARGEST) ? b : a;
  return (op == LARGEST) == (a > b) ? a : b;
}

template <class A> __device__ __forceinline__ A before(int op, const A* carry, long long line) {
  return carry && blockIdx.y > 0 ? carry[line * gridDim.y + blockIdx.y - 1] : neutral(op, A());
}

// Four neighbours of a line, whole packs where that is possible; beyond the end stands what changes nothing.
template <class T, class A>
__device__ __forceinline__ void load4(const T* x, long long step, long long i, long long end, int op, A (&v)[4]) {
  if (step == 1 && i + 4 <= end && aligned16(x + i)) {
    Pack<T, 4> pack = *reinterpret_cast<const Pack<T, 4>*>(x + i);
#pragma unroll
    for (int k = 0; k < 4; k++) v[k] = A(pack.v[k]);
  } else {
#pragma unroll
    for (int k = 0; k < 4; k++) v[k] = i + k < end ? A(x[(i + k) * step]) : neutral(op, A());
  }
}

template <class T, class A> __device__ __forceinline__ void store4(T* y, long long step, long long i, long long end, const A (&v)[4]) {
  if (step == 1 && i + 4 <= end && aligned16(y + i)) {
    Pack<T, 4> pack;
#pragma unroll
    for (int k = 0; k < 4; k++) pack.v[k] = T(v[k]);
    *reinterpret_cast<Pack<T, 4>*>(y + i) = pack;
  } else {
#pragma unroll
    for (int k = 0; k < 4; k++) {
      if (i + k < end) y[(i + k) * step] = T(v[k]);
    }
  }
}

// Lines by teams of WARPS warps, 8 warps a block; blockIdx.y is the chunk.
template <int WARPS, class T>
__device__ __forceinline__ void scanRows(const Lines<2>& lines, long long n, long long chunk, int op, long long inStep, long long outStep,
                                         const T* in, T* out, const typename Total<T>::A* carry) {
  typedef typename Total<T>::A A;
  constexpr int TEAM = 32 * WARPS;
  __shared__ A totals[2][WARPS];
  int t = threadIdx.x % TEAM, lane = t % 32, warp = t / 32, turn = 0;
  long long line = (long long)blockIdx.x * (8 / WARPS) + threadIdx.x / TEAM, at[2];
  if (line >= lines.count) return;  // a whole warp, and never a part of a team of 8
  place(lines, line, at);
  const T* x = in + at[0];
  T* y = out + at[1];
  long long begin = blockIdx.y * chunk, end = min(n, begin + chunk);
  A carried = before(op, carry, line);
  for (long long i = begin + 4 * t; i - 4 * t < end; i += 4 * TEAM) {
    A v[4];
    load4(x, inStep, i, end, op, v);
#pragma unroll
    for (int k = 1; k < 4; k++) v[k] = combine(op, v[k - 1], v[k]);
    A upTo = v[3];
#pragma unroll
    for (int d = 1; d < 32; d *= 2) {
      A left = __shfl_up_sync(0xffffffffu, upTo, d);
      if (lane >= d) upTo = combine(op, left, upTo);
    }
    A mine = __shfl_up_sync(0xffffffffu, upTo, 1), all = __shfl_sync(0xffffffffu, upTo, 31);
    if (WARPS > 1) {
      if (lane == 31) totals[turn][warp] = upTo;
      __syncthreads();
      A ofWarps = carried;
#pragma unroll
      for (int w = 0; w < WARPS; w++) {
        if (w == warp) carried = ofWarps;
        ofWarps = combine(op, ofWarps, totals[turn][w]);
      }
      all = ofWarps;
      turn ^= 1;
    } else {
      all = combine(op, carried, all);
    }
    if (lane > 0) carried = combine(op, carried, mine);
#pragma unroll
    for (int k = 0; k < 4; k++) v[k] = combine(op, carried, v[k]);
    store4(y, outStep, i, end, v);
    carried = all;
  }
}

// The total of one chunk of one line by a block.
template <class T>
__device__ __forceinline__ void scanSums(const Lines<2>& lines, long long n, long long chunk, int op, long long inStep, const T* in,
                                         typename Total<T>::A* sums) {
  typedef typename Total<T>::A A;
  __shared__ A totals[8];
  long long line = blockIdx.x, at[2];
  place(lines, line, at);
  const T* x = in + at[0];
  long long begin = blockIdx.y * chunk, end = min(n, begin + chunk);
  A total = neutral(op, A());
#pragma unroll 2
  for (long long i = begin + 4 * threadIdx.x; i < end; i += 1024) {
    A v[4];
    load4(x, inStep, i, end, op, v);
#pragma unroll
    for (int k = 0; k < 4; k++) total = combine(op, total, v[k]);
  }
#pragma unroll
  for (int d = 16; d > 0; d /= 2) total = combine(op, total, __shfl_xor_sync(0xffffffffu, total, d));
  if (threadIdx.x % 32 == 0) totals[threadIdx.x / 32] = total;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int w = 1; w < 8; w++) total = combine(op, total, totals[w]);
    sums[line * gridDim.y + blockIdx.y] = total;
  }
}

template <class T>
__device__ __forceinline__ void scanColumns(const Lines<2>& lines, long long n, long long chunk, int op, long long inStep,
                                            long long outStep, const T* in, T* out, const typename Total<T>::A* carry) {
  typedef typename Total<T>::A A;
  long long line = (long long)blockIdx.x * blockDim.x + threadIdx.x, at[2];
  if (line >= lines.count) return;
  place(lines, line, at);
  const T* x = in + at[0];
  T* y = out + at[1];
  long long i = blockIdx.y * chunk, end = min(n, i + chunk);
  A total = before(op, carry, line);
  for (; i + 4 <= end; i += 4) {
    T v[4];  // four loads before the first store, which the compiler could not know to be elsewhere
#pragma unroll
    for (int k = 0; k < 4; k++) v[k] = x[(i + k) * inStep];
#pragma unroll
    for (int k = 0; k < 4; k++) {
      total = combine(op, total, A(v[k]));
      y[(i + k) * outStep] = T(total);
    }
  }
  for (; i < end; i++) {
    total = combine(op, total, A(x[i * inStep]));
    y[i * outStep] = T(total);
  }
}

template <class T>
__device__ __forceinline__ void scanColumnSums(const Lines<2>& lines, long long n, long long chunk, int op, long long inStep, const T* in,
                                               typename Total<T>::A* sums) {
  typedef typename Total<T>::A A;
  long long line = (long long)blockIdx.x * blockDim.x + threadIdx.x, at[2];
  if (line >= lines.count) return;
  place(lines, line, at);
  long long begin = blockIdx.y * chunk, end = min(n, begin + chunk);
  A total = neutral(op, A());
#pragma unroll 4
  for (long long i = begin; i < end; i++) total = combine(op, total, A(in[at[0] + i * inStep]));
  sums[line * gridDim.y + blockIdx.y] = total;
}

#define SCAN_WAY(kernel, T, call)                                                                                               \
  KERNEL_BOUNDS(256, kernel, Lines<2> lines, long long n, long long chunk, int op, long long inStep, long long outStep,         \
                const T* in, T* out, const Total<T>::A* carry) {                                                               \
    call(lines, n, chunk, op, inStep, outStep, in, out, carry);                                                                 \
  }
#define SCAN_SUMS(kernel, T, call)                                                                                              \
  KERNEL_BOUNDS(256, kernel, Lines<2> lines, long long n, long long chunk, int op, long long inStep, const T* in,               \
                Total<T>::A* sums) {                                                                                            \
    call(lines, n, chunk, op, inStep, in, sums);                                                                                \
  }
#define SCAN(T, name)                               \
  SCAN_WAY(scan_short_##name, T, scanRows<1>)       \
  SCAN_WAY(scan_rows_##name, T, scanRows<8>)        \
  SCAN_WAY(scan_columns_##name, T, scanColumns)     \
  SCAN_SUMS(scan_sums_##name, T, scanSums)          \
  SCAN_SUMS(scan_columnSums_##name, T, scanColumnSums)
SCAN(int, i32)
SCAN(long long, i64)
SCAN(float, f32)
SCAN(double, f64)
