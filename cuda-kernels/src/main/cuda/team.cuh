// Teams of threads that factor a small matrix each, in shared memory: 8, 16 or 32 lanes of a warp, or a whole block of 64.
//
// A thread owns columns of the matrix (or rows, where that is said), whose lines begin an odd number of elements apart: neighbouring
// threads read neighbouring banks both along rows and along columns. What all threads must know, as a pivot, each finds by itself from
// the same numbers, which shared memory gives to all at once: dearer than a reduction in operations, cheaper in waiting.
// All teams of a block do the same steps, so one barrier serves them.
#pragma once
#include "batch.cuh"

constexpr int TEAM_BLOCK = 128;

// With 8 blocks a multiprocessor in view the compiler gives 64 registers; left to itself it spills.
#if defined(__CUDACC__) || defined(__CUDACC_RTC__)
#define TEAM_KERNEL(name, ...) extern "C" __global__ void __launch_bounds__(TEAM_BLOCK, 8) name(__VA_ARGS__)
#else
#define TEAM_KERNEL(name, ...) KERNEL_BOUNDS(TEAM_BLOCK, name, __VA_ARGS__)
#endif

struct Team {
  int size, lane, number, together;

  __device__ __forceinline__ explicit Team(int size)
      : size(size), lane(threadIdx.x % size), number(threadIdx.x / size), together(blockDim.x / size) {}

  __device__ __forceinline__ void sync() const {
    if (size > 32) {
      __syncthreads();
    } else {
      __syncwarp();
    }
  }
};

// A team's part of the shared memory: lines of a matrix, some numbers beside it, and words, the first of which says that a number is
// not finite.
template <typename T> struct Room {
  T* a;
  T* side;
  int* words;
  int line;

  __device__ __forceinline__ Room(T* shared, const Team& team, int rows, int columns, int sides, int stride) {
    line = columns | 1;
    a = shared + (long long)team.number * stride;
    side = a + rows * line;
    words = reinterpret_cast<int*>(side + sides);
  }
  __device__ __forceinline__ T& at(int i, int j) const { return a[i * line + j]; }
};

enum Part { ALL, LOWER, UPPER };

// Reads a matrix, the other triangle of which becomes 0. Word 0 was set to 0 before a barrier, and one must follow.
template <typename T>
__device__ __forceinline__ void load(const Team& team, const Room<T>& room, const T* in, long long row, long long column, int m, int n,
                                     Part part) {
  bool bad = false;
  for (int j = team.lane; j < n; j += team.size) {
#pragma unroll 4
    for (int i = 0; i < m; i++) {
      T x = part == ALL || (part == LOWER ? j <= i : j >= i) ? in[i * row + j * column] : (T)0;
      room.at(i, j) = x;
      bad |= !isFinite(x);
    }
  }
  if (bad) room.words[0] = 1;
}
