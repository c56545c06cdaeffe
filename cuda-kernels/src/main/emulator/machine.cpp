// The SIMT machine: the threads of a block are fibers. A thread that never waits borrows the stack of the one before it, so
// it costs little more than a call; only a thread that waits at a barrier keeps its stack.
#include "machine.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdarg>
#include <cstdlib>

#include "faults.h"
#include "fibers.h"
#include "shared.h"

#if defined(__x86_64__) && !defined(SIMT_UCONTEXT)
asm(R"(
.text
.p2align 4
.globl simt_switch
.hidden simt_switch
.type simt_switch,@function
simt_switch:
  pushq %rbp; pushq %rbx; pushq %r12; pushq %r13; pushq %r14; pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15; popq %r14; popq %r13; popq %r12; popq %rbx; popq %rbp
  ret
.size simt_switch,.-simt_switch
)");
#endif

namespace simt {

struct Fiber {
  Stack stack;
  char* memory;
  bool prepared;
};

namespace {

// A thread that has not begun, and one that has ended, count as running: only who waits is looked for.
enum State : unsigned char { RUNNING, AT_BARRIER, AT_WARP };

constexpr unsigned THREADS = 1024, WARPS = THREADS / 32;
#ifdef __SANITIZE_ADDRESS__
constexpr size_t STACK = 512 * 1024;  // AddressSanitizer writes its report on the stack it finds
#else
constexpr size_t STACK = 256 * 1024;
#endif
// Stacks that all began at the same place of a page would fight for the same lines of the cache.
constexpr size_t STAGGER = 320;
// Below the lowest stack: a frame that is too large must still end in memory, or its fault could not be handled.
constexpr size_t SLACK = 4 * 1024 * 1024;
constexpr uint64_t CANARY = 0x5ca1ab1e0ddba11ull;

struct Machine {
  Thread threads[THREADS];
  Fiber fibers[THREADS];
  Fiber* idle[THREADS];
  int idleCount;
  unsigned short ready[THREADS];  // a ring of threads that may go on
  unsigned readyHead, readyTail;
  unsigned short order[THREADS];
  unsigned count, next, alive, atBarrier;
  unsigned warpAlive[WARPS], warpArrived[WARPS];
  Stack scheduler;
  char* stacks = nullptr;
  const Launch* launch;
  int failure;  // CUresult of the fault that ended the launch, or 0
  char message[600];
};

Machine* machine = nullptr;

void threadMain();

Machine* create() {
  auto* m = new Machine();
  size_t bytes = SLACK + THREADS * (STACK + STAGGER);
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    delete m;
    return nullptr;
  }
  m->stacks = static_cast<char*>(memory);
  for (size_t i = 0; i < THREADS; i++) m->fibers[i] = {{}, m->stacks + SLACK + i * (STACK + STAGGER), false};
  watchStacks(m->stacks, bytes);
  return m;
}

const char* baseName(const char* path) {
  const char* slash = path ? strrchr(path, '/') : nullptr;
  return slash ? slash + 1 : path ? path : "?";
}

bool samePlace(const Site& a, const Site& b) {
  return a.line == b.line && (a.file == b.file || !strcmp(a.file, b.file));
}

// Leaves the fiber for ever; the scheduler sees the failure.
SIMT_NORETURN void abandon(Machine* m) {
  static Stack dead;
  change(&dead, &m->scheduler);
  __builtin_unreachable();
}

void divergent(Machine* m, const Site& a, const Site& b) {
  m->failure = LAUNCH_FAILED;
  snprintf(m->message, sizeof m->message, "threads of one block wait at different __syncthreads: %s:%d and %s:%d", baseName(a.file),
           a.line, baseName(b.file), b.line);
}

// Lets everybody go on who waits at the barrier; false if they wait at different ones.
bool openBarrier(Machine* m) {
  const Site* site = nullptr;
  for (unsigned i = 0; i < m->count; i++) {
    Thread& t = m->threads[m->order[i]];
    if (t.state != AT_BARRIER) continue;
    if (site && !samePlace(*site, t.site)) {
      divergent(m, *site, t.site);
      return false;
    }
    site = &t.site;
    m->ready[m->readyTail++ & (THREADS - 1)] = m->order[i];
  }
  m->atBarrier = 0;
  return true;
}

// The fiber to run next; null means back to the scheduler.
inline Fiber* pick(Machine* m) {
  if (m->next < m->count) {
    Fiber* f = m->idle[--m->idleCount];
    if (!f->prepared) {
      prepare(&f->stack, f->memory, STACK, threadMain);
      *reinterpret_cast<uint64_t*>(f->memory) = CANARY;
      f->prepared = true;
    }
    return f;
  }
  if (m->readyHead == m->readyTail && (!m->alive || m->atBarrier != m->alive || !openBarrier(m))) return nullptr;
  self = &m->threads[m->ready[m->readyHead++ & (THREADS - 1)]];
  self->state = RUNNING;
  return self->fiber;
}

inline void go(Machine* m, Stack* from, Fiber* to) { change(from, to ? &to->stack : &m->scheduler); }

inline void wait(Machine* m, Thread* me) {
  Fiber* to = pick(m);
  if (to != me->fiber) go(m, &me->fiber->stack, to);
}

// Gives every waiting lane its value and lets all but the caller go on.
void completeWarp(Machine* m, unsigned w, unsigned members, const Thread* caller) {
  unsigned first = w * 32;
  m->warpArrived[w] &= ~members;
  uint64_t ballot = 0;
  for (unsigned l = 0; l < 32; l++) {
    if (members >> l & 1 && m->threads[first + l].give) ballot |= 1ull << l;
  }
  for (unsigned l = 0; l < 32; l++) {
    if (!(members >> l & 1)) continue;
    Thread& t = m->threads[first + l];
    if (t.operation == VOTE) t.take = ballot;
    // What a lane outside the operation would give is undefined on a GPU; here it is NaN.
    else if (t.operation == SHUFFLE) t.take = members >> t.from & 1 ? m->threads[first + t.from].give : uint64_t(POISON) << 32 | POISON;
    if (&t != caller) m->ready[m->readyTail++ & (THREADS - 1)] = static_cast<unsigned short>(first + l);
  }
}

// A thread that ends may be the last one that its warp waited for.
inline void leaveWarp(Machine* m, const Thread* t) {
  unsigned w = t->warp;
  m->warpAlive[w] &= ~(1u << t->lane);
  unsigned waiting = m->warpArrived[w];
  if (__builtin_expect(!waiting, true)) return;
  unsigned mask = m->threads[w * 32 + unsigned(__builtin_ctz(waiting))].mask & m->warpAlive[w];
  if ((waiting & mask) == mask) completeWarp(m, w, mask, nullptr);
}

void threadMain() {
  Machine* m = machine;
  for (;;) {
    Fiber* mine = m->idle[m->idleCount];  // the one that pick() has just taken
    const Kernel* kernel = m->launch->kernel;
    void** arguments = m->launch->arguments;
    while (m->next < m->count) {
      Thread& t = m->threads[m->order[m->next++]];
      t.fiber = mine;
      self = &t;
      kernel->call(kernel->function, arguments);
      // Others may have run meanwhile, and this one gone on after them: self is again the thread of this stack.
      m->alive--;
      leaveWarp(m, self);
    }
    m->idle[m->idleCount++] = mine;
    if (*reinterpret_cast<uint64_t*>(mine->memory) != CANARY) {
      m->failure = LAUNCH_FAILED;
      snprintf(m->message, sizeof m->message, "a thread needs more than %zu KiB of stack", STACK / 1024);
      abandon(m);
    }
    Fiber* to = pick(m);
    if (to != mine) go(m, &mine->stack, to);
  }
}

// Nobody can go on, and some have not ended.
void deadlock(Machine* m) {
  unsigned atBarrier = 0, atWarp = 0;
  Site barrierSite{"", 0}, warpSite{"", 0};
  for (unsigned i = 0; i < m->count; i++) {
    const Thread& t = m->threads[i];
    if (t.state == AT_BARRIER) atBarrier++, barrierSite = t.site;
    if (t.state == AT_WARP) atWarp++, warpSite = t.site;
  }
  m->failure = LAUNCH_FAILED;
  int n = snprintf(m->message, sizeof m->message, "deadlock:");
  if (atBarrier) {
    n += snprintf(m->message + n, sizeof m->message - size_t(n), " %u threads wait at __syncthreads (%s:%d),", atBarrier,
                  baseName(barrierSite.file), barrierSite.line);
  }
  if (atWarp) {
    n += snprintf(m->message + n, sizeof m->message - size_t(n), " %u at a warp operation (%s:%d),", atWarp, baseName(warpSite.file),
                  warpSite.line);
  }
  snprintf(m->message + n, sizeof m->message - size_t(n), " %u have ended", m->count - m->alive);
}

bool runBlock(Machine* m, uint3 index, SharedMemory& shared, bool poison) {
  grid.blockIndex = index;
  unsigned n = m->count;
  for (unsigned w = 0; w < (n + 31) / 32; w++) {
    m->warpArrived[w] = 0;
    m->warpAlive[w] = n - w * 32 >= 32 ? ~0u : (1u << (n - w * 32)) - 1;
  }
  m->next = 0, m->alive = n, m->atBarrier = 0, m->readyHead = m->readyTail = 0;
  if (poison) shared.poison();
  Fiber* first = pick(m);
  change(&m->scheduler, &first->stack);
  if (!m->failure && takenFault(&m->failure, m->message, sizeof m->message)) return false;
  if (!m->failure && m->alive) deadlock(m);
  return !m->failure;
}

void arrange(Machine* m, const Launch& launch) {
  m->launch = &launch;
  m->failure = 0;
  m->message[0] = 0;
  unsigned n = m->count = launch.block.x * launch.block.y * launch.block.z, i = 0;
  for (unsigned z = 0; z < launch.block.z; z++) {
    for (unsigned y = 0; y < launch.block.y; y++) {
      for (unsigned x = 0; x < launch.block.x; x++, i++) {
        Thread& t = m->threads[i];
        t.index = {x, y, z};
        t.lane = i & 31;
        t.warp = i >> 5;
        t.state = RUNNING;
        m->order[i] = static_cast<unsigned short>(i);
      }
    }
  }
  if (launch.order == 1) std::reverse(m->order, m->order + n);
  uint64_t random = launch.order * 0x9e3779b97f4a7c15ull;
  for (unsigned k = n; launch.order > 1 && k > 1; k--) {
    random ^= random << 13, random ^= random >> 7, random ^= random << 17;
    std::swap(m->order[k - 1], m->order[random % k]);
  }
  m->idleCount = 0;
  for (unsigned k = THREADS; k-- > 0;) m->idle[m->idleCount++] = &m->fibers[k];
  grid.blockSize = launch.block;
  grid.gridSize = launch.grid;
}

void forgetStacks(Machine* m) {
  for (Fiber& f : m->fibers) f.prepared = false;
  forgiveStacks();
}

std::string place(const Machine* m, bool thread) {
  char text[200];
  const uint3& b = grid.blockIndex;
  int n = snprintf(text, sizeof text, "kernel %s, block (%u,%u,%u)", m->launch->kernel->name, b.x, b.y, b.z);
  if (thread && self) {
    const uint3& t = self->index;
    snprintf(text + n, sizeof text - size_t(n), ", thread (%u,%u,%u)", t.x, t.y, t.z);
  }
  return text;
}

}  // namespace

