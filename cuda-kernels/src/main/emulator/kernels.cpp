#include "kernels.h"

#include <dirent.h>
#include <dlfcn.h>

#include <algorithm>

#include "device.h"

namespace emu {

namespace {

std::map<std::string, KernelTable> libraries;  // by path
KernelTable* loading = nullptr;                // the one whose constructors run now

std::vector<std::string> builtIn() {
  Dl_info self;
  if (!dladdr(reinterpret_cast<void*>(&builtIn), &self)) return {};
  std::string folder = self.dli_fname;
  folder = folder.substr(0, folder.rfind('/') + 1) + "kernels/";
  std::vector<std::string> paths;
  DIR* listing = opendir(folder.c_str());
  while (const dirent* entry = listing ? readdir(listing) : nullptr) {
    std::string name = entry->d_name;
    if (name.size() > 3 && name.substr(name.size() - 3) == ".so") paths.push_back(folder + name);
  }
  if (listing) closedir(listing);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

const KernelTable* loadKernels(const std::string& path) {
  auto known = libraries.find(path);
  if (known != libraries.end()) return &known->second;
  KernelTable table;
  loading = &table;
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  loading = nullptr;
  if (!library) {
    complain(INVALID_IMAGE, std::string("the emulator's library of kernels does not load: ") + dlerror());
    return nullptr;
  }
  return &(libraries[path] = std::move(table));
}

const simt::Kernel* builtInKernel(const std::string& name) {
  static const std::vector<std::string> paths = builtIn();
  const simt::Kernel* found = nullptr;
  for (const std::string& path : paths) {
    const KernelTable* table = loadKernels(path);
    if (!table) return nullptr;
    auto kernel = table->find(name);
    if (kernel == table->end()) continue;
    if (found) {
      complain(INVALID_IMAGE, "kernel " + name + " stands in two files: " + found->file + " and " + kernel->second->file);
      return nullptr;
    }
    found = kernel->second;
  }
  if (!found) complain(INVALID_IMAGE, "kernel " + name + " is in the PTX but not in the emulator's build: one of the two is stale");
  return found;
}

}  // namespace emu

// How many kernels a library of the build holds, -1 if it does not load.
API long long ricciEmulatorKernels(const char* path) {
  std::lock_guard<std::recursive_mutex> lock(emu::mutex);
  const emu::KernelTable* table = emu::loadKernels(path);
  return table ? static_cast<long long>(table->size()) : -1;
}

void simt::enrol(const Kernel* kernel) {
  if (emu::loading) (*emu::loading)[kernel->name] = kernel;
}
