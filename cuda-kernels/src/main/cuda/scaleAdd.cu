// y = a x + y over n floats (BLAS: axpy), the update at the heart of every optimizer.
//
// Mapping: a fixed grid; thread t of T takes elements t, t + T, t + 2T, ... so that neighbouring threads always touch
// neighbouring addresses (one 128-byte line for each warp and array) whatever n is.
// Why a grid-stride loop: the grid is chosen by the device (a few blocks for each multiprocessor), not by n, and the
// index is 64 bits wide, so arrays of more than 2^31 elements are right too. The kernel moves 12 bytes for 2 operations:
// it is bound by memory, and nothing else in it is worth making faster.
#include "kernel.cuh"

KERNEL(scaleAdd, float a, const float* __restrict__ x, float* __restrict__ y, long long n) {
    long long stride = (long long)gridDim.x * blockDim.x;
    for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride) {
        y[i] = fmaf(a, x[i], y[i]);
    }
}
