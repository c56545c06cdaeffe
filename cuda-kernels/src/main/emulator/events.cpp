// Events: places in a stream's queue that others can wait for, with the time at which they were passed.
#include <chrono>

#include "streams.h"

namespace emu {

struct Event : Object {
  static constexpr Kind KIND = Kind::EVENT;
  bool timing;
  bool recorded = false;
  Position position;
  std::shared_ptr<Capture> capture;  // of the stream that recorded it, while that captures
  Stream* capturedOn = nullptr;
  // Shared with the work that writes it: an event may be destroyed before its stream gets there.
  std::shared_ptr<double> milliseconds = std::make_shared<double>(0);
  Event(Context* owner, bool timing) : Object(KIND, owner), timing(timing) {}
};

static double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static Event* eventOf(void* handle, const char* function) {
  auto* event = find<Event>(handle);
  if (!event) complain(INVALID_HANDLE, std::string(function) + ": no live event");
  return event;
}

// An event that a capture recorded has no time and nobody to wait for, until it is recorded again.
static int capturedError(Event* event, const char* function) {
  if (!event->capture) return SUCCESS;
  return complain(CAPTURED_EVENT, std::string(function) + ": the event was last recorded in a capture");
}

}  // namespace emu

using namespace emu;

API int cuEventCreate(void** handle, unsigned flags) {
  VISIT(cuEventCreate, CONTEXT);
  if (!handle) return INVALID_VALUE;
  auto* event = new Event(currentContext(), !(flags & 2));
  enlist(event);
  *handle = event;
  return SUCCESS;
}

API int cuEventDestroy_v2(void* handle) {
  VISIT(cuEventDestroy_v2, CONTEXT);
  Event* event = eventOf(handle, "cuEventDestroy");
  if (!event) return INVALID_HANDLE;
  dismiss(event);
  return SUCCESS;
}

API int cuEventRecord(void* handle, void* streamHandle) {
  WORK(cuEventRecord);
  Event* event = eventOf(handle, "cuEventRecord");
  Stream* stream = event ? streamOf(streamHandle, "cuEventRecord") : nullptr;
  if (!stream) return INVALID_HANDLE;
  event->recorded = true;
  event->capture = stream->capture;
  if (stream->capture) {
    if (stream->capture->broken) return complain(CAPTURE_INVALIDATED, "cuEventRecord: the capture of this stream is broken");
    event->capturedOn = stream;
    return SUCCESS;
  }
  int error = submit(stream, RECORD_NODE, [time = event->milliseconds] {
    *time = now();
    return 0;
  });
  event->position = endOf(stream);
  return error;
}

API int cuEventRecordWithFlags(void* handle, void* stream, unsigned) { return cuEventRecord(handle, stream); }

API int cuEventSynchronize(void* handle) {
  WORK(cuEventSynchronize);
  Event* event = eventOf(handle, "cuEventSynchronize");
  if (!event) return INVALID_HANDLE;
  if (int error = capturedError(event, "cuEventSynchronize")) return error;
  return waitFor(event->position);
}

API int cuEventQuery(void* handle) {
  WORK(cuEventQuery);
  Event* event = eventOf(handle, "cuEventQuery");
  if (!event) return INVALID_HANDLE;
  if (int error = capturedError(event, "cuEventQuery")) return error;
  if (reached(event->position)) return SUCCESS;
  // Whoever asks again and again gets there.
  Position& p = event->position;
  int error = waitFor({p.stream, p.serial, p.stream->done + 1});
  return error ? error : int(NOT_READY);
}

API int cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  WORK(cuEventElapsedTime);
  Event* first = eventOf(start, "cuEventElapsedTime");
  Event* second = first ? eventOf(end, "cuEventElapsedTime") : nullptr;
  if (!second) return INVALID_HANDLE;
  if (!first->timing || !second->timing || !first->recorded || !second->recorded) {
    return complain(INVALID_HANDLE, "cuEventElapsedTime: an event was not recorded, or made without timing");
  }
  for (Event* e : {first, second}) {
    if (int error = capturedError(e, "cuEventElapsedTime")) return error;
    if (!reached(e->position)) return complain(NOT_READY, "cuEventElapsedTime: an event is not yet passed");
  }
  *milliseconds = float(*second->milliseconds - *first->milliseconds);
  return SUCCESS;
}

API int cuEventElapsedTime_v2(float* milliseconds, void* start, void* end) { return cuEventElapsedTime(milliseconds, start, end); }

API int cuStreamWaitEvent(void* streamHandle, void* handle, unsigned) {
  WORK(cuStreamWaitEvent);
  Event* event = eventOf(handle, "cuStreamWaitEvent");
  Stream* stream = event ? streamOf(streamHandle, "cuStreamWaitEvent") : nullptr;
  if (!stream) return INVALID_HANDLE;
  if (!event->capture) {
    if (!event->recorded) return SUCCESS;
    if (stream->capture) {
      return breakCapture(stream, CAPTURE_ISOLATION, "cuStreamWaitEvent: a capturing stream waits for work outside its capture");
    }
    Position position = event->position;
    return submit(stream, WAIT_NODE, [position] { return waitFor(position); });
  }
  // The event is of a capture: a stream outside joins it, the origin has waited for what the other queued.
  if (stream->capture && stream->capture != event->capture) {
    return breakCapture(stream, CAPTURE_MERGE, "cuStreamWaitEvent would merge two captures");
  }
  stream->capture = event->capture;
  Stream* recorder = event->capturedOn;
  if (stream == event->capture->origin && find<Stream>(recorder)) recorder->unjoined = false;
  return SUCCESS;
}
