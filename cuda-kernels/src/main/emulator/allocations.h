// Device memory and pinned host memory.
#pragma once
#include "device.h"

namespace emu {

struct Block {
  uintptr_t start;
  size_t bytes;
  const Context* owner;
};

// One allocation. An engine that keeps freed blocks and rounds sizes up says by ricciEmulatorLend what part of one is in use
// (leases.cpp); block.bytes is that part, 0 while the block waits in the engine's lists.
struct Allocation {
  Block block;
  size_t total;               // bytes that were asked for
  size_t pages;               // bytes of readable pages, from block.start - the guard
  unsigned long lease = 0;    // the latest that was given
  unsigned long active = 0;   // the one whose work the stream has reached
  unsigned long capture = 0;  // in which the latest was given, 0 for none
};

Allocation* allocationAt(uintptr_t start);
// Sets the part in use and fills the block with NaN.
void lendPart(Allocation& allocation, size_t bytes, bool fill);

// The live device allocation that holds the address, or null.
const Block* deviceBlock(uintptr_t address);
// The allocation that holds the address, in the part that is not in use too; null if none of it is in use.
const Block* usedBlock(uintptr_t address);
const Block* pinnedBlock(uintptr_t address);
bool insideDevice(uintptr_t address, size_t bytes);
// The same for the whole allocation: what can be said before the stream has reached its leases.
bool insideAllocation(uintptr_t address, size_t bytes);
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
