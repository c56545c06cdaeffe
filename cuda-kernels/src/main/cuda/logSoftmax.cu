// y = x - max - log(sum(exp(x - max))) along an axis, and the gradient of x for that of y: g - exp(y) sum(g).
//
// Mapping: rows.cuh. A row that fits registers is read once and written once: 8 bytes an element of float32, for the gradient 12,
// both the floor. The gradient needs y only when the sum of g is known, so y comes after g. Streamed rows take 12 and 16 bytes:
// maximum and sum come out of one pass (Milakov and Gimelshein 2018).
#include "exponentials.cuh"

template <typename T, int LANES, int CHUNKS> __device__ __forceinline__ void logSoftmax(T* out, const T* in, const Rows<2>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 2> row = rowAt<T, 2>(rows, turn.number, {out, in});
    Held<T, LANES, CHUNKS> held;
    held.load(row, 1, turn.lane, -(T)INFINITY);
    T max = largest(held);
    T sum = 0;
#pragma unroll
    for (int k = 0; k < held.COUNT; k++) {
      held.x[k] -= max;
      sum += held.position(row.wide, turn.lane, k) < row.length ? exp(held.x[k]) : (T)0;
    }
    T logarithm = log(together<Add, LANES>(sum));
#pragma unroll
    for (int k = 0; k < held.COUNT; k++) held.x[k] -= logarithm;
    held.store(row, turn.lane);
  }
}

template <typename T> __device__ __forceinline__ void logSoftmaxStreamed(T* out, const T* in, const Rows<2>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 2> row = rowAt<T, 2>(rows, stream.number, {out, in});
    Exponentials<T> all = exponentials(row, stream, width);
    T logarithm = log(all.sum);
    sweep<1, true>(row, stream.part, stream.parts, [&](const T(&x)[1], long long) { return x[0] - all.max - logarithm; });
  }
}

template <typename T, int LANES, int CHUNKS>
__device__ __forceinline__ void logSoftmaxGradient(T* out, const T* gradient, const T* y, const Rows<3>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 3> row = rowAt<T, 3>(rows, turn.number, {out, gradient, y});
    Held<T, LANES, CHUNKS> g, exponents;
    g.load(row, 1, turn.lane, 0);
    T sum = 0;
#pragma unroll
    for (int k = 0; k < g.COUNT; k++) sum += g.x[k];
    sum = together<Add, LANES>(sum);
    exponents.load(row, 2, turn.lane, 0);
#pragma unroll
    for (int k = 0; k < g.COUNT; k++) g.x[k] -= exp(exponents.x[k]) * sum;
    g.store(row, turn.lane);
  }
}

template <typename T>
__device__ __forceinline__ void logSoftmaxGradientStreamed(T* out, const T* gradient, const T* y, const Rows<3>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 3> row = rowAt<T, 3>(rows, stream.number, {out, gradient, y});
    Sum<T> sum = {0};
    sweep<1, false>(row, stream.part, stream.parts, [&](const T(&x)[1], long long) { return sum.v += x[0]; });
    sum = overParts(sum, width);
    sweep<2, true>(row, stream.part, stream.parts, [&](const T(&x)[2], long long) { return x[0] - exp(x[1]) * sum.v; });
  }
}

#define LOG_SOFTMAX(T, type, LANES, CHUNKS)                                                                           \
  KERNEL_BOUNDS(ROW_BLOCK, logSoftmax_##type##_##LANES##x##CHUNKS, T* out, const T* in, Rows<2> rows) {               \
    logSoftmax<T, LANES, CHUNKS>(out, in, rows);                                                                      \
  }                                                                                                                   \
  KERNEL_BOUNDS(ROW_BLOCK, logSoftmaxGradient_##type##_##LANES##x##CHUNKS, T* out, const T* g, const T* y, Rows<3> rows) { \
    logSoftmaxGradient<T, LANES, CHUNKS>(out, g, y, rows);                                                            \
  }
#define LOG_SOFTMAX_STREAMED(T, type)                                                                                 \
  KERNEL_BOUNDS(ROW_BLOCK, logSoftmax_##type##_streamed, T* out, const T* in, Rows<2> rows, int width) {              \
    logSoftmaxStreamed(out, in, rows, width);                                                                         \
  }                                                                                                                   \
  KERNEL_BOUNDS(ROW_BLOCK, logSoftmaxGradient_##type##_streamed, T* out, const T* g, const T* y, Rows<3> rows, int width) { \
    logSoftmaxGradientStreamed(out, g, y, rows, width);                                                               \
  }

EACH_ROW_SIZE(LOG_SOFTMAX)
LOG_SOFTMAX_STREAMED(float, f32)
LOG_SOFTMAX_STREAMED(double, f64)
