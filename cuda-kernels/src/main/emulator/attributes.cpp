// What a device says about itself. The limits are those of the smallest device the kernels must run on (Turing).
#include <cstdio>
#include <cstring>

#include "device.h"
#include "launch-limits.h"

using namespace emu;

namespace {

struct Attribute {
  int number;
  int value;
};

constexpr Attribute ATTRIBUTES[] = {
    {1, MAX_BLOCK_THREADS},  // MAX_THREADS_PER_BLOCK
    {2, MAX_BLOCK_THREADS},  // MAX_BLOCK_DIM_X, Y, Z
    {3, MAX_BLOCK_THREADS},
    {4, MAX_BLOCK_Z},
    {5, 2147483647},  // MAX_GRID_DIM_X, Y, Z
    {6, MAX_GRID_YZ},
    {7, MAX_GRID_YZ},
    {8, SHARED_BYTES},  // MAX_SHARED_MEMORY_PER_BLOCK
    {9, 65536},         // TOTAL_CONSTANT_MEMORY
    {10, 32},           // WARP_SIZE
    {11, 2147483647},   // MAX_PITCH
    {12, 65536},        // MAX_REGISTERS_PER_BLOCK
    {13, 1000000},      // CLOCK_RATE, kHz
    {14, 512},          // TEXTURE_ALIGNMENT
    {15, 1},            // GPU_OVERLAP
    {16, 4},            // MULTIPROCESSOR_COUNT
    {19, 1},            // CAN_MAP_HOST_MEMORY
    {31, 1},            // CONCURRENT_KERNELS
    {36, 1000000},      // MEMORY_CLOCK_RATE, kHz
    {37, 128},          // GLOBAL_MEMORY_BUS_WIDTH
    {38, 4194304},      // L2_CACHE_SIZE
    {39, 1024},         // MAX_THREADS_PER_MULTIPROCESSOR
    {40, 2},            // ASYNC_ENGINE_COUNT
    {41, 1},            // UNIFIED_ADDRESSING
    {78, 1},            // STREAM_PRIORITIES_SUPPORTED
    {81, 65536},        // MAX_SHARED_MEMORY_PER_MULTIPROCESSOR
    {82, 65536},        // MAX_REGISTERS_PER_MULTIPROCESSOR
    {97, SHARED_OPTIN_BYTES},  // MAX_SHARED_MEMORY_PER_BLOCK_OPTIN
    {106, 16},                 // MAX_BLOCKS_PER_MULTIPROCESSOR
};

bool wrong(int device) { return device < 0 || device >= modes.devices; }

}  // namespace

API int cuDriverGetVersion(int* version) {
  VISIT(cuDriverGetVersion, NOTHING);
  if (!version) return INVALID_VALUE;
  *version = 13000;
  return SUCCESS;
}

API int cuDeviceGetCount(int* count) {
  VISIT(cuDeviceGetCount, INITIALIZED);
  *count = modes.devices;
  return SUCCESS;
}

API int cuDeviceGet(int* device, int ordinal) {
  VISIT(cuDeviceGet, INITIALIZED);
  if (wrong(ordinal)) return INVALID_DEVICE;
  *device = ordinal;
  return SUCCESS;
}

API int cuDeviceGetName(char* name, int size, int device) {
  VISIT(cuDeviceGetName, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  if (!name || size < 1) return INVALID_VALUE;
  snprintf(name, size_t(size), "Ricci emulated device");
  return SUCCESS;
}

API int cuDeviceGetUuid(char* uuid, int device) {
  VISIT(cuDeviceGetUuid, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  memset(uuid, 0, 16);
  uuid[15] = char(device);
  return SUCCESS;
}

API int cuDeviceGetPCIBusId(char* text, int size, int device) {
  VISIT(cuDeviceGetPCIBusId, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  snprintf(text, size_t(size), "0000:%02X:00.0", device + 1);
  return SUCCESS;
}

API int cuDeviceTotalMem_v2(size_t* bytes, int device) {
  VISIT(cuDeviceTotalMem_v2, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  *bytes = modes.memory;
  return SUCCESS;
}

API int cuDeviceComputeCapability(int* major, int* minor, int device) {
  VISIT(cuDeviceComputeCapability, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  *major = modes.capability / 10;
  *minor = modes.capability % 10;
  return SUCCESS;
}

API int cuDeviceGetAttribute(int* value, int attribute, int device) {
  VISIT(cuDeviceGetAttribute, INITIALIZED);
  if (wrong(device)) return INVALID_DEVICE;
  if (!value) return INVALID_VALUE;
  *value = 0;
  if (attribute == 33) *value = device + 1;  // PCI_BUS_ID
  if (attribute == 75) *value = modes.capability / 10;
  if (attribute == 76) *value = modes.capability % 10;
  for (const Attribute& a : ATTRIBUTES) {
    if (a.number == attribute) *value = a.value;
  }
  return SUCCESS;
}
