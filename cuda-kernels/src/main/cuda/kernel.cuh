// The one header of every kernel, for three compilers: nvcc and NVRTC make GPU code; g++ makes the emulated device's.
//
//   KERNEL(name, parameters ...) { body }                        an entry, described once
//   KERNEL_BOUNDS(maxThreads, name, parameters ...) { body }     the same, never launched with more threads a block
//   DYN_SHARED(T, name);                                         the dynamic shared memory of the launch, as T*
//
// Under g++ a KERNEL line also notes the entry in a table, with the sizes of its parameters as the function's type gives
// them; the emulated device compares them with those in the PTX, so the two cannot drift apart.
#pragma once

#if defined(__CUDACC__) || defined(__CUDACC_RTC__)

#ifdef __CUDACC_RTC__
// NVRTC has no standard headers, from which nvcc takes these two.
#ifndef INFINITY
#define INFINITY __int_as_float(0x7f800000)
#endif
#ifndef NAN
#define NAN __int_as_float(0x7fffffff)
#endif
#endif

#define KERNEL(name, ...) extern "C" __global__ void name(__VA_ARGS__)
#define KERNEL_BOUNDS(maxThreads, name, ...) extern "C" __global__ void __launch_bounds__(maxThreads) name(__VA_ARGS__)
// One array of bytes for all types: an extern array of another type in another template would be a second declaration.
#define DYN_SHARED(T, name)                                         \
  extern __shared__ __align__(16) unsigned char ricciDynamicShared[]; \
  T* name = reinterpret_cast<T*>(ricciDynamicShared)

#else

#include "simt.h"

#endif
