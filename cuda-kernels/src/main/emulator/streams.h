// Streams: queues of work. Usually work runs when it is queued; in delayed mode only when something waits for it.
#pragma once
#include <deque>
#include <memory>
#include <thread>
#include <vector>

#include "device.h"

namespace emu {

// Types of graph nodes, as CUDA numbers them.
enum NodeType {
  KERNEL_NODE = 0,
  COPY_NODE = 1,
  FILL_NODE = 2,
  HOST_NODE = 3,
  WAIT_NODE = 6,
  RECORD_NODE = 7,
  LEASE_NODE = 100,  // not CUDA's: see leases.cpp
};

struct Work {
  NodeType type;
  std::function<int()> run;  // after an error the message is already kept
};

struct Stream;

// A capture in progress; several streams may take part.
struct Capture {
  unsigned long id;  // never 0
  int mode;  // 0 global, 1 thread-local, 2 relaxed
  std::thread::id thread;
  Stream* origin;
  bool broken = false;
  std::vector<Work> work;
};

struct Stream : Object {
  static constexpr Kind KIND = Kind::STREAM;
  unsigned flags;
  int priority;
  unsigned long serial;  // tells a stream from an earlier one at the same address
  std::deque<Work> queue;
  unsigned long issued = 0, done = 0;
  std::shared_ptr<Capture> capture;
  bool unjoined = false;  // took part in a capture and queued something that its origin does not wait for

  Stream(Context* owner, unsigned flags, int priority);
  ~Stream() override;
  bool blocking() const { return !(flags & 1); }
  bool isLegacy() const { return owner->legacy == this; }
};

// A place in a stream's queue, as an event remembers it.
struct Position {
  Stream* stream = nullptr;
  unsigned long serial = 0, sequence = 0;
};
Position endOf(Stream* stream);
bool reached(const Position& position);
// Runs the stream up to there; the context's error, if it has one.
int waitFor(const Position& position);

// The stream of a handle of the current context, null for a stale one (then the error is kept).
Stream* streamOf(void* handle, const char* function);
const std::vector<Stream*>& streams();

int submit(Stream* stream, NodeType type, std::function<int()> run);
int drain(Stream* stream);
int drainContext(const Context* context);
// Waits as a synchronous call does: for the legacy stream, and so for all streams that block on it.
int drainLegacy(Context* context);
int synchronizeContext(Context* context, const char* function);
// Refuses a call that could disturb a capture, and breaks that capture, as the driver does.
int unsafeInCapture(const char* function);
int breakCapture(Stream* stream, int code, const std::string& message);

}  // namespace emu
