// Copies and fills, checked against the live allocations before anything is touched.
#include <cstring>
#include <memory>

#include "allocations.h"
#include "streams.h"

using namespace emu;

namespace {

enum Direction { TO_DEVICE, TO_HOST, ON_DEVICE };

// A copy within device memory may also touch pinned memory: one address space holds both.
// When a call is made the stream may not have reached the leases of its operands: then the whole allocation counts.
enum When { CALLED, RUNNING };

bool reachable(uintptr_t address, size_t bytes, When when) {
  return (when == CALLED ? insideAllocation(address, bytes) : insideDevice(address, bytes)) || insidePinned(address, bytes);
}

int check(Direction direction, uintptr_t to, uintptr_t from, size_t bytes, const char* function, When when) {
  std::string name = std::string(function) + " of " + std::to_string(bytes) + " bytes: ";
  bool toDevice = direction != TO_HOST, fromDevice = direction != TO_DEVICE;
  if (toDevice && !reachable(to, bytes, when)) {
    return complain(INVALID_VALUE, name + "the destination is not inside one device allocation" + where(to));
  }
  if (fromDevice && !reachable(from, bytes, when)) {
    return complain(INVALID_VALUE, name + "the source is not inside one device allocation" + where(from));
  }
  if (!toDevice && deviceBlock(to)) return complain(INVALID_VALUE, name + "the host's destination is a device address");
  if (!fromDevice && deviceBlock(from)) return complain(INVALID_VALUE, name + "the host's source is a device address");
  if (!to || !from) return complain(INVALID_VALUE, name + "null address");
  return SUCCESS;
}

// Memory may be freed between queueing and running: looks again.
int move(Direction direction, uintptr_t to, uintptr_t from, size_t bytes, const char* function) {
  if (int error = check(direction, to, from, bytes, function, RUNNING)) return error == INVALID_VALUE ? int(ILLEGAL_ADDRESS) : error;
  memmove(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes);
  return SUCCESS;
}

int copyNow(Direction direction, uintptr_t to, uintptr_t from, size_t bytes, const char* function) {
  if (int error = unsafeInCapture(function)) return error;
  if (!bytes) return SUCCESS;
  if (int error = check(direction, to, from, bytes, function, CALLED)) return error;
  // A synchronous copy waits for the legacy stream and the blocking ones. Non-blocking streams go their own way.
  if (int error = drainLegacy(currentContext())) return error;
  return move(direction, to, from, bytes, function);
}

int copyLater(Direction direction, uintptr_t to, uintptr_t from, size_t bytes, void* handle, const char* function) {
  Stream* stream = streamOf(handle, function);
  if (!stream) return INVALID_HANDLE;
  if (!bytes) return SUCCESS;
  if (int error = check(direction, to, from, bytes, function, CALLED)) return error;
  uintptr_t host = direction == TO_HOST ? to : from;
  bool pageable = direction != ON_DEVICE && !insidePinned(host, bytes);
  if (pageable && stream->capture) {
    return breakCapture(stream, CAPTURE_UNSUPPORTED, std::string(function) + ": host memory that is not pinned, in a capture");
  }
  if (pageable && direction == TO_HOST) {  // the driver returns when the bytes are there
    if (int error = drain(stream)) return error;
    return move(direction, to, from, bytes, function);
  }
  if (pageable) {  // the driver takes its own copy before it returns
    auto staged = std::make_shared<std::string>(reinterpret_cast<const char*>(from), bytes);
    return submit(stream, COPY_NODE, [=] {
      return move(direction, to, reinterpret_cast<uintptr_t>(staged->data()), bytes, function);
    });
  }
  return submit(stream, COPY_NODE, [=] { return move(direction, to, from, bytes, function); });
}

template <class T> int fill(uintptr_t to, T value, size_t count, void* handle, const char* function) {
  Stream* stream = streamOf(handle, function);
  if (!stream) return INVALID_HANDLE;
  if (!count) return SUCCESS;
  size_t bytes = count * sizeof(T);
  auto failure = [=] {
    std::string what = std::string(function) + " of " + std::to_string(bytes) + " bytes: ";
    return complain(INVALID_VALUE, what + "not inside one device allocation" + where(to));
  };
  if (count > SIZE_MAX / sizeof(T) || !reachable(to, bytes, CALLED)) return failure();
  if (to % sizeof(T)) return complain(INVALID_VALUE, std::string(function) + ": the address is not aligned");
  return submit(stream, FILL_NODE, [=] {
    if (!reachable(to, bytes, RUNNING)) return failure(), int(ILLEGAL_ADDRESS);
    T* p = reinterpret_cast<T*>(to);
    for (size_t i = 0; i < count; i++) p[i] = value;
    return 0;
  });
}

uintptr_t address(const void* p) { return reinterpret_cast<uintptr_t>(p); }

}  // namespace

