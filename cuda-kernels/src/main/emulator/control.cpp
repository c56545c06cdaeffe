// Entry of every call, and the functions by which tests steer the emulator. They are not part of CUDA: ricciEmulator*.
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

#include "counting.h"
#include "device.h"
#include "machine.h"

namespace emu {

std::recursive_mutex mutex;
std::atomic<bool> idle{false};
Modes modes;

namespace {

Call* calls = nullptr;
std::string lastMessage;
int lastResult = 0;
int depth = 0;  // of visits, under the lock: only the outermost counts its time
std::atomic<int64_t> nanosInside{0};
// Faults asked for before the function was first called.
std::map<std::string, std::pair<int, long>> waitingFaults;
std::map<std::string, long> launches;

int64_t now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

bool fatal(int code) {
  return code == ILLEGAL_ADDRESS || code == LAUNCH_TIMEOUT || code == LAUNCH_FAILED || (code >= 714 && code <= 718);
}

// A number with k, m or g behind it, as in 512m; what is none is told of, not taken for 0.
long number(const char* name, long otherwise) {
  const char* text = getenv(name);
  if (!text || !*text) return otherwise;
  char* end;
  long n = strtol(text, &end, 10);
  static const char units[] = "kKmMgG";
  const char* unit = *end ? strchr(units, *end) : nullptr;
  if (end != text && !*end) return n;
  if (end != text && unit && !end[1]) return n << 10 * ((unit - units) / 2 + 1);
  fprintf(stderr, "emulated: %s: a number, or one with k, m or g behind it as in 512m, got '%s'; it counts as not set\n", name, text);
  return otherwise;
}

}  // namespace

Call::Call(const char* name) : name(name) {
  std::lock_guard<std::recursive_mutex> lock(mutex);
  next = calls;
  calls = this;
  auto fault = waitingFaults.find(name);
  if (fault == waitingFaults.end()) return;
  failCode = fault->second.first;
  failIn = fault->second.second;
  waitingFaults.erase(fault);
}

Visit::Visit(Call& call, Need need) : started(now()) {
  mutex.lock();
  depth++;
  call.count.fetch_add(1, std::memory_order_relaxed);
  if (modes.trace) fprintf(stderr, "[emulated] %s\n", call.name);
  Context* context = currentContext();
  if (call.failIn >= 0 && call.failIn-- == 0) {
    refused = complain(call.failCode, std::string(call.name) + " fails because a test asked for it");
    if (context && fatal(call.failCode)) lose(context, call.failCode, lastMessage);
  } else if (need >= INITIALIZED && !initialized) {
    refused = complain(NOT_INITIALIZED, std::string(call.name) + ": cuInit was not called");
  } else if (need == CONTEXT && !context) {
    refused = complain(INVALID_CONTEXT, std::string(call.name) + ": no context is current on this thread");
  } else if (need == CONTEXT && context->destroyed) {
    refused = complain(CONTEXT_IS_DESTROYED, std::string(call.name) + ": the current context was destroyed");
  } else if (need == CONTEXT && context->lost) {
    refused = complain(context->lost, context->why);
  }
}

Visit::~Visit() {
  if (--depth == 0) nanosInside.fetch_add(now() - started, std::memory_order_relaxed);
  mutex.unlock();
}

int complain(int code, const std::string& message) {
  lastMessage = message;
  lastResult = code;
  if (modes.trace) fprintf(stderr, "[emulated] error %d: %s\n", code, message.c_str());
  return code;
}

void lose(Context* context, int code, const std::string& message) {
  if (context->lost) return;
  context->lost = code;
  context->why = message;
}

void countLaunch(const char* kernel) { launches[kernel]++; }

const std::string& message() { return lastMessage; }
int lastCode() { return lastResult; }

void readEnvironment() {
  static bool read = false;
  if (read) return;
  read = true;
  modes.devices = int(std::min(std::max(number("RICCI_EMULATOR_DEVICES", modes.devices), 0l), long(MAX_DEVICES)));
  modes.capability = int(number("RICCI_EMULATOR_CAPABILITY", modes.capability));
  modes.order = unsigned(number("RICCI_EMULATOR_ORDER", modes.order));
  modes.delayed = number("RICCI_EMULATOR_DELAYED", modes.delayed) != 0;
  modes.trace = number("RICCI_EMULATOR_TRACE", modes.trace) != 0;
  modes.memory = size_t(number("RICCI_EMULATOR_MEMORY", long(modes.memory)));
  modes.taken = size_t(number("RICCI_EMULATOR_TAKEN", long(modes.taken)));
  if (getenv("RICCI_EMULATOR_SECONDS")) simt::limitSeconds(atof(getenv("RICCI_EMULATOR_SECONDS")));
}

}  // namespace emu

