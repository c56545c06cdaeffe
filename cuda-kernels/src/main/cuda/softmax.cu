// y = exp(x - max) / sum(exp(x - max)) along an axis, and the gradient of x for that of y: y (g - sum(y g)).
//
// Mapping: rows.cuh. A row that fits registers is read once, reduced by shuffles (and once through shared memory where a block
// holds it), and written once. Why: each byte moved counts and nothing else does. softmax moves 8 bytes an element of float32, the
// gradient 12: both the floor. Streamed rows are read twice, 12 and 20 bytes: maximum and sum come out of one pass (Milakov and
// Gimelshein 2018), the second pass finds rows of some 100 KiB in the cache.
#include "exponentials.cuh"

template <typename T, int LANES, int CHUNKS> __device__ __forceinline__ void softmax(T* out, const T* in, const Rows<2>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 2> row = rowAt<T, 2>(rows, turn.number, {out, in});
    Held<T, LANES, CHUNKS> held;
    held.load(row, 1, turn.lane, -(T)INFINITY);
    T scale = 1 / exponentiate(held, row, turn.lane);
#pragma unroll
    for (int k = 0; k < held.COUNT; k++) held.x[k] *= scale;
    held.store(row, turn.lane);
  }
}

template <typename T> __device__ __forceinline__ void softmaxStreamed(T* out, const T* in, const Rows<2>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 2> row = rowAt<T, 2>(rows, stream.number, {out, in});
    Exponentials<T> all = exponentials(row, stream, width);
    T scale = 1 / all.sum;
    sweep<1, true>(row, stream.part, stream.parts, [&](const T(&x)[1], long long) { return exp(x[0] - all.max) * scale; });
  }
}

template <typename T, int LANES, int CHUNKS>
__device__ __forceinline__ void softmaxGradient(T* out, const T* softmax, const T* gradient, const Rows<3>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 3> row = rowAt<T, 3>(rows, turn.number, {out, softmax, gradient});
    Held<T, LANES, CHUNKS> y, g;
    y.load(row, 1, turn.lane, 0);
    g.load(row, 2, turn.lane, 0);
    T dot = 0;
#pragma unroll
    for (int k = 0; k < y.COUNT; k++) dot += y.x[k] * g.x[k];
    dot = together<Add, LANES>(dot);
#pragma unroll
    for (int k = 0; k < y.COUNT; k++) y.x[k] *= g.x[k] - dot;
    y.store(row, turn.lane);
  }
}

template <typename T>
__device__ __forceinline__ void softmaxGradientStreamed(T* out, const T* softmax, const T* gradient, const Rows<3>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 3> row = rowAt<T, 3>(rows, stream.number, {out, softmax, gradient});
    Sum<T> dot = {0};
    sweep<2, false>(row, stream.part, stream.parts, [&](const T(&x)[2], long long) { return dot.v += x[0] * x[1]; });
    dot = overParts(dot, width);
    sweep<2, true>(row, stream.part, stream.parts, [&](const T(&x)[2], long long) { return x[0] * (x[1] - dot.v); });
  }
}

#define SOFTMAX(T, type, LANES, CHUNKS)                                                                            \
  KERNEL_BOUNDS(ROW_BLOCK, softmax_##type##_##LANES##x##CHUNKS, T* out, const T* in, Rows<2> rows) {               \
    softmax<T, LANES, CHUNKS>(out, in, rows);                                                                      \
  }                                                                                                                \
  KERNEL_BOUNDS(ROW_BLOCK, softmaxGradient_##type##_##LANES##x##CHUNKS, T* out, const T* y, const T* g, Rows<3> rows) { \
    softmaxGradient<T, LANES, CHUNKS>(out, y, g, rows);                                                            \
  }
#define SOFTMAX_STREAMED(T, type)                                                                                  \
  KERNEL_BOUNDS(ROW_BLOCK, softmax_##type##_streamed, T* out, const T* in, Rows<2> rows, int width) {              \
    softmaxStreamed(out, in, rows, width);                                                                         \
  }                                                                                                                \
  KERNEL_BOUNDS(ROW_BLOCK, softmaxGradient_##type##_streamed, T* out, const T* y, const T* g, Rows<3> rows, int width) { \
    softmaxGradientStreamed(out, y, g, rows, width);                                                               \
  }

EACH_ROW_SIZE(SOFTMAX)
SOFTMAX_STREAMED(float, f32)
SOFTMAX_STREAMED(double, f64)
