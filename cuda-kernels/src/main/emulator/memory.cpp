// Device memory lies in one large reserved range of addresses, nothing of the JVM's nearby: each allocation has pages of
// its own, guards of NaN before and behind it, and unreadable pages around. Addresses are not used again soon, so a freed one
// is known as freed.
#include "allocations.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "machine.h"
#include "streams.h"
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

namespace emu {

namespace {

constexpr size_t PAGE = 4096, GUARD = 512;

std::map<uintptr_t, Allocation> live;
std::map<uintptr_t, Allocation> pinned;
std::map<uintptr_t, size_t> freed;  // what was where, for messages
size_t used[MAX_DEVICES];

char* arena = nullptr;
size_t arenaBytes = 0, arenaNext = 0;

template <class Map> auto* at(Map& map, uintptr_t address) {
  auto it = map.upper_bound(address);
  return it == map.begin() ? nullptr : &std::prev(it)->second;
}

bool reserve() {
  for (size_t bytes = size_t(1) << 40; !arena && bytes >= size_t(1) << 33; bytes >>= 1) {
    void* memory = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory != MAP_FAILED) arena = static_cast<char*>(memory), arenaBytes = bytes;
  }
  return arena != nullptr;
}

// A free run of addresses behind the last one given, from the start again once the range is used up.
char* place(size_t bytes) {
  if (!arena && !reserve()) return nullptr;
  uintptr_t start = reinterpret_cast<uintptr_t>(arena);
  size_t next = arenaNext;
  for (bool wrapped = false;;) {
    if (next + bytes + PAGE > arenaBytes) {
      if (wrapped) return nullptr;
      wrapped = true;
      next = PAGE;
      freed.clear();
      continue;
    }
    auto ahead = live.lower_bound(start + next);
    if (ahead == live.end() || ahead->first - GUARD >= start + next + bytes + PAGE) break;
    next = ahead->first - GUARD + ahead->second.pages + PAGE - start;
  }
  arenaNext = next + bytes + PAGE;
  return arena + next;
}

void poison(char* memory, size_t bytes) {
  // A multiple of the pattern from the start of the page, so that whole words of it are NaN.
  for (size_t i = 0; i + 4 <= bytes; i += 4) memcpy(memory + i, &simt::POISON, 4);
}

bool poisoned(const char* memory, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) {
    if (memory[i] != reinterpret_cast<const char*>(&simt::POISON)[i & 3]) return false;
  }
  return true;
}

int allocate(uintptr_t* address, size_t bytes, Context* context) {
  if (!bytes) return complain(INVALID_VALUE, "cuMemAlloc: 0 bytes");
  size_t total = modes.memory, gone = modes.taken + used[context->device];
  if (gone > total || bytes > total - gone) {
    return complain(OUT_OF_MEMORY, "cuMemAlloc: " + std::to_string(bytes) + " bytes wanted, "
        + std::to_string(gone > total ? 0 : total - gone) + " of " + std::to_string(total) + " are free");
  }
  size_t pages = (bytes + 2 * GUARD + PAGE - 1) / PAGE * PAGE;
  char* memory = place(pages);
  if (!memory || mprotect(memory, pages, PROT_READ | PROT_WRITE)) {
    return complain(OUT_OF_MEMORY, "cuMemAlloc: the host of the emulator has no more memory");
  }
  poison(memory, pages);
  uintptr_t start = reinterpret_cast<uintptr_t>(memory) + GUARD;
#ifdef __SANITIZE_ADDRESS__
  __asan_poison_memory_region(memory, GUARD);
  __asan_poison_memory_region(memory + GUARD + bytes, pages - GUARD - bytes);
#endif
  live[start] = {{start, bytes, context}, bytes, pages};
  used[context->device] += bytes;
  *address = start;
  return SUCCESS;
}