using namespace emu;
using Lock = std::lock_guard<std::recursive_mutex>;

// Order of blocks and threads: 0 up, 1 down, others shuffled by this seed.
API void ricciEmulatorOrder(int order) {
  Lock lock(emu::mutex);
  readEnvironment();
  modes.order = unsigned(order);
}

// 1: work on streams waits until something waits for it. 0: it runs when it is queued.
API void ricciEmulatorDelayed(int on) {
  Lock lock(emu::mutex);
  readEnvironment();
  modes.delayed = on != 0;
}

// Bytes of memory of each device, and how many of them others hold.
API void ricciEmulatorMemory(long long bytes, long long taken) {
  Lock lock(emu::mutex);
  readEnvironment();
  modes.memory = size_t(bytes);
  modes.taken = size_t(taken);
}

// Number of devices (before cuInit) and their compute capability, 75 for 7.5.
API void ricciEmulatorDevices(int devices, int capability) {
  Lock lock(emu::mutex);
  readEnvironment();
  modes.devices = devices < 0 ? 0 : devices > MAX_DEVICES ? MAX_DEVICES : devices;
  modes.capability = capability;
}

// Seconds after which a kernel counts as endless; 0: never.
API void ricciEmulatorSeconds(double seconds) {
  Lock lock(emu::mutex);
  readEnvironment();
  simt::limitSeconds(seconds);
}

// The call of the function after `skip` more ones answers `code` and does nothing else; a code of a kernel's fault loses the
// context as well.
API void ricciEmulatorFail(const char* function, int code, long long skip) {
  Lock lock(emu::mutex);
  for (Call* c = calls; c; c = c->next) {
    if (strcmp(c->name, function)) continue;
    c->failCode = code;
    c->failIn = long(skip);
    return;
  }
  waitingFaults[function] = {code, long(skip)};
}

// 1: functions that queue work or wait for it answer SUCCESS at once and do nothing.
API void ricciEmulatorIdle(int on) { idle = on != 0; }

API void ricciEmulatorTrace(int on) {
  Lock lock(emu::mutex);
  readEnvironment();
  modes.trace = on != 0;
}

// The reason of the last error, in words.
API const char* ricciEmulatorMessage() {
  static thread_local std::string copy;
  Lock lock(emu::mutex);
  copy = emu::message();
  return copy.c_str();
}

// Calls of a function since the last ricciEmulatorClear; null: of all.
API long long ricciEmulatorCalls(const char* function) {
  Lock lock(emu::mutex);
  long long sum = 0;
  for (Call* c = calls; c; c = c->next) {
    if (!function || !strcmp(c->name, function)) sum += c->count;
  }
  return sum;
}

// Launches of a kernel, those in graphs too; null: of all.
API long long ricciEmulatorLaunches(const char* kernel) {
  Lock lock(emu::mutex);
  long long sum = 0;
  for (auto& l : launches) {
    if (!kernel || l.first == kernel) sum += l.second;
  }
  return sum;
}

// The name of the i-th of the kernels launched since the last ricciEmulatorClear, in the order of the alphabet; null after the last.
API const char* ricciEmulatorLaunched(int i) {
  Lock lock(emu::mutex);
  for (auto& l : launches) {
    if (i-- == 0) return l.first.c_str();
  }
  return nullptr;
}

// Bytes of device memory that a kernel (null: all) read (which 0: asked for by its threads, 1: touched, each sector once a
// launch) and wrote (2, 3), where kernels were built to count them: -Dricci.emulator.count=true.
API long long ricciEmulatorBytes(const char* kernel, int which) {
  Lock lock(emu::mutex);
  return which < 0 || which > 3 ? -1 : bytesOf(kernel).sums[which];
}

// Nanoseconds spent inside the emulator.
API long long ricciEmulatorNanos() { return nanosInside; }

// Sets the counters to zero.
API void ricciEmulatorClear() {
  Lock lock(emu::mutex);
  for (Call* c = calls; c; c = c->next) c->count = 0;
  launches.clear();
  clearBytes();
  nanosInside = 0;
}
