// Sorting in shared memory by a bitonic network (Batcher 1968): no step depends on the data, so neither does the time.
#pragma once
#include "keys.cuh"

constexpr int TILE = 2048;     // pairs a block sorts: 16 KiB of shared memory, 32 KiB for keys of 64 bits
constexpr int SORTERS = 512;   // threads of such a block

// Sorts each stretch of `size` pairs, a power of two, among the first `used` pairs of the tile. Barriers before and after.
//
// Thread t of a step takes the pair of places i = 2t - t mod d and i + d. For d up to 32 a warp's places are the same 64 in
// every step, so between these steps, 51 of the 66 of a full tile, no barrier of the block is needed.
template <class K> __device__ __forceinline__ void sortTile(Pair<K>* tile, int used, int size) {
  bool wide = true;
#pragma unroll 1
  for (int run = 2; run <= size; run *= 2) {
#pragma unroll 1
    for (int d = run / 2; d > 0; d /= 2) {
      if (wide || d > 32) {
        __syncthreads();
      } else {
        __syncwarp();
      }
      wide = d > 32;
#pragma unroll 1
      for (int t = threadIdx.x; t < used / 2; t += SORTERS) {
        int i = 2 * t - (t & (d - 1));
        bool up = run == size || (i & run) == 0;
        Pair<K> a = tile[i], b = tile[i + d];
        if ((b < a) == up) {
          tile[i] = b;
          tile[i + d] = a;
        }
      }
    }
  }
  __syncthreads();
}
