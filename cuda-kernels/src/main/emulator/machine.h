// The SIMT machine as the driver sees it: runs one launch, block after block, on the calling thread.
#pragma once
#include <string>

#include "results.h"
#include "simt.h"
// Inside the emulator CUDA's words are in the way.
#undef threadIdx
#undef blockIdx
#undef blockDim
#undef gridDim
#undef __noinline__
#undef __forceinline__

namespace simt {

// A NaN as float, and two of them a NaN as double: memory that nobody wrote.
constexpr uint32_t POISON = 0x7ff7a5a5u;

struct Launch {
  const Kernel* kernel;
  dim3 grid, block;
  size_t dynamicBytes;
  void** arguments;
  unsigned order;  // of blocks, and of threads between barriers: 0 up, 1 down, else a shuffle with this seed
  bool poison;
};

// How a launch ended; code 0 is well, others are CUresult.
struct Outcome {
  int code = 0;
  std::string message;
};

Outcome run(const Launch& launch);

// Seconds after which a launch counts as endless; 0: never.
void limitSeconds(double seconds);

// What AddressSanitizer reported since the last call, empty where it is not built in.
std::string takeReport();

// Says where in device memory an address lies, for messages.
std::string describeAddress(uintptr_t address);

}  // namespace simt
