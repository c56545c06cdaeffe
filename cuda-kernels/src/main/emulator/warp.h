// Barriers, shuffles and votes. The last two parameters are filled in by the compiler with the caller's place.
#pragma once

#define SIMT_HERE const char* file = __builtin_FILE(), int line = __builtin_LINE()

namespace simt {
template <class T> inline T shuffle(unsigned mask, T value, unsigned from, const char* file, int line) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "shuffles move 4 or 8 bytes");
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  bits = warp(SHUFFLE, mask, bits, from, {file, line});
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}
}  // namespace simt

inline void __syncthreads(SIMT_HERE) { simt::barrier({file, line}); }
inline void __syncwarp(unsigned mask = 0xffffffffu, SIMT_HERE) { simt::warp(simt::MEET, mask, 0, 0, {file, line}); }

// A warp is cut into groups of `width` lanes; a source outside the own group means the own value.
template <class T> inline T __shfl_sync(unsigned mask, T value, int source, int width = 32, SIMT_HERE) {
  unsigned lane = simt::self->lane;
  return simt::shuffle(mask, value, (lane & ~unsigned(width - 1)) | (unsigned(source) & unsigned(width - 1)), file, line);
}
template <class T> inline T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32, SIMT_HERE) {
  unsigned lane = simt::self->lane, within = lane & unsigned(width - 1);
  return simt::shuffle(mask, value, within >= delta ? lane - delta : lane, file, line);
}
template <class T> inline T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32, SIMT_HERE) {
  unsigned lane = simt::self->lane, within = lane & unsigned(width - 1);
  return simt::shuffle(mask, value, within + delta < unsigned(width) ? lane + delta : lane, file, line);
}
template <class T> inline T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32, SIMT_HERE) {
  unsigned lane = simt::self->lane, other = lane ^ unsigned(bits);
  return simt::shuffle(mask, value, (other & ~unsigned(width - 1)) <= (lane & ~unsigned(width - 1)) ? other : lane, file, line);
}

inline unsigned __ballot_sync(unsigned mask, int predicate, SIMT_HERE) {
  return unsigned(simt::warp(simt::VOTE, mask, predicate != 0, 0, {file, line}));
}
inline int __any_sync(unsigned mask, int predicate, SIMT_HERE) { return __ballot_sync(mask, predicate, file, line) != 0; }
inline int __all_sync(unsigned mask, int predicate, SIMT_HERE) { return __ballot_sync(mask, predicate == 0, file, line) == 0; }
SIMT_NORETURN inline void __trap(SIMT_HERE) { simt::fail("__trap at %s:%d", file, line); }
#undef SIMT_HERE
