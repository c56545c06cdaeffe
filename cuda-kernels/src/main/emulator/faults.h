// Faults of the processor inside a kernel, and kernels that never end, turned into errors of the launch.
#pragma once
#include <cstddef>

#include "results.h"
#include "simt.h"

namespace simt {

// While one of these lives the calling thread runs kernels: faults on the stacks of fibers are the kernel's.
struct Watched {
  Watched();
  ~Watched();
};

// The memory of the fibers' stacks: tells a kernel's fault from anybody else's.
void watchStacks(char* start, size_t bytes);

// After a failure: abandoned frames are no errors to AddressSanitizer.
void forgiveStacks();

// Whether a fault or the time limit has ended the block; fills in what and why.
bool takenFault(int* code, char* message, size_t size);

// Leaves the fiber that runs now, for the scheduler (machine.cpp).
SIMT_NORETURN void leaveFiber();

}  // namespace simt
