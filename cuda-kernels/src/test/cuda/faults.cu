// Kernels with one planted fault each; EmulatorFaultsTest shows that the emulated device finds every one.
#include "kernel.cuh"

__device__ __forceinline__ long long globalIndex() { return (long long)blockIdx.x * blockDim.x + threadIdx.x; }

KERNEL(fill_ok, float* y, int n) {
    long long i = globalIndex();
    if (i < n) y[i] = 1.f;
}

// i <= n instead of i < n.
KERNEL(write_past_end, float* y, int n) {
    long long i = globalIndex();
    if (i <= n) y[i] = 1.f;
}

KERNEL(write_before_start, float* y, int n) {
    long long i = globalIndex();
    if (i < n) y[i - 1] = 1.f;
}

KERNEL(read_past_end, const float* x, float* y, int n) {
    long long i = globalIndex();
    if (i < n) y[i] = x[i + 1];
}

// An index of which the upper half was lost.
KERNEL(write_far_away, float* y, int n) {
    long long i = globalIndex();
    if (i < n) y[i + 100000000] = 1.f;
}

// Four numbers at once from where a view with an odd offset begins.
KERNEL(read_unaligned, const float* x, float* y) {
    float4 four = *reinterpret_cast<const float4*>(x + 1);
    y[0] = four.x + four.w;
}

KERNEL(read_null, const float* x, float* y) { y[0] = x[0]; }

struct Views {
    long long n;
    float* y;
};

// The address is inside a structure, where it cannot be checked before the launch.
KERNEL(write_through_struct, Views v) {
    long long i = globalIndex();
    if (i <= v.n) v.y[i] = 1.f;
}

KERNEL(divergent_barrier, float* y) {
    if (threadIdx.x < 16) {
        __syncthreads();
        y[0] = 1.f;
    } else {
        __syncthreads();
        y[1] = 2.f;
    }
}

// Half of the warp waits at the barrier, the other half for the first one's values.
KERNEL(partial_barrier, float* y) {
    float v = 1.f;
    if (threadIdx.x < 16) __syncthreads();
    else v = __shfl_down_sync(0xffffffffu, 1.f, 1);
    y[threadIdx.x] = v;
}

KERNEL(divergent_shuffle, float* y) {
    float v = 1.f;
    if (threadIdx.x < 16) v = __shfl_down_sync(0xffffffffu, v, 1);
    else v = __shfl_up_sync(0xffffffffu, v, 1);
    y[threadIdx.x] = v;
}

KERNEL(lane_outside_mask, float* y) { y[threadIdx.x] = __shfl_xor_sync(0x0000ffffu, 1.f, 1); }

// The barrier between writing and reading is missing: right in one order of the threads only.
KERNEL(race, float* y) {
    __shared__ float s[256];
    s[threadIdx.x] = float(threadIdx.x);
    y[globalIndex()] = threadIdx.x > 0 ? s[threadIdx.x - 1] : 0.f;
}

KERNEL(shared_not_written, float* y) {
    __shared__ float s[256];
    if (threadIdx.x < 255) s[threadIdx.x] = 1.f;
    __syncthreads();
    y[threadIdx.x] = s[threadIdx.x];
}

KERNEL(shared_past_end, float* y) {
    __shared__ float s[32];
    s[threadIdx.x + 1] = 1.f;
    __syncthreads();
    y[threadIdx.x] = s[threadIdx.x];
}

KERNEL(dynamic_past_end, float* y) {
    DYN_SHARED(float, s);
    s[threadIdx.x + 1] = 1.f;
    __syncthreads();
    y[threadIdx.x] = s[threadIdx.x];
}

KERNEL(endless, volatile float* y) {
    while (y[0] == 0.f) {
    }
}

// Waits for another block: hangs wherever blocks do not run at the same time.
KERNEL(spin_on_other_block, volatile int* flag) {
    if (blockIdx.x == 0) {
        while (flag[0] == 0) {
        }
    } else {
        flag[0] = 1;
    }
}

KERNEL(divide_by_zero, int* y, int n) { y[threadIdx.x] = int(threadIdx.x) / n; }

KERNEL(deep_stack, float* y, int n) {
    volatile float local[160000];
    for (int i = 0; i < n; i++) local[i] = y[0];
    y[0] = local[n - 1];
}

KERNEL_BOUNDS(64, bounded, float* y) { y[threadIdx.x] = 1.f; }
