// out[.., index[j], ..] = values[.., j, ..], of equal indices the last j.
//
// last: a thread an index writes 1 more than its place into the table of rows, by the largest: the same whoever comes first.
// put: a thread an index and a column, which leaves unless its place is the one in the table; of 1, 4 or 8 bytes whatever the type.
// positions: for lines with an index of their own, where each index leads in a dense array, as an index of single elements.
// Indices out of range are told of and left alone. Bytes: each value that stays is read and written once; 8 an index, 4 a row.
#include "lines.cuh"

KERNEL_BOUNDS(256, scatter_last, Lines<1> spots, int source, int limit, const int* index, int* last, int4* fault) {
  long long threads = (long long)gridDim.x * blockDim.x, at[1];
  for (long long j = (long long)blockIdx.x * blockDim.x + threadIdx.x; j < spots.count; j += threads) {
    place(spots, j, at);
    int row = index[at[0]];
    if (row >= 0 && row < limit) {
      atomicMax(&last[row], int(j + 1));
    } else if (source >= 0) {
      tell(fault, source, row, limit, j);
    }
  }
}

template <class E>
__device__ __forceinline__ void scatterPut(const Lines<2>& columns, const Lines<2>& spots, int limit, long long jump, const int* index,
                                           const int* last, const E* values, E* out) {
  long long threads = (long long)gridDim.x * blockDim.x, at[2], spot[2];
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < spots.count * columns.count; i += threads) {
    long long j = i / columns.count;
    place(spots, j, spot);
    int row = index[spot[1]];
    if (row < 0 || row >= limit || last[row] != int(j + 1)) continue;
    place(columns, i - j * columns.count, at);
    out[at[0] + row * jump] = values[at[1] + spot[0]];
  }
}

#define SCATTER_PUT(E, bits)                                                                                                      \
  KERNEL_BOUNDS(256, scatter_put_##bits, Lines<2> columns, Lines<2> spots, int limit, long long jump, const int* index,           \
                const int* last, const E* values, E* out) {                                                                       \
    scatterPut(columns, spots, limit, jump, index, last, values, out);                                                            \
  }
SCATTER_PUT(unsigned char, 8)
SCATTER_PUT(unsigned short, 16)
SCATTER_PUT(unsigned, 32)
SCATTER_PUT(unsigned long long, 64)

// Operands: the index, where its line begins in the dense array; row-major.
KERNEL_BOUNDS(256, scatter_positions, Lines<2> all, int source, int limit, int jump, const int* index, int* positions, int4* fault) {
  long long threads = (long long)gridDim.x * blockDim.x, at[2];
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < all.count; i += threads) {
    place(all, i, at);
    int chosen = index[at[0]];
    bool bad = chosen < 0 || chosen >= limit;
    if (bad) tell(fault, source, chosen, limit, i);
    positions[i] = bad ? OUT_OF_RANGE : int(at[1] + (long long)chosen * jump);
  }
}
