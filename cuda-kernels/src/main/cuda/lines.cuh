// Where lines begin: what the operations along an axis, and those by index, share.
//
// A line is all that stands along one axis at fixed places of the others. The other axes come merged, outermost first, with
// their steps in elements for each of V operands; the whole structure is an argument, so no shape is read from memory.
#pragma once
#include "kernel.cuh"

constexpr int LINE_AXES = 8;

template <int V> struct Lines {
  long long count;
  long long rank;
  long long size[LINE_AXES];
  long long step[V][LINE_AXES];
};

// The offset of a line's first element in each operand, or the first U. Division is most of the price: 32 bits serve nearly always.
template <int V, int U> __device__ __forceinline__ void place(const Lines<V>& lines, long long line, long long (&at)[U]) {
#pragma unroll
  for (int v = 0; v < U; v++) at[v] = 0;
  int d = int(lines.rank) - 1;
  if (lines.count <= 0xffffffffll) {
    unsigned rest = unsigned(line);
#pragma unroll 1
    for (; d > 0; d--) {
      unsigned size = unsigned(lines.size[d]), above = rest / size;
#pragma unroll
      for (int v = 0; v < U; v++) at[v] += (long long)(rest - above * size) * lines.step[v][d];
      rest = above;
    }
    line = rest;
  } else {
#pragma unroll 1
    for (; d > 0; d--) {
      long long above = line / lines.size[d];
#pragma unroll
      for (int v = 0; v < U; v++) at[v] += (line - above * lines.size[d]) * lines.step[v][d];
      line = above;
    }
  }
#pragma unroll
  for (int v = 0; v < U; v++) at[v] += line * lines.step[v][0];
}

// W elements that are moved by accesses of 16 bytes where they fill as many.
template <class T, int W> struct alignas(W * sizeof(T) < 16 ? W * sizeof(T) : 16) Pack {
  T v[W];
};

// Tells of an index out of range, which stands at a position: see IndexFaults. The last number is never 0.
__device__ __forceinline__ void tell(int4* fault, int source, int index, int limit, long long position) {
  *fault = make_int4(source, index, limit, int(unsigned(position) + 1u));
}

constexpr int OUT_OF_RANGE = 0x7fffffff;  // no index: a limit is at most that

__device__ __forceinline__ bool aligned16(const void* p) { return (size_t(p) & 15) == 0; }
