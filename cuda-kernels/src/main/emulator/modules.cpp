// Modules: a PTX text is read for its entries, and each is tied to the host's build of the same kernel, if the two agree.
#include "modules.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "launch-limits.h"
#include "streams.h"

namespace emu {

Function::Function(Context* owner, Module* module, const simt::Kernel* kernel, size_t staticShared)
    : Object(KIND, owner), kernel(kernel), module(module), staticShared(staticShared),
      maxDynamic(staticShared < SHARED_BYTES ? SHARED_BYTES - staticShared : 0) {}

namespace {

std::string list(const std::vector<unsigned>& sizes) {
  std::string text;
  for (unsigned s : sizes) text += (text.empty() ? "" : " ") + std::to_string(s);
  return text.empty() ? "none" : text;
}

int crossCheck(const Entry& entry, const simt::Kernel* kernel) {
  std::vector<unsigned> host;
  size_t bytes = 0;
  for (int i = 0; i < kernel->parameters; i++) {
    host.push_back(kernel->parameter[i].size);
    bytes = (bytes + kernel->parameter[i].align - 1) / kernel->parameter[i].align * kernel->parameter[i].align + host.back();
  }
  if (host != entry.sizes) {
    return complain(INVALID_IMAGE, "kernel " + entry.name + ": its parameters have " + list(entry.sizes) + " bytes in the PTX and "
        + list(host) + " in the sources: the PTX is stale, remake it");
  }
  if (bytes > ARGUMENT_BYTES) {
    return complain(INVALID_IMAGE, "kernel " + entry.name + ": " + std::to_string(bytes) + " bytes of arguments, more than "
        + std::to_string(ARGUMENT_BYTES));
  }
  if (entry.sharedBytes > SHARED_BYTES) {
    return complain(INVALID_PTX, "kernel " + entry.name + ": " + std::to_string(entry.sharedBytes)
        + " bytes of static shared memory, more than " + std::to_string(SHARED_BYTES));
  }
  return SUCCESS;
}

// The library that a text of the emulated NVRTC names, or null for a text of nvcc.
int namedLibrary(const std::string& ptx, const KernelTable** table) {
  size_t line = ptx.find(LIBRARY_LINE);
  if (line == std::string::npos) return SUCCESS;
  size_t start = line + strlen(LIBRARY_LINE);
  *table = loadKernels(ptx.substr(start, ptx.find('\n', start) - start));
  return *table ? SUCCESS : INVALID_IMAGE;
}

int fill(Module* module, const std::string& ptx) {
  if (ptx.find(".version") == std::string::npos || ptx.find(".target") == std::string::npos) {
    return complain(INVALID_IMAGE, "the image of the module is no PTX text");
  }
  const KernelTable* table = nullptr;
  if (int error = namedLibrary(ptx, &table)) return error;
  for (const Entry& entry : entriesOf(ptx)) {
    const simt::Kernel* kernel = nullptr;
    if (table) {
      auto it = table->find(entry.name);
      if (it == table->end()) return complain(INVALID_IMAGE, "kernel " + entry.name + " is not in the library its text names");
      kernel = it->second;
    } else {
      kernel = builtInKernel(entry.name);
    }
    if (!kernel) return INVALID_IMAGE;
    if (int error = crossCheck(entry, kernel)) return error;
    module->functions[entry.name] = new Function(module->owner, module, kernel, entry.sharedBytes);
  }
  return SUCCESS;
}

int load(void** handle, const void* image) {
  if (!handle || !image) return INVALID_VALUE;
  if (int error = unsafeInCapture("cuModuleLoadData")) return error;
  auto* module = new Module(currentContext());
  int error = fill(module, static_cast<const char*>(image));
  if (error) {
    for (auto& f : module->functions) delete f.second;
    delete module;
    return error;
  }
  enlist(module);
  for (auto& f : module->functions) enlist(f.second);
  *handle = module;
  return SUCCESS;
}

Function* functionOf(void* handle, const char* name) {
  auto* function = find<Function>(handle);
  if (!function) complain(INVALID_HANDLE, std::string(name) + ": no live function");
  return function;
}

}  // namespace

}  // namespace emu

using namespace emu;

API int cuModuleLoadData(void** module, const void* image) {
  VISIT(cuModuleLoadData, CONTEXT);
  return load(module, image);
}

API int cuModuleLoadDataEx(void** module, const void* image, unsigned, int*, void**) {
  VISIT(cuModuleLoadDataEx, CONTEXT);
  return load(module, image);
}

API int cuModuleUnload(void* handle) {
  VISIT(cuModuleUnload, CONTEXT);
  auto* module = find<Module>(handle);
  if (!module) return complain(INVALID_HANDLE, "cuModuleUnload: no live module");
  int error = drainContext(module->owner);
  for (auto& f : module->functions) dismiss(f.second);
  dismiss(module);
  return error;
}

