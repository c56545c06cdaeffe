// Right kernels for the tests of streams, graphs and warps.
#include "kernel.cuh"

KERNEL(add_to, float* y, float a, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] += a;
}

KERNEL(multiply_by, float* y, float a, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] *= a;
}

struct Shape {
    long long n;
    double scale;
    int dims[7];
    short odd;
};

// Parameters of all sizes and a structure by value.
KERNEL(mixed, unsigned char a, short b, Shape s, float c, long long d, double e, double* out) {
    out[0] = a;
    out[1] = b;
    out[2] = double(s.n) + s.scale + s.dims[6] + s.odd;
    out[3] = c;
    out[4] = double(d);
    out[5] = e;
}

template <class T> __device__ T warpSum(T v) {
    for (int d = 16; d > 0; d /= 2) v += __shfl_down_sync(0xffffffffu, v, d);
    return v;
}

template <class T> __device__ void blockSum(const T* x, T* out, int n) {
    __shared__ T part[32];
    T v = 0;
    for (int i = threadIdx.x; i < n; i += blockDim.x) v += x[i];
    v = warpSum(v);
    if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = v;
    __syncthreads();
    if (threadIdx.x < 32) {
        v = warpSum(threadIdx.x < (blockDim.x + 31) / 32 ? part[threadIdx.x] : T(0));
        if (threadIdx.x == 0) out[0] = v;
    }
}

KERNEL(sum_f32, const float* __restrict__ x, float* __restrict__ out, int n) { blockSum(x, out, n); }
KERNEL(sum_f64, const double* __restrict__ x, double* __restrict__ out, int n) { blockSum(x, out, n); }

// Warp operations: each thread writes eight numbers.
KERNEL(warps, int* out) {
    int lane = threadIdx.x % 32, *mine = out + 8 * threadIdx.x;
    mine[0] = __shfl_sync(0xffffffffu, lane, 5);
    mine[1] = __shfl_up_sync(0xffffffffu, lane, 3);
    mine[2] = __shfl_xor_sync(0xffffffffu, lane, 7);
    mine[3] = __shfl_down_sync(0xffffffffu, lane, 1, 8);
    mine[4] = int(__ballot_sync(0xffffffffu, lane % 3 == 0));
    mine[5] = __any_sync(0xffffffffu, lane == 31) * 2 + __all_sync(0xffffffffu, lane < 32);
    mine[6] = lane < 8 ? __shfl_sync(0x000000ffu, lane, 2) : -1;
    __syncwarp();
    mine[7] = int(__shfl_sync(0xffffffffu, (long long)lane << 33, 9) >> 33);
}

// Threads that have ended are not waited for.
KERNEL(early_exit, int* out) {
    if (threadIdx.x >= 40) return;
    __syncthreads();
    if (threadIdx.x >= 32) out[threadIdx.x] = __popc(__ballot_sync(0xffffffffu, 1));
    else out[threadIdx.x] = 32;
}

KERNEL(dynamic_reverse, float* y, int n) {
    DYN_SHARED(float, s);
    s[threadIdx.x] = y[threadIdx.x];
    __syncthreads();
    y[threadIdx.x] = s[n - 1 - threadIdx.x];
}

KERNEL(atomics, int* counts, unsigned long long* most, double* total) {
    atomicAdd(counts, 1);
    atomicMin(counts + 1, int(threadIdx.x));
    atomicMax(most, (unsigned long long)threadIdx.x << 40);
    atomicAdd(total, 0.5);
    atomicCAS(counts + 2, 0, int(threadIdx.x) + 1);
    atomicExch(counts + 3, 7);
}
