// Bytes that kernels read and write in device memory, by kernel.
#pragma once

namespace emu {

struct Bytes {
  // Read: asked for, touched. Written: asked for, touched.
  long long sums[4] = {0, 0, 0, 0};
};

// The run of a kernel, whose accesses count as its own: none where kernels were built without counting.
class Counting {
 public:
  explicit Counting(const char* kernel);
  ~Counting();
  Counting(const Counting&) = delete;

 private:
  const char* kernel;
};

// Of one kernel, or of all where it is null, since the last clearBytes.
Bytes bytesOf(const char* kernel);
void clearBytes();

}  // namespace emu