void unmap(const Allocation& entry) {
  char* memory = reinterpret_cast<char*>(entry.block.start - GUARD);
#ifdef __SANITIZE_ADDRESS__
  __asan_unpoison_memory_region(memory, entry.pages);
#endif
  // A new mapping in place of the old one: the system joins it with its neighbours, of which there may be only 65530.
  mmap(memory, entry.pages, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
  used[entry.block.owner->device] -= entry.total;
  if (freed.size() > 100000) freed.clear();
  freed[entry.block.start] = entry.total;
}

int release(uintptr_t address, Context* context) {
  auto it = live.find(address);
  if (it == live.end()) return complain(INVALID_VALUE, "cuMemFree: no device allocation begins at this address" + where(address));
  std::string damage = examineGuards(it->second.block);
  unmap(it->second);
  live.erase(it);
  if (damage.empty()) return SUCCESS;
  lose(context, ILLEGAL_ADDRESS, damage);
  return complain(ILLEGAL_ADDRESS, damage);
}

}  // namespace

const Block* deviceBlock(uintptr_t address) {
  Allocation* e = at(live, address);
  return e && address < e->block.start + e->block.bytes ? &e->block : nullptr;
}

const Block* usedBlock(uintptr_t address) {
  Allocation* a = at(live, address);
  return a && a->block.bytes && address < a->block.start + a->total ? &a->block : nullptr;
}

Allocation* allocationAt(uintptr_t start) {
  auto it = live.find(start);
  return it == live.end() ? nullptr : &it->second;
}

bool insideAllocation(uintptr_t address, size_t bytes) {
  Allocation* a = at(live, address);
  return a && address < a->block.start + a->total && bytes <= a->total - (address - a->block.start);
}

void lendPart(Allocation& a, size_t bytes, bool fill) {
  char* memory = reinterpret_cast<char*>(a.block.start);
#ifdef __SANITIZE_ADDRESS__
  __asan_unpoison_memory_region(memory, a.total);
#endif
  if (fill) poison(memory, (a.total + 3) / 4 * 4);
#ifdef __SANITIZE_ADDRESS__
  __asan_poison_memory_region(memory + bytes, a.total - bytes);
#endif
  a.block.bytes = bytes;
}

const Block* pinnedBlock(uintptr_t address) {
  Allocation* e = at(pinned, address);
  return e && address < e->block.start + e->block.bytes ? &e->block : nullptr;
}

Range deviceRange() { return {reinterpret_cast<uintptr_t>(arena), arenaBytes}; }

static bool within(const Block* block, uintptr_t address, size_t bytes) {
  return block && bytes <= block->bytes - (address - block->start);
}
bool insideDevice(uintptr_t address, size_t bytes) { return within(deviceBlock(address), address, bytes); }
bool insidePinned(uintptr_t address, size_t bytes) { return within(pinnedBlock(address), address, bytes); }
bool insideDevice(const void* start, size_t bytes) { return insideDevice(reinterpret_cast<uintptr_t>(start), bytes); }
bool insideAllocation(const void* start, size_t bytes) { return insideAllocation(reinterpret_cast<uintptr_t>(start), bytes); }
std::string whereIs(const void* address) { return where(reinterpret_cast<uintptr_t>(address)); }

std::string where(uintptr_t address) {
  if (!arena || address < reinterpret_cast<uintptr_t>(arena) || address >= reinterpret_cast<uintptr_t>(arena) + arenaBytes) return {};
  auto text = [](size_t distance, const char* place, size_t bytes) {
    return ", " + std::to_string(distance) + place + "a device allocation of " + std::to_string(bytes) + " bytes";
  };
  if (const Block* b = deviceBlock(address)) return text(address - b->start, " bytes into ", b->bytes);
  auto gone = freed.upper_bound(address);
  if (gone != freed.begin() && address - std::prev(gone)->first < std::prev(gone)->second) {
    return text(address - std::prev(gone)->first, " bytes into freed memory, once ", std::prev(gone)->second);
  }
  Allocation* before = at(live, address);
  if (before && !before->block.bytes && address < before->block.start + before->total) {
    return text(address - before->block.start, " bytes into memory that was given back, ", before->total);
  }
  auto after = live.upper_bound(address);
  size_t past = before ? address - before->block.start - before->block.bytes : SIZE_MAX;
  size_t ahead = after != live.end() ? after->first - address : SIZE_MAX;
  if (before && past <= ahead) return text(past, " bytes past the end of ", before->block.bytes);
  if (after != live.end()) return text(ahead, " bytes before the start of ", after->second.block.bytes);
  return ", in device memory where nothing is allocated";
}

