// Where the matrices of a batch begin: what the kernels that factor and solve share.
//
// The leading axes come merged with their steps in elements for each of V operands, by value; operand 0 is one int a matrix, its
// code. Then the steps from row to row and from column to column of each operand.
#pragma once
#include "kernel.cuh"

constexpr int BATCH_AXES = 8;

template <int V> struct Batch {
  long long count;
  long long rank;
  long long size[BATCH_AXES];
  long long step[V][BATCH_AXES];
  long long row[V];
  long long column[V];
};

// The offset of a matrix in each operand.
template <int V> __device__ __forceinline__ void matrixAt(const Batch<V>& batch, long long number, long long (&at)[V]) {
#pragma unroll
  for (int v = 0; v < V; v++) at[v] = 0;
#pragma unroll 1
  for (int d = int(batch.rank) - 1; d > 0; d--) {
    long long above = number / batch.size[d], i = number - above * batch.size[d];
#pragma unroll
    for (int v = 0; v < V; v++) at[v] += i * batch.step[v][d];
    number = above;
  }
#pragma unroll
  for (int v = 0; v < V; v++) at[v] += number * batch.step[v][0];
}

constexpr int NOT_FINITE = -1;  // the code of a matrix that holds NaN or infinity

template <typename T> __device__ __forceinline__ bool isFinite(T x) { return x - x == 0; }
