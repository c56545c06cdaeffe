#include "shared.h"

#include <link.h>
#include <pthread.h>

#include <cstdlib>
#include <map>

namespace simt {

namespace {

constexpr size_t GUARD = 512;

struct Range {
  char* start;
  size_t size;
};

void fill(char* memory, size_t bytes) {
  for (size_t i = 0; i + 4 <= bytes; i += 4) memcpy(memory + i, &POISON, 4);
}

#ifndef __SANITIZE_ADDRESS__
struct Search {
  uintptr_t function;
  Range found;
};

int examine(dl_phdr_info* info, size_t, void* data) {
  auto* search = static_cast<Search*>(data);
  bool mine = false;
  size_t threadLocal = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const auto& segment = info->dlpi_phdr[i];
    uintptr_t start = info->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_LOAD && search->function >= start && search->function - start < segment.p_memsz) mine = true;
    if (segment.p_type == PT_TLS) threadLocal = segment.p_memsz;
  }
  if (!mine) return 0;
  if (threadLocal && info->dlpi_tls_data) search->found = {static_cast<char*>(info->dlpi_tls_data), threadLocal};
  return 1;
}

// The calling thread's copy of the thread-local variables of the library that holds the kernel; looked up once.
Range variablesOf(const Kernel* kernel) {
  static std::map<std::pair<void* (*)(), pthread_t>, std::pair<void*, Range>> known;
  // Touching the anchor makes the system allocate this thread's copy. Another thread may get the id of one that ended, but
  // then the anchor is elsewhere.
  void* anchor = kernel->sharedAnchor();
  auto& entry = known[{kernel->sharedAnchor, pthread_self()}];
  if (entry.first != anchor) {
    Search search{reinterpret_cast<uintptr_t>(kernel->function), {nullptr, 0}};
    dl_iterate_phdr(examine, &search);
    entry = {anchor, search.found};
  }
  return entry.second;
}
#endif

}  // namespace

SharedMemory::SharedMemory(const Launch& launch) : dynamicBytes(launch.dynamicBytes) {
#ifdef __SANITIZE_ADDRESS__
  // Exactly as large as asked for, so that AddressSanitizer's own guard begins behind it.
  if (dynamicBytes && posix_memalign(reinterpret_cast<void**>(&dynamic), 128, dynamicBytes)) abort();
#else
  static char* memory = nullptr;
  static size_t capacity = 0;
  if (capacity < dynamicBytes + GUARD) {
    free(memory);
    capacity = (dynamicBytes + GUARD + 4095) / 4096 * 4096;
    memory = static_cast<char*>(aligned_alloc(256, capacity));
    if (!memory) abort();
  }
  dynamic = memory;
  memset(dynamic + dynamicBytes, 0x5b, GUARD);
  if (launch.poison) {
    Range range = variablesOf(launch.kernel);
    variables = range.start, variableBytes = range.size;
  }
#endif
  grid.dynamicShared = dynamic;
}

SharedMemory::~SharedMemory() {
#ifdef __SANITIZE_ADDRESS__
  free(dynamic);
#endif
  grid.dynamicShared = nullptr;
}

void SharedMemory::poison() {
  fill(dynamic, dynamicBytes);
  fill(variables, variableBytes);
}

bool SharedMemory::overrun() const {
#ifndef __SANITIZE_ADDRESS__
  for (size_t i = 0; dynamicBytes && i < GUARD; i++) {
    if (dynamic[dynamicBytes + i] != 0x5b) return true;
  }
#endif
  return false;
}

}  // namespace simt
