// The build that counts compiles kernels with -fsanitize=thread: after its optimisations the compiler puts a call before each
// access to memory. Those calls arrive here instead of at ThreadSanitizer. Two sums for reads and two for writes:
//   asked for: the bytes of all accesses of all threads, as a GPU's load and store units see them;
//   touched: sectors of 32 bytes, each once a launch: what crosses the bus if the caches keep what a launch uses again.
#include "counting.h"

#include <sys/mman.h>

#include <map>

#include "allocations.h"

using namespace emu;

namespace {

constexpr size_t SECTOR = 32;

std::map<std::string, Bytes> counted;
Bytes now;
Range range{0, 0};
unsigned char* seen[2];  // a bit a sector of the whole range, for reads and writes; pages that were not written take no memory

size_t bitmapBytes() { return range.bytes / SECTOR / 8; }

void prepare() {
  Range found = deviceRange();
  if (range.bytes || !found.bytes) return;
  for (auto& bits : seen) {
    void* memory = mmap(nullptr, found.bytes / SECTOR / 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;
    bits = static_cast<unsigned char*>(memory);
  }
  range = found;
}

inline void access(bool write, const void* address, size_t bytes) {
  uintptr_t at = reinterpret_cast<uintptr_t>(address) - range.start;
  if (at >= range.bytes) return;  // the thread's own or shared memory, or the host's
  now.sums[2 * write] += bytes;
  for (uintptr_t sector = at / SECTOR; sector <= (at + bytes - 1) / SECTOR; sector++) {
    unsigned char& eight = seen[write][sector / 8];
    unsigned char bit = static_cast<unsigned char>(1 << sector % 8);
    if (!(eight & bit)) now.sums[2 * write + 1] += SECTOR;
    eight |= bit;
  }
}

}  // namespace

emu::Counting::Counting(const char* kernel) : kernel(kernel) {
  prepare();
  now = Bytes();
}

emu::Counting::~Counting() {
  Bytes& all = counted[kernel];
  for (int i = 0; i < 4; i++) all.sums[i] += now.sums[i];
  for (int write = 0; write < 2; write++) {
    if (now.sums[2 * write]) madvise(seen[write], bitmapBytes(), MADV_DONTNEED);
  }
}

Bytes emu::bytesOf(const char* kernel) {
  Bytes sum;
  for (auto& c : counted) {
    if (kernel && c.first != kernel) continue;
    for (int i = 0; i < 4; i++) sum.sums[i] += c.second.sums[i];
  }
  return sum;
}

void emu::clearBytes() { counted.clear(); }

#define HOOK(name, write, bytes) \
  API void name(void* address) { access(write, address, bytes); }
#define HOOKS(bytes)                              \
  HOOK(__tsan_read##bytes, false, bytes)          \
  HOOK(__tsan_write##bytes, true, bytes)          \
  HOOK(__tsan_unaligned_read##bytes, false, bytes) \
  HOOK(__tsan_unaligned_write##bytes, true, bytes)

HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)
API void __tsan_read_range(void* address, size_t bytes) { access(false, address, bytes); }
API void __tsan_write_range(void* address, size_t bytes) { access(true, address, bytes); }
API void __tsan_init() {}