std::string examineGuards(const Block& block) {
#ifdef __SANITIZE_ADDRESS__
  (void)block;  // AddressSanitizer saw the access itself
#else
  const char* start = reinterpret_cast<const char*>(block.start);
  std::string what = "a device allocation of " + std::to_string(block.bytes) + " bytes";
  if (!poisoned(start - GUARD, GUARD)) return "write before the start of " + what;
  // The pattern goes on where the allocation ends, whatever its size.
  for (size_t i = block.bytes; i < block.bytes + GUARD - 4; i++) {
    if (start[i] != reinterpret_cast<const char*>(&simt::POISON)[i & 3]) {
      if (!block.bytes) return "write to memory that was given back, " + std::to_string(i) + " bytes after its start";
      return "write " + std::to_string(i - block.bytes) + " bytes past the end of " + what;
    }
  }
#endif
  return {};
}

std::string examineAllGuards(const Context* context) {
  for (auto& e : live) {
    if (e.second.block.owner != context) continue;
    std::string damage = examineGuards(e.second.block);
    if (!damage.empty()) return damage;
  }
  return {};
}

void releaseAll(const Context* context) {
  for (auto it = live.begin(); it != live.end();) {
    if (it->second.block.owner != context) {
      ++it;
      continue;
    }
    unmap(it->second);
    it = live.erase(it);
  }
}

}  // namespace emu

std::string simt::describeAddress(uintptr_t address) { return emu::where(address); }

using namespace emu;

API int cuMemGetInfo_v2(size_t* free, size_t* total) {
  VISIT(cuMemGetInfo_v2, CONTEXT);
  size_t gone = modes.taken + used[currentContext()->device];
  if (free) *free = gone > modes.memory ? 0 : modes.memory - gone;
  if (total) *total = modes.memory;
  return SUCCESS;
}

API int cuMemAlloc_v2(uintptr_t* address, size_t bytes) {
  VISIT(cuMemAlloc_v2, CONTEXT);
  if (!address) return INVALID_VALUE;
  if (int refused = unsafeInCapture("cuMemAlloc")) return refused;
  return allocate(address, bytes, currentContext());
}

API int cuMemFree_v2(uintptr_t address) {
  VISIT(cuMemFree_v2, CONTEXT);
  if (int refused = unsafeInCapture("cuMemFree")) return refused;
  if (!address) return SUCCESS;
  // The driver waits for the whole device before memory goes.
  if (int error = drainContext(currentContext())) return error;
  return release(address, currentContext());
}

// From the memory of the device: pools are not emulated.
API int cuMemAllocAsync(uintptr_t* address, size_t bytes, void* handle) {
  VISIT(cuMemAllocAsync, CONTEXT);
  Stream* stream = streamOf(handle, "cuMemAllocAsync");
  if (!stream) return INVALID_HANDLE;
  if (stream->capture) return complain(NOT_SUPPORTED, "cuMemAllocAsync in a capture is not emulated");
  return address ? allocate(address, bytes, currentContext()) : int(INVALID_VALUE);
}

API int cuMemFreeAsync(uintptr_t address, void* handle) {
  VISIT(cuMemFreeAsync, CONTEXT);
  Stream* stream = streamOf(handle, "cuMemFreeAsync");
  if (!stream) return INVALID_HANDLE;
  if (stream->capture) return complain(NOT_SUPPORTED, "cuMemFreeAsync in a capture is not emulated");
  if (!live.count(address)) return complain(INVALID_VALUE, "cuMemFreeAsync: no device allocation begins at this address" + where(address));
  Context* context = currentContext();
  return submit(stream, KERNEL_NODE, [=] { return release(address, context); });
}

