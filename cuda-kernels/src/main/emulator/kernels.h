// The libraries of kernels that g++ made, and the PTX text that stands for them.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "api.h"
#include "machine.h"

namespace emu {

using KernelTable = std::map<std::string, const simt::Kernel*>;

// Loads a library of kernels, once; null and a kept message if that fails.
SHARED_API const KernelTable* loadKernels(const std::string& path);

// The kernel of this name among the libraries that lie in the folder `kernels` beside this one; null and a kept message if
// there is none, or more than one.
const simt::Kernel* builtInKernel(const std::string& name);

struct Entry {
  std::string name;
  std::vector<unsigned> sizes;  // of the parameters, in bytes
  size_t sharedBytes;           // of the static shared variables that its text names
};

// The entries of a PTX text.
std::vector<Entry> entriesOf(const std::string& ptx);

// The line by which the emulated NVRTC says in its PTX which library holds the kernels.
constexpr const char* LIBRARY_LINE = "// emulated kernels: ";

}  // namespace emu
