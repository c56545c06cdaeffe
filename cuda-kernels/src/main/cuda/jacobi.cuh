// What the kernels of block Jacobi share: the state of one matrix on the device, and which blocks meet in a round.
#pragma once
#include "kernel.cuh"
#include "tile.cuh"

// Columns are taken in blocks of WIDTH, two blocks together: a pair.
constexpr int WIDTH = 16, PAIR = 2 * WIDTH, PAIR_THREADS = 256;

// How far the columns of a pair, or of all, were from orthogonal: within the tolerance, so near that turning them once is enough, or more.
constexpr int NONE = 0, LITTLE = 1, MUCH = 2;

// One for each matrix. exponent: the matrix was divided by 2^exponent, so its largest element is near 1.
struct JacobiState {
  double shift;
  int exponent, done, sweeps, turned;
};

// Columns below `small` are filled with so much noise, and lengths below `zero` are zero. Noise turned against noise gets smaller, by
// the condition of a random matrix: `small` is far below.
template <class T> struct Range;
template <> struct Range<float> {
  static __device__ __forceinline__ float small() { return 1e-32f; }
  static __device__ __forceinline__ float filled() { return 1e-25f; }
  static __device__ __forceinline__ float zero() { return 1e-22f; }
};
template <> struct Range<double> {
  static __device__ __forceinline__ double small() { return 1e-290; }
  static __device__ __forceinline__ double filled() { return 1e-277; }
  static __device__ __forceinline__ double zero() { return 1e-273; }
};

// The round-robin tournament of an even number: who stands at a place in a round. Places a and count - 1 - a meet.
__device__ __forceinline__ int standing(int place, int round, int count) {
  return place == 0 ? 0 : 1 + (place - 1 + round) % (count - 1);
}

// The row of the stored matrix (a column of the problem) that is number i of a pair of blocks.
__device__ __forceinline__ int rowOf(int i, int pair, int round, int blocks) {
  int block = standing(i < WIDTH ? pair : blocks - 1 - pair, round, blocks);
  return block * WIDTH + i % WIDTH;
}

// The sum over a block of 256 threads, for each of them; `room` has 256 places.
template <class V> __device__ __forceinline__ V together(V mine, V* room) {
  room[threadIdx.x] = mine;
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if (threadIdx.x < half) room[threadIdx.x] += room[threadIdx.x + half];
    __syncthreads();
  }
  V all = room[0];
  __syncthreads();
  return all;
}

// The maximum likewise. NaN does not matter here: who holds it is told before.
template <class V> __device__ __forceinline__ V largest(V mine, V* room) {
  room[threadIdx.x] = mine;
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if (threadIdx.x < half) room[threadIdx.x] = max(room[threadIdx.x], room[threadIdx.x + half]);
    __syncthreads();
  }
  V all = room[0];
  __syncthreads();
  return all;
}
