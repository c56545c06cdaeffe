// Signals. The JVM owns SIGSEGV: it finds null pointers and stops threads by it. So our handler looks only at faults of the
// thread that runs a kernel, and only while its stack pointer is on a fiber's stack; all others go to whoever was there before.
#include "faults.h"

#include <pthread.h>
#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "machine.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

namespace simt {

namespace {

char* stacks = nullptr;
size_t stackBytes = 0;

pthread_t runner;
std::atomic<bool> running{false};
std::mutex border;  // a thread does not leave its launch, and perhaps end, while it is sent a signal
std::atomic<unsigned long> launches{0};  // odd while one runs
std::atomic<double> limit{120};
std::atomic<bool> expired{false};

// Written by the handler, read by the scheduler on the same thread.
struct Fault {
  volatile int signal;
  volatile uintptr_t address;
  volatile bool write;
} fault;

// SIGILL is what the compiler's check of alignments ends in (EmulatorBuild).
constexpr int SIGNALS[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr int COUNT = 4;
struct sigaction before[COUNT];

int expiry() { return SIGRTMIN + 9; }

bool onFiber(const void* here) {
  auto address = reinterpret_cast<const char*>(here);
  return running.load(std::memory_order_relaxed) && pthread_equal(runner, pthread_self()) && address >= stacks
      && address < stacks + stackBytes;
}

// Does not return from the signal: goes to the scheduler's stack, with the signals of the interrupted code allowed again.
SIMT_NORETURN void leave(void* context) {
  pthread_sigmask(SIG_SETMASK, &static_cast<ucontext_t*>(context)->uc_sigmask, nullptr);
  leaveFiber();
}

void passOn(int signal, siginfo_t* info, void* context) {
  int which = 0;
  while (SIGNALS[which] != signal) which++;
  const struct sigaction& old = before[which];
  if (old.sa_flags & SA_SIGINFO) return old.sa_sigaction(signal, info, context);
  if (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN) return old.sa_handler(signal);
  // Nobody else wants it: the next try ends the process, as it would without us.
  sigaction(signal, &old, nullptr);
}

void onFault(int signal, siginfo_t* info, void* context) {
  char here = 0;
  if (!onFiber(&here)) return passOn(signal, info, context);
  fault.address = reinterpret_cast<uintptr_t>(info->si_addr);
#ifdef __x86_64__
  fault.write = static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & 2;
#endif
  fault.signal = signal;
  leave(context);
}

void onExpiry(int, siginfo_t* info, void* context) {
  char here = 0;
  if (!running || reinterpret_cast<unsigned long>(info->si_value.sival_ptr) != launches) return;  // meant for an earlier launch
  expired = true;
  if (onFiber(&here)) leave(context);
}

// Looks now and then whether the same launch still runs, so that a launch costs no timer.
void watchdog() {
  unsigned long seen = 0;
  auto since = std::chrono::steady_clock::now();
  for (;;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    unsigned long now = launches;
    auto time = std::chrono::steady_clock::now();
    if (now != seen || !(now & 1)) seen = now, since = time;
    double seconds = limit;
    bool over = seconds > 0 && std::chrono::duration<double>(time - since).count() > seconds;
    std::lock_guard<std::mutex> lock(border);
    if (over && launches == now && running) {
      sigval number;
      number.sival_ptr = reinterpret_cast<void*>(now);
      pthread_sigqueue(runner, expiry(), number);
    }
  }
}

void install() {
  struct sigaction action = {};
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = onFault;
  for (int i = 0; i < COUNT; i++) sigaction(SIGNALS[i], &action, &before[i]);
  action.sa_sigaction = onExpiry;
  sigaction(expiry(), &action, nullptr);
  // The watchdog takes no signals: those sent to the process are the JVM's.
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  std::thread(watchdog).detach();
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

}  // namespace

void limitSeconds(double seconds) { limit = seconds; }

void watchStacks(char* start, size_t bytes) {
  stacks = start;
  stackBytes = bytes;
  install();
}

Watched::Watched() {
  runner = pthread_self();
  fault.signal = 0;
  expired = false;
  launches++;
  running = true;
}

Watched::~Watched() {
  std::lock_guard<std::mutex> lock(border);
  running = false;
  launches++;
}

bool takenFault(int* code, char* message, size_t size) {
  if (expired) {
    *code = LAUNCH_TIMEOUT;
    snprintf(message, size, "still running after %.3g s, taken for endless", limit.load());
    return true;
  }
  if (!fault.signal) return false;
  if (fault.signal == SIGFPE) {
    *code = LAUNCH_FAILED;
    snprintf(message, size, "integer division by zero, or of the least integer by -1");
  } else if (fault.signal == SIGILL) {
    *code = MISALIGNED_ADDRESS;
    snprintf(message, size, "access to an address that is no multiple of the size of what is read or written");
  } else {
    *code = ILLEGAL_ADDRESS;
    const char* what = fault.write ? "write to" : "read of";
    snprintf(message, size, "%s the illegal address 0x%zx%s", what, size_t(fault.address), describeAddress(fault.address).c_str());
  }
  return true;
}

#ifdef __SANITIZE_ADDRESS__

namespace {
char report[400];
uintptr_t reported;

// Keeps the first line of a report and the first line of our own code in it; the whole goes to stderr anyway.
void onReport(const char* text) {
  if (report[0]) return;
  const char* error = strstr(text, "ERROR: ");
  size_t n = error ? strcspn(error, "\n") : 0;
  int at = snprintf(report, sizeof report, "%.*s", int(n), error ? error : "");
  reported = reinterpret_cast<uintptr_t>(__asan_get_report_address());
  const char* frame = strstr(text, "#0 ");
  if (frame) snprintf(report + at, sizeof report - size_t(at), " %.*s", int(strcspn(frame, "\n")), frame);
}
}  // namespace

void forgiveStacks() { __asan_unpoison_memory_region(stacks, stackBytes); }

std::string takeReport() {
  std::string text = report;
  if (!text.empty()) text += describeAddress(reported);
  report[0] = 0;
  return text;
}

__attribute__((constructor)) static void listen() { __asan_set_error_report_callback(onReport); }

#else

void forgiveStacks() {}
std::string takeReport() { return {}; }

#endif

}  // namespace simt
