// Launches: the arguments are copied at the call, checked when the kernel runs, and the guards of what they point to after it.
#include <cstring>
#include <memory>

#include "counting.h"
#include "launch-limits.h"
#include "allocations.h"
#include "modules.h"
#include "streams.h"

using namespace emu;

namespace {

struct Arguments {
  alignas(16) char bytes[ARGUMENT_BYTES];
  std::vector<void*> pointers;
};

struct Shape {
  dim3 grid, block;
  size_t dynamic;
};

int refuse(const simt::Kernel* kernel, int code, const std::string& why) {
  return complain(code, std::string("kernel ") + kernel->name + ": " + why);
}

int checkShape(const Function* function, const Shape& s) {
  const simt::Kernel* k = function->kernel;
  auto text = [](const dim3& d) { return "(" + std::to_string(d.x) + "," + std::to_string(d.y) + "," + std::to_string(d.z) + ")"; };
  const dim3 &g = s.grid, &b = s.block;
  if (!g.x || !g.y || !g.z || g.x > 2147483647u || g.y > MAX_GRID_YZ || g.z > MAX_GRID_YZ) {
    return refuse(k, INVALID_VALUE, "grid " + text(g) + " is not within 1 and (2147483647,65535,65535)");
  }
  unsigned long long threads = (unsigned long long)b.x * b.y * b.z;
  if (!threads || b.x > MAX_BLOCK_THREADS || b.y > MAX_BLOCK_THREADS || b.z > MAX_BLOCK_Z || threads > MAX_BLOCK_THREADS) {
    return refuse(k, INVALID_VALUE, "block " + text(b) + " is not within 1 and (1024,1024,64), or more than 1024 threads");
  }
  if (threads > unsigned(k->maxThreads)) {
    return refuse(k, LAUNCH_OUT_OF_RESOURCES, "block " + text(b) + " exceeds its bound of " + std::to_string(k->maxThreads) + " threads");
  }
  if (s.dynamic > function->maxDynamic) {
    return refuse(k, INVALID_VALUE, std::to_string(s.dynamic) + " bytes of dynamic shared memory, it may have "
        + std::to_string(function->maxDynamic) + " (cuFuncSetAttribute raises that)");
  }
  return SUCCESS;
}

// CU_LAUNCH_PARAM_BUFFER_POINTER is 1, CU_LAUNCH_PARAM_BUFFER_SIZE 2, 0 ends the list.
bool readExtra(void** extra, const char** buffer, size_t* bytes) {
  for (; extra && *extra; extra += 2) {
    if (reinterpret_cast<uintptr_t>(*extra) == 1) *buffer = static_cast<const char*>(extra[1]);
    if (reinterpret_cast<uintptr_t>(*extra) == 2) *bytes = *static_cast<size_t*>(extra[1]);
  }
  return *buffer != nullptr;
}

int copyArguments(const simt::Kernel* k, void** parameters, void** extra, Arguments& to) {
  const char* packed = nullptr;
  size_t packedBytes = 0;
  if (parameters && extra) return refuse(k, INVALID_VALUE, "kernelParams and extra are both given");
  if (k->parameters && !parameters && !readExtra(extra, &packed, &packedBytes)) return refuse(k, INVALID_VALUE, "no arguments are given");
  size_t offset = 0;
  for (int i = 0; i < k->parameters; i++) {
    const simt::Parameter& p = k->parameter[i];
    offset = (offset + p.align - 1) / p.align * p.align;
    if (packed && offset + p.size > packedBytes) {
      return refuse(k, INVALID_VALUE, "the buffer of arguments has " + std::to_string(packedBytes) + " bytes, parameter "
          + std::to_string(i) + " ends at " + std::to_string(offset + p.size));
    }
    const void* from = packed ? packed + offset : parameters[i];
    if (!from) return refuse(k, INVALID_VALUE, "argument " + std::to_string(i) + " is not given");
    memcpy(to.bytes + offset, from, p.size);
    to.pointers.push_back(to.bytes + offset);
    offset += p.size;
  }
  if (packed && (packedBytes + 7) / 8 != (offset + 7) / 8) {
    return refuse(k, INVALID_VALUE, "the buffer of arguments has " + std::to_string(packedBytes) + " bytes, the parameters have "
        + std::to_string(offset));
  }
  return SUCCESS;
}

// The allocation an address points into. Its end counts too, and what lies between the part in use and the end: a view without
// elements may begin there.
const Block* target(uintptr_t address) {
  const Block* block = usedBlock(address);
  return block ? block : usedBlock(address - 1);
}

// Checks the pointers among the arguments and collects what they point to. Pointers inside structures cannot be told from
// numbers: a word that happens to be a live address only has its guards looked at.
int checkPointers(const simt::Kernel* k, const Arguments& a, std::vector<Block>& touched) {
  for (int i = 0; i < k->parameters; i++) {
    const simt::Parameter& p = k->parameter[i];
    const char* bytes = static_cast<const char*>(a.pointers[size_t(i)]);
    for (size_t at = 0; p.align >= 8 && at + 8 <= p.size; at += 8) {
      uintptr_t address;
      memcpy(&address, bytes + at, 8);
      const Block* block = address ? target(address) : nullptr;
      if (block) touched.push_back(*block);
      else if (p.pointer && address && !pinnedBlock(address)) {
        return refuse(k, ILLEGAL_ADDRESS, "argument " + std::to_string(i) + " is no address of live device memory" + where(address));
      }
    }
  }
  return SUCCESS;
}

int runKernel(const simt::Kernel* k, const Shape& shape, Arguments& arguments) {
  std::vector<Block> touched;
  if (int error = checkPointers(k, arguments, touched)) return error;
  countLaunch(k->name);
  Counting counting(k->name);
  simt::Outcome outcome = simt::run({k, shape.grid, shape.block, shape.dynamic, arguments.pointers.data(), modes.order, true});
  if (outcome.code) return complain(outcome.code, outcome.message);
  for (const Block& block : touched) {
    std::string damage = examineGuards(block);
    if (!damage.empty()) return refuse(k, ILLEGAL_ADDRESS, damage);
  }
  return SUCCESS;
}

}  // namespace

API int cuLaunchKernel(void* handle, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned dynamic,
                       void* streamHandle, void** parameters, void** extra) {
  WORK(cuLaunchKernel);
  auto* function = find<Function>(handle);
  if (!function) return complain(INVALID_HANDLE, "cuLaunchKernel: no live function");
  Stream* stream = streamOf(streamHandle, "cuLaunchKernel");
  if (!stream) return INVALID_HANDLE;
  Shape shape{{gx, gy, gz}, {bx, by, bz}, dynamic};
  if (int error = checkShape(function, shape)) return error;
  auto arguments = std::make_shared<Arguments>();
  const simt::Kernel* kernel = function->kernel;
  if (int error = copyArguments(kernel, parameters, extra, *arguments)) return error;
  return submit(stream, KERNEL_NODE, [=] { return runKernel(kernel, shape, *arguments); });
}
