// y = log(sum(exp(x - max))) - (x[label] - max) for each row, and the gradient of x for that of y: g (softmax(x) - 1 at the label).
//
// Mapping: rows.cuh. The loss needs no second look at the row: 8, 32 or 256 threads read it once, whatever its length, maximum
// and sum in one pass (Milakov and Gimelshein 2018): 4 bytes an element of float32, the floor. The gradient holds the row in
// registers where it fits, 8 bytes, the floor; streamed 12. Neither writes probabilities between.
// A label out of range leaves its row alone and is noted as a fault.
#include "exponentials.cuh"

#define CROSS_ENTROPY_SOURCE 2  // IndexFaults.Source.CROSS_ENTROPY

// Whether the label may be used; if not, `teller` tells.
__device__ __forceinline__ bool checked(int label, int classes, bool teller, int4* fault, long long row) {
  bool good = label >= 0 && label < classes;
  if (!good && teller) *fault = make_int4(CROSS_ENTROPY_SOURCE, label, classes, int(row + 1));
  return good;
}

// Operands: y, logits, labels.
template <typename T, int LANES>
__device__ __forceinline__ void crossEntropy(T* out, const T* logits, const int* labels, int4* fault, const Rows<3>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 3> row = rowAt<T, 3>(rows, turn.number, {out, logits, labels});
    Exponentials<T> mine = Exponentials<T>::none();
    sweep<1, false>(row, turn.lane, LANES, [&](const T(&x)[1], long long) {
      mine.add(x[0]);
      return (T)0;
    });
    T max = together<Largest, LANES>(mine.max);
    T sum = together<Add, LANES>(mine.scaledTo(max));
    if (turn.lane == 0 && turn.number < rows.count) {
      int label = *reinterpret_cast<const int*>(row.at[2]);
      if (checked(label, row.length, true, fault, turn.number)) *reinterpret_cast<T*>(row.at[0]) = log(sum) - (row.get(1, label) - max);
    }
  }
}

// Operands: the gradient of logits, logits, labels, g.
template <typename T, int LANES, int CHUNKS>
__device__ __forceinline__ void crossEntropyGradient(T* out, const T* logits, const int* labels, const T* gradient, int4* fault,
                                                     const Rows<4>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 4> row = rowAt<T, 4>(rows, turn.number, {out, logits, labels, gradient});
    int label = 0;
    T g = 0;
    if (turn.number < rows.count) {
      label = *reinterpret_cast<const int*>(row.at[2]);
      g = *reinterpret_cast<const T*>(row.at[3]);
      if (!checked(label, rows.length, turn.lane == 0, fault, turn.number)) row.length = 0;
    }
    Held<T, LANES, CHUNKS> held;
    held.load(row, 1, turn.lane, -(T)INFINITY);
    T scale = 1 / exponentiate(held, row, turn.lane);
#pragma unroll
    for (int k = 0; k < held.COUNT; k++) {
      held.x[k] = g * (held.x[k] * scale - (T)(held.position(row.wide, turn.lane, k) == label));
    }
    held.store(row, turn.lane);
  }
}

template <typename T>
__device__ __forceinline__ void crossEntropyGradientStreamed(T* out, const T* logits, const int* labels, const T* gradient,
                                                             int4* fault, const Rows<4>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 4> row = rowAt<T, 4>(rows, stream.number, {out, logits, labels, gradient});
    int label = 0;
    T g = 0;
    if (stream.number < rows.count) {
      label = *reinterpret_cast<const int*>(row.at[2]);
      g = *reinterpret_cast<const T*>(row.at[3]);
      if (!checked(label, rows.length, stream.part == 0, fault, stream.number)) row.length = 0;
    }
    Exponentials<T> all = exponentials(row, stream, width);
    T scale = 1 / all.sum;
    sweep<1, true>(row, stream.part, stream.parts, [&](const T(&x)[1], long long i) {
      return g * (exp(x[0] - all.max) * scale - (T)(i == label));
    });
  }
}

#define CROSS_ENTROPY(T, type, LANES)                                                                                        \
  KERNEL_BOUNDS(ROW_BLOCK, crossEntropy_##type##_##LANES, T* out, const T* logits, const int* labels, int4* fault, Rows<3> rows) { \
    crossEntropy<T, LANES>(out, logits, labels, fault, rows);                                                                \
  }
#define CROSS_ENTROPY_GRADIENT(T, type, LANES, CHUNKS)                                                                       \
  KERNEL_BOUNDS(ROW_BLOCK, crossEntropyGradient_##type##_##LANES##x##CHUNKS, T* out, const T* logits, const int* labels,     \
                const T* g, int4* fault, Rows<4> rows) {                                                                     \
    crossEntropyGradient<T, LANES, CHUNKS>(out, logits, labels, g, fault, rows);                                             \
  }
#define CROSS_ENTROPY_STREAMED(T, type)                                                                                      \
  KERNEL_BOUNDS(ROW_BLOCK, crossEntropyGradient_##type##_streamed, T* out, const T* logits, const int* labels, const T* g,   \
                int4* fault, Rows<4> rows, int width) {                                                                      \
    crossEntropyGradientStreamed(out, logits, labels, g, fault, rows, width);                                                \
  }

CROSS_ENTROPY(float, f32, 8)
CROSS_ENTROPY(float, f32, 32)
CROSS_ENTROPY(float, f32, 256)
CROSS_ENTROPY(double, f64, 8)
CROSS_ENTROPY(double, f64, 32)
CROSS_ENTROPY(double, f64, 256)
EACH_ROW_SIZE(CROSS_ENTROPY_GRADIENT)
CROSS_ENTROPY_STREAMED(float, f32)
CROSS_ENTROPY_STREAMED(double, f64)