Thread* self = nullptr;
Grid grid;

void barrier(Site site) {
  Machine* m = machine;
  Thread* me = self;
  me->state = AT_BARRIER;
  me->site = site;
  m->atBarrier++;
  wait(m, me);
}

uint64_t warp(WarpOperation operation, unsigned mask, uint64_t give, unsigned from, Site site) {
  Machine* m = machine;
  Thread* me = self;
  unsigned w = me->warp, first = w * 32;
  unsigned members = mask & m->warpAlive[w];
  if (!(mask >> me->lane & 1)) {
    fail("warp operation at %s:%d: lane %u calls it and is not in its mask %08x", baseName(site.file), site.line, me->lane, mask);
  }
  me->site = site, me->mask = mask, me->give = give, me->from = from, me->operation = operation;
  unsigned arrived = m->warpArrived[w] |= 1u << me->lane;
  if ((arrived & members) != members) {
    me->state = AT_WARP;
    wait(m, me);
    return me->take;
  }
  for (unsigned l = 0; l < 32; l++) {
    if (!(members >> l & 1)) continue;
    const Thread& t = m->threads[first + l];
    if (t.mask != mask || t.operation != operation || !samePlace(t.site, site)) {
      fail("lanes of one warp meet at different warp operations: %s:%d (mask %08x) and %s:%d (mask %08x)", baseName(site.file),
           site.line, mask, baseName(t.site.file), t.site.line, t.mask);
    }
  }
  completeWarp(m, w, members, me);
  return me->take;
}