API int cuModuleGetFunction(void** handle, void* moduleHandle, const char* name) {
  VISIT(cuModuleGetFunction, CONTEXT);
  auto* module = find<Module>(moduleHandle);
  if (!module) return complain(INVALID_HANDLE, "cuModuleGetFunction: no live module");
  auto function = module->functions.find(name);
  if (function == module->functions.end()) return complain(NOT_FOUND, std::string("cuModuleGetFunction: no kernel ") + name);
  *handle = function->second;
  return SUCCESS;
}

API int cuModuleGetFunctionCount(unsigned* count, void* handle) {
  VISIT(cuModuleGetFunctionCount, CONTEXT);
  auto* module = find<Module>(handle);
  if (!module) return complain(INVALID_HANDLE, "cuModuleGetFunctionCount: no live module");
  *count = unsigned(module->functions.size());
  return SUCCESS;
}

API int cuModuleGetGlobal_v2(uintptr_t*, size_t*, void*, const char* name) {
  VISIT(cuModuleGetGlobal_v2, CONTEXT);
  return complain(NOT_FOUND, std::string("cuModuleGetGlobal: global variables are not emulated, wanted ") + name);
}

API int cuFuncGetModule(void** module, void* handle) {
  VISIT(cuFuncGetModule, CONTEXT);
  Function* function = functionOf(handle, "cuFuncGetModule");
  if (!function) return INVALID_HANDLE;
  *module = function->module;
  return SUCCESS;
}

API int cuFuncGetAttribute(int* value, int attribute, void* handle) {
  VISIT(cuFuncGetAttribute, CONTEXT);
  Function* function = functionOf(handle, "cuFuncGetAttribute");
  if (!function) return INVALID_HANDLE;
  switch (attribute) {
    case 0: *value = function->kernel->maxThreads; break;  // MAX_THREADS_PER_BLOCK
    case 1: *value = int(function->staticShared); break;   // SHARED_SIZE_BYTES
    case 4: *value = 32; break;                            // NUM_REGS
    case 5: *value = 75; break;                            // PTX_VERSION
    case 6: *value = modes.capability; break;              // BINARY_VERSION
    case 8: *value = int(function->maxDynamic); break;     // MAX_DYNAMIC_SHARED_SIZE_BYTES
    default: *value = 0;
  }
  return SUCCESS;
}

API int cuFuncSetAttribute(void* handle, int attribute, int value) {
  VISIT(cuFuncSetAttribute, CONTEXT);
  Function* function = functionOf(handle, "cuFuncSetAttribute");
  if (!function) return INVALID_HANDLE;
  if (attribute != 8) return attribute == 9 ? SUCCESS : INVALID_VALUE;
  if (value < 0 || size_t(value) + function->staticShared > SHARED_OPTIN_BYTES) {
    return complain(INVALID_VALUE, std::string("kernel ") + function->kernel->name + ": " + std::to_string(value) + " bytes of dynamic and "
        + std::to_string(function->staticShared) + " of static shared memory, the device has " + std::to_string(SHARED_OPTIN_BYTES));
  }
  function->maxDynamic = size_t(value);
  return SUCCESS;
}

API int cuFuncSetCacheConfig(void* handle, int) {
  VISIT(cuFuncSetCacheConfig, CONTEXT);
  return functionOf(handle, "cuFuncSetCacheConfig") ? SUCCESS : INVALID_HANDLE;
}

static int residentBlocks(const Function* function, int threads, size_t dynamic) {
  size_t shared = dynamic + function->staticShared;
  int byShared = shared ? int(SHARED_OPTIN_BYTES / shared) : BLOCKS_PER_MULTIPROCESSOR;
  int byThreads = THREADS_PER_MULTIPROCESSOR / ((threads + 31) / 32 * 32);
  return std::min(std::min(byShared, byThreads), BLOCKS_PER_MULTIPROCESSOR);
}

API int cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void* handle, int threads, size_t dynamic) {
  VISIT(cuOccupancyMaxActiveBlocksPerMultiprocessor, CONTEXT);
  Function* function = functionOf(handle, "cuOccupancyMaxActiveBlocksPerMultiprocessor");
  if (!function) return INVALID_HANDLE;
  if (threads < 1 || threads > function->kernel->maxThreads) return INVALID_VALUE;
  *blocks = residentBlocks(function, threads, dynamic);
  return SUCCESS;
}

API int cuOccupancyMaxPotentialBlockSize(int* grid, int* threads, void* handle, size_t (*dynamicOf)(int), size_t dynamic, int limit) {
  VISIT(cuOccupancyMaxPotentialBlockSize, CONTEXT);
  Function* function = functionOf(handle, "cuOccupancyMaxPotentialBlockSize");
  if (!function) return INVALID_HANDLE;
  *threads = function->kernel->maxThreads;
  if (limit > 0) *threads = std::min(*threads, limit);
  *grid = 4 * residentBlocks(function, *threads, dynamicOf ? dynamicOf(*threads) : dynamic);
  return SUCCESS;
}
