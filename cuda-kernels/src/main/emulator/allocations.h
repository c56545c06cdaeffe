// Device memory and pinned host memory.
#pragma once
#include "device.h"

namespace emu {

struct Block {
  uintptr_t start;
  size_t bytes;
  const Context* owner;
};

// The live device allocation that holds the address, or null.
const Block* deviceBlock(uintptr_t address);
const Block* pinnedBlock(uintptr_t address);
bool insideDevice(uintptr_t address, size_t bytes);
bool insidePinned(uintptr_t address, size_t bytes);

// The reserved range that all device memory lies in; of no size before the first allocation.
struct Range {
  uintptr_t start;
  size_t bytes;
};
Range deviceRange();

// Words for messages: ", 4 bytes past the end of a device allocation of 400 bytes"; empty where nothing is known.
std::string where(uintptr_t address);

// Whether the guards around an allocation are as they were; if not, says what happened.
std::string examineGuards(const Block& block);
// The same for all allocations of a context.
std::string examineAllGuards(const Context* context);

// Frees all memory of a context.
void releaseAll(const Context* context);

}  // namespace emu
