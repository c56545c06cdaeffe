// What a kernel sees when g++ compiles it: CUDA's words over the emulated machine (machine.cpp).
// The threads of a block are fibers on one thread of the system, so plain memory accesses are atomic, and a barrier is a
// switch from one fiber to the next.
#pragma once
#include <math.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <type_traits>
#include <utility>

#define SIMT_API __attribute__((visibility("default")))
#ifdef __SANITIZE_ADDRESS__
// Before a call that does not return the compiler would let AddressSanitizer tidy up the stack, and it knows no fibers.
#define SIMT_NORETURN
#else
#define SIMT_NORETURN [[noreturn]]
#endif

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

namespace simt {

struct Fiber;

// A line of kernel code; two threads are at the same place when both parts are equal.
struct Site {
  const char* file;
  int line;
};

// One emulated thread. give, from and take carry the values of warp operations.
struct Thread {
  uint3 index;
  unsigned lane, warp;
  Fiber* fiber;
  Site site;
  uint64_t give, take;
  unsigned from, mask;
  unsigned char state, operation;
};

struct Grid {
  uint3 blockIndex;
  dim3 blockSize, gridSize;
  void* dynamicShared;
};

extern SIMT_API Thread* self;
extern SIMT_API Grid grid;

enum WarpOperation : unsigned char { MEET, SHUFFLE, VOTE };

SIMT_API void barrier(Site site);
// Waits until every thread of the warp named by the mask is here. A shuffle takes what lane `from` gave; a vote takes
// one bit for each lane that gave something else than 0.
SIMT_API uint64_t warp(WarpOperation operation, unsigned mask, uint64_t give, unsigned from, Site site);
SIMT_NORETURN SIMT_API void fail(const char* format, ...);

// ---- the table of kernels, filled by the KERNEL lines when their library is loaded

struct Parameter {
  unsigned size, align;
  bool pointer;
};

struct Kernel {
  const char* name;
  const char* file;
  int parameters;
  const Parameter* parameter;
  int maxThreads;
  void (*call)(void (*function)(), void** arguments);
  void (*function)();
  void* (*sharedAnchor)();  // an address in the library's shared variables (see __shared__)
};

SIMT_API void enrol(const Kernel* kernel);

template <class... A> struct Signature {
  static constexpr Parameter parameters[sizeof...(A) + 1] = {
      {unsigned(sizeof(A)), unsigned(alignof(A)), std::is_pointer<A>::value}..., {0, 1, false}};

  template <size_t... I> static void spread(void (*function)(A...), void** arguments, std::integer_sequence<size_t, I...>) {
    function(*static_cast<typename std::remove_cv<A>::type*>(arguments[I])...);
  }
  static void call(void (*function)(), void** arguments) {
    spread(reinterpret_cast<void (*)(A...)>(function), arguments, std::make_integer_sequence<size_t, sizeof...(A)>());
  }
};

static thread_local char anchor;
static void* sharedAnchor() { return &anchor; }

struct Registrar {
  Kernel kernel;
  template <class... A> Registrar(const char* name, const char* file, void (*function)(A...), int maxThreads)
      : kernel{name, file, int(sizeof...(A)), Signature<A...>::parameters, maxThreads, &Signature<A...>::call,
               reinterpret_cast<void (*)()>(function), &sharedAnchor} {
    enrol(&kernel);
  }
};

}  // namespace simt

#define KERNEL_BOUNDS(maxThreads, name, ...)                                                              \
  static void name##_kernel(__VA_ARGS__);                                                                 \
  static const ::simt::Registrar name##_registrar(#name, __FILE__, &name##_kernel, maxThreads);           \
  static void name##_kernel(__VA_ARGS__)
#define KERNEL(name, ...) KERNEL_BOUNDS(1024, name, __VA_ARGS__)
#define DYN_SHARED(T, name) T* name = static_cast<T*>(::simt::grid.dynamicShared)

#define __global__
#define __device__
#define __host__
#define __constant__
#define __managed__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#ifdef __SANITIZE_ADDRESS__
// AddressSanitizer guards static arrays, but not those of a thread.
#define __shared__ static
#else
// One block runs at a time, so any static memory would do. Of thread-local variables the machine can find the whole range,
// and fills it with NaNs before a block starts: a read of shared memory that nobody wrote shows.
#define __shared__ static thread_local
#endif

#define threadIdx (::simt::self->index)
#define blockIdx (::simt::grid.blockIndex)
#define blockDim (::simt::grid.blockSize)
#define gridDim (::simt::grid.gridSize)
constexpr int warpSize = 32;

#include "vectors.h"

#include "atomics.h"
#include "intrinsics.h"
#include "warp.h"