API int cuMemGetAddressRange_v2(uintptr_t* start, size_t* bytes, uintptr_t address) {
  VISIT(cuMemGetAddressRange_v2, CONTEXT);
  const Block* b = deviceBlock(address);
  if (!b) return complain(NOT_FOUND, "cuMemGetAddressRange: no device address" + where(address));
  if (start) *start = b->start;
  if (bytes) *bytes = b->bytes;
  return SUCCESS;
}

// CU_POINTER_ATTRIBUTE_MEMORY_TYPE and DEVICE_ORDINAL; 1 host, 2 device.
API int cuPointerGetAttribute(void* value, int attribute, uintptr_t address) {
  VISIT(cuPointerGetAttribute, CONTEXT);
  const Block* device = deviceBlock(address);
  const Block* b = device ? device : pinnedBlock(address);
  if (!b) return complain(INVALID_VALUE, "cuPointerGetAttribute: neither device nor pinned memory" + where(address));
  if (attribute == 2) *static_cast<unsigned*>(value) = device ? 2 : 1;
  else if (attribute == 9) *static_cast<int*>(value) = b->owner->device;
  else return complain(NOT_SUPPORTED, "cuPointerGetAttribute: attribute " + std::to_string(attribute) + " is not emulated");
  return SUCCESS;
}

API int cuMemHostAlloc(void** memory, size_t bytes, unsigned) {
  VISIT(cuMemHostAlloc, CONTEXT);
  if (!memory || !bytes) return INVALID_VALUE;
  if (int refused = unsafeInCapture("cuMemHostAlloc")) return refused;
  size_t pages = (bytes + PAGE - 1) / PAGE * PAGE;
  *memory = aligned_alloc(PAGE, pages);
  if (!*memory) return complain(OUT_OF_MEMORY, "cuMemHostAlloc: " + std::to_string(bytes) + " bytes wanted, the host has no more");
  poison(static_cast<char*>(*memory), pages);
  auto start = reinterpret_cast<uintptr_t>(*memory);
  pinned[start] = {{start, bytes, currentContext()}, bytes, pages};
  return SUCCESS;
}

API int cuMemAllocHost_v2(void** memory, size_t bytes) { return cuMemHostAlloc(memory, bytes, 0); }

API int cuMemFreeHost(void* memory) {
  VISIT(cuMemFreeHost, CONTEXT);
  if (int refused = unsafeInCapture("cuMemFreeHost")) return refused;
  if (int error = drainContext(currentContext())) return error;
  auto it = pinned.find(reinterpret_cast<uintptr_t>(memory));
  if (it == pinned.end() || !it->second.pages) return complain(INVALID_VALUE, "cuMemFreeHost: not from cuMemHostAlloc");
  pinned.erase(it);
  free(memory);
  return SUCCESS;
}

API int cuMemHostRegister_v2(void* memory, size_t bytes, unsigned) {
  VISIT(cuMemHostRegister_v2, CONTEXT);
  auto start = reinterpret_cast<uintptr_t>(memory);
  if (!memory || !bytes) return INVALID_VALUE;
  if (pinnedBlock(start)) return HOST_MEMORY_ALREADY_REGISTERED;
  pinned[start] = {{start, bytes, currentContext()}, bytes, 0};
  return SUCCESS;
}

API int cuMemHostUnregister(void* memory) {
  VISIT(cuMemHostUnregister, CONTEXT);
  auto it = pinned.find(reinterpret_cast<uintptr_t>(memory));
  if (it == pinned.end() || it->second.pages) return HOST_MEMORY_NOT_REGISTERED;
  if (int error = drainContext(currentContext())) return error;
  pinned.erase(it);
  return SUCCESS;
}

API int cuMemHostGetDevicePointer_v2(uintptr_t* address, void* memory, unsigned) {
  VISIT(cuMemHostGetDevicePointer_v2, CONTEXT);
  if (!pinnedBlock(reinterpret_cast<uintptr_t>(memory))) return INVALID_VALUE;
  *address = reinterpret_cast<uintptr_t>(memory);
  return SUCCESS;
}