void fail(const char* format, ...) {
  Machine* m = machine;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(m->message, sizeof m->message, format, arguments);
  va_end(arguments);
  m->failure = LAUNCH_FAILED;
  abandon(m);
}

void leaveFiber() { abandon(machine); }

Outcome run(const Launch& launch) {
  if (!machine && !(machine = create())) return {OUT_OF_MEMORY, "no memory for the stacks of the emulated threads"};
  Machine* m = machine;
  SharedMemory shared(launch);
  arrange(m, launch);
  Watched watched;
  unsigned long long gx = launch.grid.x, gxy = gx * launch.grid.y, total = gxy * launch.grid.z;
  for (unsigned long long i = 0; i < total; i++) {
    unsigned long long b = launch.order ? total - 1 - i : i;
    uint3 index = {unsigned(b % gx), unsigned(b / gx % launch.grid.y), unsigned(b / gxy)};
    // Poisoning each of a million blocks would cost more than the blocks.
    if (!runBlock(m, index, shared, launch.poison && (i < 4 || i % 64 == 0))) break;
    if (shared.overrun()) {
      m->failure = ILLEGAL_ADDRESS;
      snprintf(m->message, sizeof m->message, "write past the end of the dynamic shared memory (%zu bytes)", launch.dynamicBytes);
      break;
    }
  }
  std::string report = takeReport();
  if (!m->failure && report.empty()) return {};
  Outcome outcome{m->failure ? m->failure : int(ILLEGAL_ADDRESS), ""};
  bool oneThread = strncmp(m->message, "deadlock", 8) && strncmp(m->message, "threads of one block", 20) && m->failure && !shared.overrun();
  outcome.message = place(m, oneThread) + ": " + (report.empty() ? m->message : report);
  forgetStacks(m);
  return outcome;
}

}  // namespace simt
