// An engine takes large blocks from the driver, rounds sizes up and hands freed blocks out again without asking. It may tell the
// emulator what it does, and then every tensor has its guards, begins as NaN, and cannot be used after it was given back.
// What it tells takes effect where the stream is, as the engine's own reuse does.
#include "allocations.h"
#include "streams.h"

using namespace emu;

namespace {

unsigned long leases = 0;

bool captures(const Stream* stream) { return stream->capture && stream->capture->thread == std::this_thread::get_id(); }

// A thread that is not part of a capture cannot wait for its place in the stream: the block counts as in use, whole.
int lendAtOnce(Allocation& a) {
  a.active = a.lease;
  lendPart(a, a.total, false);
  return SUCCESS;
}

int nothingThere(const char* function, uintptr_t start) {
  return complain(INVALID_VALUE, std::string(function) + ": no live stream, or no device allocation begins here" + where(start));
}

}  // namespace

// From here on the stream's work may use so many bytes of the block.
API int ricciEmulatorLend(uintptr_t start, size_t bytes, void* handle) {
  if (idle.load(std::memory_order_relaxed)) return SUCCESS;
  VISIT(ricciEmulatorLend, INITIALIZED);
  auto* stream = find<Stream>(handle);
  Allocation* a = allocationAt(start);
  if (!stream || !a) return nothingThere("ricciEmulatorLend", start);
  if (bytes > a->total) return complain(INVALID_VALUE, "ricciEmulatorLend: the block is smaller");
  a->lease = ++leases;
  a->capture = stream->capture ? stream->capture->id : 0;
  if (stream->capture && !captures(stream)) return lendAtOnce(*a);
  bool always = stream->capture != nullptr;  // a graph does the same at every launch
  return submit(stream, LEASE_NODE, [=, lease = a->lease] {
    Allocation* block = allocationAt(start);
    if (!block || (!always && block->active > lease)) return 0;
    block->active = lease;
    lendPart(*block, bytes, true);
    return 0;
  });
}

// From here on nothing may use the block, until it is lent again.
API int ricciEmulatorReturn(uintptr_t start, void* handle) {
  if (idle.load(std::memory_order_relaxed)) return SUCCESS;
  VISIT(ricciEmulatorReturn, INITIALIZED);
  auto* stream = find<Stream>(handle);
  Allocation* a = allocationAt(start);
  if (!stream || !a) return nothingThere("ricciEmulatorReturn", start);
  // A capture must not repeat, at every launch, the return of a block that was lent outside of it.
  if (stream->capture && (!captures(stream) || a->capture != stream->capture->id)) return SUCCESS;
  return submit(stream, LEASE_NODE, [=, lease = a->lease]() -> int {
    Allocation* block = allocationAt(start);
    if (!block || block->active != lease) return 0;
    std::string damage = examineGuards(block->block);
    if (!damage.empty()) return complain(ILLEGAL_ADDRESS, "found when memory was given back: " + damage);
    lendPart(*block, 0, true);
    return 0;
  });
}
