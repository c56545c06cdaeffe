// Modules and functions as handles see them.
#pragma once
#include "device.h"
#include "kernels.h"

namespace emu {

struct Module;

struct Function : Object {
  static constexpr Kind KIND = Kind::FUNCTION;
  const simt::Kernel* kernel;
  Module* module;
  size_t staticShared;
  size_t maxDynamic;
  Function(Context* owner, Module* module, const simt::Kernel* kernel, size_t staticShared);
};

struct Module : Object {
  static constexpr Kind KIND = Kind::MODULE;
  std::map<std::string, Function*> functions;
  explicit Module(Context* owner) : Object(KIND, owner) {}
};

}  // namespace emu
