// The codes of a batch of matrices: what a factorisation says of each, 0 or what went wrong.
//
// factorCodes_finite: a block takes a matrix, its threads neighbouring elements of a row; code -1 where one is NaN or infinity. Each
// element is read once.
// factorCodes_report: one block goes through all codes for the first that is not 0 and writes it to the host's block of numbers,
// unless that tells of an earlier call. One block, since the first counts, and 4 bytes a matrix are few: some 10 us for a million.
#include "batch.cuh"

constexpr int CODES_BLOCK = 256;

template <typename T>
__device__ __forceinline__ void finite(const Batch<2>& batch, int rows, int columns, int lowerAlone, int keep, int* codes, const T* in) {
  for (long long number = blockIdx.x; number < batch.count; number += gridDim.x) {
    long long at[2];
    matrixAt(batch, number, at);
    const T* a = in + at[1];
    bool bad = false;
    const long long all = (long long)rows * columns;
    for (long long e = threadIdx.x; e < all; e += CODES_BLOCK) {
      int i = int(e / columns), j = int(e - (long long)i * columns);
      if (!lowerAlone || j <= i) bad |= !isFinite(a[i * batch.row[1] + j * batch.column[1]]);
    }
    bad = __any_sync(0xffffffffu, bad);
    __shared__ int worst[CODES_BLOCK / 32];
    if (threadIdx.x % 32 == 0) worst[threadIdx.x / 32] = bad;
    __syncthreads();
    if (threadIdx.x == 0) {
      int any = 0;
      for (int w = 0; w < CODES_BLOCK / 32; w++) any |= worst[w];
      int before = keep ? codes[at[0]] : 0;
      codes[at[0]] = before != 0 ? before : any ? NOT_FINITE : 0;
    }
    __syncthreads();
  }
}

KERNEL_BOUNDS(CODES_BLOCK, factorCodes_finite_f32, Batch<2> batch, int rows, int columns, int lowerAlone, int keep, int* codes,
              const float* in) {
  finite(batch, rows, columns, lowerAlone, keep, codes, in);
}
KERNEL_BOUNDS(CODES_BLOCK, factorCodes_finite_f64, Batch<2> batch, int rows, int columns, int lowerAlone, int keep, int* codes,
              const double* in) {
  finite(batch, rows, columns, lowerAlone, keep, codes, in);
}

KERNEL_BOUNDS(CODES_BLOCK, factorCodes_report, int source, long long count, const int* codes, int* fault) {
  __shared__ long long first[CODES_BLOCK];
  long long mine = count;
  for (long long i = threadIdx.x; i < count && mine == count; i += CODES_BLOCK) {
    if (codes[i] != 0) mine = i;
  }
  first[threadIdx.x] = mine;
  for (int half = CODES_BLOCK / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half && first[threadIdx.x + half] < first[threadIdx.x]) first[threadIdx.x] = first[threadIdx.x + half];
  }
  if (threadIdx.x == 0 && first[0] < count && fault[7] == 0) {
    long long at = first[0];
    fault[0] = source;
    fault[1] = codes[at];
    fault[2] = int(at);
    fault[3] = int(at >> 32);
    fault[4] = int(count);
    fault[5] = int(count >> 32);
    fault[6] = 0;
    fault[7] = 1;
  }
}
