#include "streams.h"

#include <algorithm>

#include "allocations.h"

namespace emu {

namespace {

std::vector<Stream*> all;
unsigned long serials = 0;
constexpr size_t LONGEST_QUEUE = 1024;  // a driver's queue is bounded too

int perform(Stream* stream, const Work& work) {
  Context* context = stream->owner;
  int code = work.run();
  if (code) lose(context, code, message());
  return context->lost;
}

int runUpTo(Stream* stream, unsigned long sequence) {
  while (!stream->owner->lost && !stream->queue.empty() && stream->done < sequence) {
    Work work = std::move(stream->queue.front());
    stream->queue.pop_front();
    stream->done++;
    perform(stream, work);
  }
  return stream->owner->lost;
}

Stream* legacyOf(Context* context) {
  if (!context->legacy) {
    context->legacy = new Stream(context, 0, 0);
    enlist(context->legacy);
  }
  return context->legacy;
}

// The legacy stream waits for every blocking stream; a capture of one of those cannot be waited for.
int joinBlocking(const Context* context, const char* function) {
  for (Stream* s : all) {
    if (s->owner != context || !s->blocking() || s->isLegacy()) continue;
    if (s->capture) {
      return breakCapture(s, CAPTURE_IMPLICIT, std::string(function) + " on the legacy stream while a blocking stream captures");
    }
    if (int error = drain(s)) return error;
  }
  return SUCCESS;
}

}  // namespace

Stream::Stream(Context* owner, unsigned flags, int priority)
    : Object(KIND, owner), flags(flags), priority(priority), serial(++serials) {
  all.push_back(this);
}

Stream::~Stream() { all.erase(std::find(all.begin(), all.end(), this)); }

const std::vector<Stream*>& streams() { return all; }

Position endOf(Stream* stream) { return {stream, stream->serial, stream->issued}; }

static bool alive(const Position& p) {
  auto it = std::find(all.begin(), all.end(), p.stream);
  return it != all.end() && (*it)->serial == p.serial;
}

bool reached(const Position& p) { return !p.stream || !alive(p) || p.stream->done >= p.sequence; }

int waitFor(const Position& p) { return p.stream && alive(p) ? runUpTo(p.stream, p.sequence) : SUCCESS; }

Stream* streamOf(void* handle, const char* function) {
  // Null, CU_STREAM_LEGACY and CU_STREAM_PER_THREAD.
  if (reinterpret_cast<uintptr_t>(handle) <= 2) return legacyOf(currentContext());
  auto* stream = find<Stream>(handle);
  if (!stream) complain(INVALID_HANDLE, std::string(function) + ": no live stream");
  else if (stream->owner != currentContext()) complain(INVALID_HANDLE, std::string(function) + ": the stream is of another context");
  else return stream;
  return nullptr;
}

int submit(Stream* stream, NodeType type, std::function<int()> run) {
  if (stream->capture) {
    if (stream->capture->broken) return complain(CAPTURE_INVALIDATED, "the capture of this stream was broken by an earlier call");
    stream->capture->work.push_back({type, std::move(run)});
    stream->unjoined = stream != stream->capture->origin;
    return SUCCESS;
  }
  if (stream->isLegacy()) {
    if (int error = joinBlocking(stream->owner, "work")) return error;
  } else if (stream->blocking() && stream->owner->legacy) {
    if (int error = drain(stream->owner->legacy)) return error;
  }
  stream->issued++;
  stream->queue.push_back({type, std::move(run)});
  if (!modes.delayed) return runUpTo(stream, stream->issued);
  if (stream->queue.size() > LONGEST_QUEUE) return runUpTo(stream, stream->done + 1);
  return SUCCESS;
}

int drain(Stream* stream) { return runUpTo(stream, stream->issued); }

int drainContext(const Context* context) {
  for (size_t i = 0; i < all.size(); i++) {
    if (all[i]->owner == context) drain(all[i]);
  }
  return context->lost;
}

int drainLegacy(Context* context) {
  if (int error = joinBlocking(context, "a synchronous call")) return error;
  return context->legacy ? drain(context->legacy) : SUCCESS;
}

int synchronizeContext(Context* context, const char* function) {
  for (Stream* s : all) {
    if (s->owner == context && s->capture) {
      return breakCapture(s, CAPTURE_UNSUPPORTED, std::string(function) + " while a stream of the context captures");
    }
  }
  if (int error = drainContext(context)) return error;
  std::string damage = examineAllGuards(context);
  if (damage.empty()) return SUCCESS;
  lose(context, ILLEGAL_ADDRESS, "found by " + std::string(function) + ": " + damage);
  return complain(ILLEGAL_ADDRESS, context->why);
}

int breakCapture(Stream* stream, int code, const std::string& message) {
  stream->capture->broken = true;
  return complain(code, message);
}

int submitWork(void* handle, const char* what, std::function<int()> work) {
  Stream* stream = streamOf(handle, what);
  return stream ? submit(stream, KERNEL_NODE, std::move(work)) : int(INVALID_HANDLE);
}

}  // namespace emu

