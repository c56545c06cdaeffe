// The state of the emulated devices: contexts, and the objects that belong to them.
#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "api.h"

namespace emu {

constexpr int MAX_DEVICES = 16;

struct Stream;

struct Context {
  int device = 0;
  int uses = 0;
  unsigned flags = 0;
  bool primary = false, destroyed = false;
  Stream* legacy = nullptr;  // the stream without a handle, made when first needed
  int lost = 0;     // the error that every call gives after a fault
  std::string why;  // and its message
};

enum class Kind { STREAM, EVENT, MODULE, FUNCTION, GRAPH, EXECUTABLE };

// Whatever a caller holds by a handle. Handles are looked up before they are used: a stale one is an error, no crash.
struct Object {
  Kind kind;
  Context* owner;
  Object(Kind kind, Context* owner) : kind(kind), owner(owner) {}
  virtual ~Object() = default;
};

void enlist(Object* object);
void dismiss(Object* object);
Object* lookUp(const void* handle, Kind kind);
// Ends everything that belongs to a context, as its destruction does.
void dismissAll(const Context* context);

template <class T> T* find(const void* handle) { return static_cast<T*>(lookUp(handle, T::KIND)); }

extern std::recursive_mutex mutex;
extern bool initialized;

Context* currentContext();
// After a fault: the context answers this error from now on.
void lose(Context* context, int code, const std::string& message);

// What the environment or ricciEmulator* functions chose (control.cpp).
struct Modes {
  int devices = 1;
  int capability = 80;
  unsigned order = 0;
  bool delayed = false;
  bool trace = false;
  size_t memory = size_t(4) << 30;  // of each device
  size_t taken = 0;                 // by other processes, so to say
};
extern Modes modes;
void readEnvironment();

void countLaunch(const char* kernel);

}  // namespace emu
