// Philox4x32-10: ten rounds of multiplication turn a counter and a key into four random words.
// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), section 4.3.
#pragma once

// The block of the counter {low, high, attempt, 0}.
__device__ __forceinline__ uint4 philox(unsigned long long counter, unsigned attempt, unsigned k0, unsigned k1) {
  uint4 c = make_uint4((unsigned)counter, (unsigned)(counter >> 32), attempt, 0u);
#pragma unroll
  for (int round = 0; round < 10; round++) {
    unsigned high0 = __umulhi(0xD2511F53u, c.x), low0 = 0xD2511F53u * c.x;
    unsigned high1 = __umulhi(0xCD9E8D57u, c.z), low1 = 0xCD9E8D57u * c.z;
    c = make_uint4(high1 ^ c.y ^ k0, low1, high0 ^ c.w ^ k1, low0);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return c;
}
