// The shared memory of a launch: the dynamic part with a guard behind it, and the static variables of the kernel's library.
#pragma once
#include "machine.h"

namespace simt {

class SharedMemory {
 public:
  explicit SharedMemory(const Launch& launch);
  ~SharedMemory();
  void poison();
  // Whether somebody wrote behind the dynamic part.
  bool overrun() const;

 private:
  char* dynamic = nullptr;
  size_t dynamicBytes;
  char* variables = nullptr;
  size_t variableBytes = 0;
};

}  // namespace simt