API int cuMemcpyHtoD_v2(uintptr_t to, const void* from, size_t bytes) {
  WORK(cuMemcpyHtoD_v2);
  return copyNow(TO_DEVICE, to, address(from), bytes, "cuMemcpyHtoD");
}

API int cuMemcpyDtoH_v2(void* to, uintptr_t from, size_t bytes) {
  WORK(cuMemcpyDtoH_v2);
  return copyNow(TO_HOST, address(to), from, bytes, "cuMemcpyDtoH");
}

API int cuMemcpyDtoD_v2(uintptr_t to, uintptr_t from, size_t bytes) {
  WORK(cuMemcpyDtoD_v2);
  if (int error = unsafeInCapture("cuMemcpyDtoD")) return error;
  return copyLater(ON_DEVICE, to, from, bytes, nullptr, "cuMemcpyDtoD");  // asynchronous on the legacy stream
}

API int cuMemcpyHtoDAsync_v2(uintptr_t to, const void* from, size_t bytes, void* stream) {
  WORK(cuMemcpyHtoDAsync_v2);
  return copyLater(TO_DEVICE, to, address(from), bytes, stream, "cuMemcpyHtoDAsync");
}

API int cuMemcpyDtoHAsync_v2(void* to, uintptr_t from, size_t bytes, void* stream) {
  WORK(cuMemcpyDtoHAsync_v2);
  return copyLater(TO_HOST, address(to), from, bytes, stream, "cuMemcpyDtoHAsync");
}

API int cuMemcpyDtoDAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, void* stream) {
  WORK(cuMemcpyDtoDAsync_v2);
  return copyLater(ON_DEVICE, to, from, bytes, stream, "cuMemcpyDtoDAsync");
}

API int cuMemsetD8_v2(uintptr_t to, unsigned char value, size_t count) {
  WORK(cuMemsetD8_v2);
  return fill(to, value, count, nullptr, "cuMemsetD8");
}

API int cuMemsetD16_v2(uintptr_t to, unsigned short value, size_t count) {
  WORK(cuMemsetD16_v2);
  return fill(to, value, count, nullptr, "cuMemsetD16");
}

API int cuMemsetD32_v2(uintptr_t to, unsigned value, size_t count) {
  WORK(cuMemsetD32_v2);
  return fill(to, value, count, nullptr, "cuMemsetD32");
}

API int cuMemsetD8Async(uintptr_t to, unsigned char value, size_t count, void* stream) {
  WORK(cuMemsetD8Async);
  return fill(to, value, count, stream, "cuMemsetD8Async");
}

API int cuMemsetD16Async(uintptr_t to, unsigned short value, size_t count, void* stream) {
  WORK(cuMemsetD16Async);
  return fill(to, value, count, stream, "cuMemsetD16Async");
}

API int cuMemsetD32Async(uintptr_t to, unsigned value, size_t count, void* stream) {
  WORK(cuMemsetD32Async);
  return fill(to, value, count, stream, "cuMemsetD32Async");
}
