// What every function of the emulated libraries begins with: counting, injected faults, the checks of initialisation and
// context, and the one lock. Also used by the emulated cuBLAS, across the border of the library.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "results.h"

#define API extern "C" __attribute__((visibility("default")))
#define SHARED_API __attribute__((visibility("default")))

namespace emu {

// One function of a library: made at its first call, kept for ever.
struct Call {
  const char* name;
  std::atomic<long> count{0};
  int failCode = 0;  // what an injected fault answers
  long failIn = -1;  // calls until then; negative: never
  Call* next;
  SHARED_API explicit Call(const char* name);
};

enum Need { NOTHING, INITIALIZED, CONTEXT };

// The visit of one call: holds the device's lock and counts its time. If refused is not 0 the function answers that at once.
class Visit {
 public:
  SHARED_API Visit(Call& call, Need need);
  SHARED_API ~Visit();
  int refused = 0;

 private:
  int64_t started;
};

extern SHARED_API std::atomic<bool> idle;

// Keeps the message for cuGetErrorString and ricciEmulatorMessage, and hands the code on.
SHARED_API int complain(int code, const std::string& message);
const std::string& message();
int lastCode();

// For cuBLAS: queues work on a stream, and tells whether device memory is live.
SHARED_API int submitWork(void* stream, const char* what, std::function<int()> work);
SHARED_API bool insideDevice(const void* start, size_t bytes);
SHARED_API bool insideAllocation(const void* start, size_t bytes);
// Where an address lies, in words, for messages.
SHARED_API std::string whereIs(const void* address);

}  // namespace emu

#define VISIT(name, need)              \
  static emu::Call call_(#name);       \
  emu::Visit visit_(call_, emu::need); \
  if (visit_.refused) return visit_.refused

// For functions that give the device work or wait for it: in idle mode they answer at once, so that the cost of the host's own
// code can be measured.
#define WORK(name)                                               \
  if (emu::idle.load(std::memory_order_relaxed)) return SUCCESS; \
  VISIT(name, CONTEXT)
