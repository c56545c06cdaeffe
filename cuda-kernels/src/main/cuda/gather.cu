// out[.., j.., ..] = table[.., index[j..], ..]: chosen slices of one axis of a table.
//
// A thread takes one element of out and of the table at its place, plus index times the step of the chosen axis. An element is
// as wide as the layouts allow: where what follows the axis is dense and aligned, 16 bytes whatever the type, so the kernels
// are named by bits and know no types. Neighbouring threads read the same index (one broadcast) and neighbouring bytes.
// An index out of range is reported, with its position (the fourth operand), and its elements are left alone. takeAlong is the same
// kernel: its index moves along all axes, its table along all but one.
// Bytes: each element of out is read and written once, the index once: the floor. Rows that are chosen again come from the cache.
#include "lines.cuh"

template <class E>
__device__ __forceinline__ void gather(const Lines<4>& all, long long first, int source, int limit, long long jump, const E* table,
                                       const int* index, E* out, int4* fault) {
  long long threads = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < all.count; i += threads) {
    long long at[3];
    place(all, i, at);
    int chosen = index[at[2]];
    if (chosen < 0 || chosen >= limit) {
      long long told[4];
      place(all, i, told);
      tell(fault, source, chosen, limit, first + told[3]);
    } else {
      out[at[0]] = table[at[1] + chosen * jump];
    }
  }
}

#define GATHER(E, bits)                                                                                                     \
  KERNEL_BOUNDS(256, gather_##bits, Lines<4> all, long long first, int source, int limit, long long jump, const E* table,   \
                const int* index, E* out, int4* fault) {                                                                    \
    gather(all, first, source, limit, jump, table, index, out, fault);                                                      \
  }
GATHER(unsigned char, 8)
GATHER(unsigned short, 16)
GATHER(unsigned, 32)
GATHER(unsigned long long, 64)
GATHER(uint4, 128)