using namespace emu;

static int create(void** handle, unsigned flags, int priority) {
  if (!handle || flags > 1) return INVALID_VALUE;
  auto* stream = new Stream(currentContext(), flags, priority < -5 ? -5 : priority > 0 ? 0 : priority);
  enlist(stream);
  *handle = stream;
  return SUCCESS;
}

API int cuStreamCreate(void** handle, unsigned flags) {
  VISIT(cuStreamCreate, CONTEXT);
  return create(handle, flags, 0);
}

API int cuStreamCreateWithPriority(void** handle, unsigned flags, int priority) {
  VISIT(cuStreamCreateWithPriority, CONTEXT);
  return create(handle, flags, priority);
}

API int cuStreamDestroy_v2(void* handle) {
  VISIT(cuStreamDestroy_v2, CONTEXT);
  auto* stream = find<Stream>(handle);
  if (!stream || stream->isLegacy()) return complain(INVALID_HANDLE, "cuStreamDestroy: no live stream");
  int error = drain(stream);
  dismiss(stream);
  return error;
}

API int cuStreamSynchronize(void* handle) {
  WORK(cuStreamSynchronize);
  Stream* stream = streamOf(handle, "cuStreamSynchronize");
  if (!stream) return INVALID_HANDLE;
  if (stream->capture) return breakCapture(stream, CAPTURE_UNSUPPORTED, "cuStreamSynchronize of a stream that captures");
  return stream->isLegacy() ? drainLegacy(stream->owner) : drain(stream);
}

API int cuStreamQuery(void* handle) {
  WORK(cuStreamQuery);
  Stream* stream = streamOf(handle, "cuStreamQuery");
  if (!stream) return INVALID_HANDLE;
  if (stream->capture) return breakCapture(stream, CAPTURE_UNSUPPORTED, "cuStreamQuery of a stream that captures");
  if (stream->queue.empty()) return SUCCESS;
  // Whoever asks again and again gets there.
  int error = waitFor({stream, stream->serial, stream->done + 1});
  return error ? error : int(NOT_READY);
}

API int cuStreamGetFlags(void* handle, unsigned* flags) {
  VISIT(cuStreamGetFlags, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamGetFlags");
  if (!stream) return INVALID_HANDLE;
  *flags = stream->flags;
  return SUCCESS;
}

API int cuStreamGetPriority(void* handle, int* priority) {
  VISIT(cuStreamGetPriority, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamGetPriority");
  if (!stream) return INVALID_HANDLE;
  *priority = stream->priority;
  return SUCCESS;
}

API int cuStreamGetCtx(void* handle, void** context) {
  VISIT(cuStreamGetCtx, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamGetCtx");
  if (!stream) return INVALID_HANDLE;
  *context = stream->owner;
  return SUCCESS;
}

API int cuLaunchHostFunc(void* handle, void (*function)(void*), void* data) {
  WORK(cuLaunchHostFunc);
  Stream* stream = streamOf(handle, "cuLaunchHostFunc");
  if (!stream) return INVALID_HANDLE;
  return submit(stream, HOST_NODE, [=] {
    function(data);
    return 0;
  });
}
