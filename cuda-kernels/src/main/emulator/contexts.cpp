// Devices, contexts and the objects that belong to a context.
#include <cstdio>
#include <cstring>
#include <vector>

#include "device.h"
#include "allocations.h"
#include "streams.h"

namespace emu {

bool initialized = false;

namespace {

std::unordered_map<const void*, Object*> objects;
Context primaries[MAX_DEVICES];
// The contexts of cuCtxCreate are never freed: a stale pointer to one must stay harmless.
std::vector<Context*> created;
thread_local std::vector<Context*> contextStack;

bool known(const void* context) {
  if (context >= primaries && context < primaries + MAX_DEVICES) return true;
  for (Context* c : created) {
    if (c == context) return true;
  }
  return false;
}

// Frees all that a context holds; it may be used again if it is a primary one.
void clear(Context* context) {
  dismissAll(context);
  context->legacy = nullptr;
  releaseAll(context);
  context->lost = 0;
  context->why.clear();
}

}  // namespace

void enlist(Object* object) { objects[object] = object; }

void dismiss(Object* object) {
  objects.erase(object);
  delete object;
}

Object* lookUp(const void* handle, Kind kind) {
  auto it = objects.find(handle);
  return it == objects.end() || it->second->kind != kind ? nullptr : it->second;
}

void dismissAll(const Context* context) {
  for (auto it = objects.begin(); it != objects.end();) {
    Object* object = it->second;
    if (object->owner != context) {
      ++it;
      continue;
    }
    it = objects.erase(it);
    delete object;
  }
}

Context* currentContext() { return contextStack.empty() ? nullptr : contextStack.back(); }

}  // namespace emu

using namespace emu;

static bool wrongDevice(int device) { return device < 0 || device >= modes.devices; }

API int cuInit(unsigned flags) {
  VISIT(cuInit, NOTHING);
  readEnvironment();
  if (flags) return INVALID_VALUE;
  if (!modes.devices) return complain(NO_DEVICE, "cuInit: the emulator was told to have no device");
  for (int i = 0; i < MAX_DEVICES; i++) primaries[i].device = i, primaries[i].primary = true;
  initialized = true;
  return SUCCESS;
}

API int cuDevicePrimaryCtxRetain(void** context, int device) {
  VISIT(cuDevicePrimaryCtxRetain, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  if (!context) return INVALID_VALUE;
  primaries[device].uses++;
  primaries[device].destroyed = false;
  *context = &primaries[device];
  return SUCCESS;
}

API int cuDevicePrimaryCtxRelease_v2(int device) {
  VISIT(cuDevicePrimaryCtxRelease_v2, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  Context& c = primaries[device];
  if (!c.uses) return complain(INVALID_CONTEXT, "cuDevicePrimaryCtxRelease: the context is not retained");
  if (--c.uses == 0) {
    clear(&c);
    c.destroyed = true;
  }
  return SUCCESS;
}

// Ends every allocation, stream and module of the context and the error of a kernel's fault; who retained it still does.
API int cuDevicePrimaryCtxReset_v2(int device) {
  VISIT(cuDevicePrimaryCtxReset_v2, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  clear(&primaries[device]);
  return SUCCESS;
}

API int cuDevicePrimaryCtxGetState(int device, unsigned* flags, int* active) {
  VISIT(cuDevicePrimaryCtxGetState, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  if (flags) *flags = primaries[device].flags;
  if (active) *active = primaries[device].uses > 0;
  return SUCCESS;
}

API int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags) {
  VISIT(cuDevicePrimaryCtxSetFlags_v2, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  primaries[device].flags = flags;
  return SUCCESS;
}

API int cuCtxCreate_v2(void** context, unsigned flags, int device) {
  VISIT(cuCtxCreate_v2, INITIALIZED);
  if (wrongDevice(device)) return INVALID_DEVICE;
  auto* c = new Context();
  c->device = device, c->uses = 1, c->flags = flags;
  created.push_back(c);
  contextStack.push_back(c);
  *context = c;
  return SUCCESS;
}

API int cuCtxDestroy_v2(void* context) {
  VISIT(cuCtxDestroy_v2, INITIALIZED);
  auto* c = static_cast<Context*>(context);
  if (!known(c) || c->primary || c->destroyed) return complain(INVALID_CONTEXT, "cuCtxDestroy: no context made by cuCtxCreate");
  clear(c);
  c->destroyed = true;
  if (currentContext() == c) contextStack.pop_back();
  return SUCCESS;
}

API int cuCtxSetCurrent(void* context) {
  if (idle.load(std::memory_order_relaxed)) return SUCCESS;
  VISIT(cuCtxSetCurrent, INITIALIZED);
  auto* c = static_cast<Context*>(context);
  if (c && (!known(c) || c->destroyed)) return complain(INVALID_CONTEXT, "cuCtxSetCurrent: no live context");
  if (!contextStack.empty()) contextStack.pop_back();
  if (c) contextStack.push_back(c);
  return SUCCESS;
}

API int cuCtxGetCurrent(void** context) {
  VISIT(cuCtxGetCurrent, INITIALIZED);
  *context = currentContext();
  return SUCCESS;
}

API int cuCtxPushCurrent_v2(void* context) {
  VISIT(cuCtxPushCurrent_v2, INITIALIZED);
  auto* c = static_cast<Context*>(context);
  if (!known(c) || c->destroyed) return complain(INVALID_CONTEXT, "cuCtxPushCurrent: no live context");
  contextStack.push_back(c);
  return SUCCESS;
}

API int cuCtxPopCurrent_v2(void** context) {
  VISIT(cuCtxPopCurrent_v2, INITIALIZED);
  if (contextStack.empty()) return complain(INVALID_CONTEXT, "cuCtxPopCurrent: no context is current on this thread");
  if (context) *context = contextStack.back();
  contextStack.pop_back();
  return SUCCESS;
}

API int cuCtxGetDevice(int* device) {
  VISIT(cuCtxGetDevice, CONTEXT);
  *device = currentContext()->device;
  return SUCCESS;
}

API int cuCtxGetFlags(unsigned* flags) {
  VISIT(cuCtxGetFlags, CONTEXT);
  *flags = currentContext()->flags;
  return SUCCESS;
}

API int cuCtxGetApiVersion(void*, unsigned* version) {
  VISIT(cuCtxGetApiVersion, INITIALIZED);
  *version = 3020;
  return SUCCESS;
}

API int cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  VISIT(cuCtxGetStreamPriorityRange, CONTEXT);
  if (least) *least = 0;
  if (greatest) *greatest = -5;
  return SUCCESS;
}

API int cuCtxSynchronize() {
  WORK(cuCtxSynchronize);
  return synchronizeContext(currentContext(), "cuCtxSynchronize");
}

// Not CUDA's: everything as after cuInit, whatever happened; contexts and devices stay.
API void ricciEmulatorReset() {
  std::lock_guard<std::recursive_mutex> lock(emu::mutex);
  for (Context& c : primaries) clear(&c);
  for (Context* c : created) clear(c);
}
