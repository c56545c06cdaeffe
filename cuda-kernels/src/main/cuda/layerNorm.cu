// y = (x - mean) / sqrt(variance + epsilon) gain + shift for rows along the last axis (Ba, Kiros, Hinton 2016), and its gradients:
// with h the normalised row, r = 1 / sqrt(variance + epsilon) and s = g gain,
//   of x: r (s - mean(s) - h mean(s h));   of gain: the sum of g h over rows;   of shift: the sum of g over rows.
//
// Mapping: rows.cuh. The variance is the mean square of differences from the mean, taken of the registers; of streamed rows it
// comes by Welford's method (1962), joined as Chan, Golub and LeVeque (1979) do. gain and shift come from the cache. Forward 8
// bytes an element of float32 (the floor), streamed 12.
// The gradients share one reading of x and g: a group of threads goes through rows with its columns' sums in registers, leaves
// them in a table of partial sums, one line a group, and a second kernel adds up the lines. 12 bytes an element, the floor, and the
// table: a line for every 16 rows or fewer. The number of groups comes from the shape alone, so the sums do too.
#include "rows.cuh"

// Mean and inverse deviation of a row in registers.
template <typename T> struct Normal {
  T mean, inverse;

  template <int LANES, int CHUNKS>
  static __device__ __forceinline__ Normal of(const Held<T, LANES, CHUNKS>& x, const Row<T, 4>& row, int lane, double epsilon) {
    T sum = 0;
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) sum += x.x[k];
    T mean = together<Add, LANES>(sum) / row.length;
    T squares = 0;
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) {
      T away = x.x[k] - mean;
      squares += x.position(row.wide, lane, k) < row.length ? away * away : (T)0;
    }
    T variance = together<Add, LANES>(squares) / row.length;
    return {mean, 1 / sqrt(variance + (T)epsilon)};
  }
};

// Operands: y, x, gain, shift; the last two repeat from row to row.
template <typename T, int LANES, int CHUNKS>
__device__ __forceinline__ void layerNorm(T* out, const T* in, const T* gain, const T* shift, double epsilon, const Rows<4>& rows) {
  for (Turn<LANES> turn; turn.within(rows); turn.next()) {
    Row<T, 4> row = rowAt<T, 4>(rows, turn.number, {out, in, gain, shift});
    Held<T, LANES, CHUNKS> x, w;
    x.load(row, 1, turn.lane, 0);
    Normal<T> normal = Normal<T>::of(x, row, turn.lane, epsilon);
    w.load(row, 2, turn.lane, 0);
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) x.x[k] = (x.x[k] - normal.mean) * normal.inverse * w.x[k];
    w.load(row, 3, turn.lane, 0);
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) x.x[k] += w.x[k];
    x.store(row, turn.lane);
  }
}

template <typename T> struct Moments {
  T mean, squares;
  int count;

  __device__ __forceinline__ void add(T x) {
    count++;
    T before = x - mean;
    mean += before / count;
    squares += before * (x - mean);
  }

  __device__ __forceinline__ void merge(const Moments& other) {
    if (other.count == 0) return;
    T away = other.mean - mean;
    int all = count + other.count;
    T share = (T)other.count / all;
    mean += away * share;
    squares += other.squares + away * away * share * count;
    count = all;
  }
};

template <typename T>
__device__ __forceinline__ void layerNormStreamed(T* out, const T* in, const T* gain, const T* shift, double epsilon,
                                                  const Rows<4>& rows, int width) {
  for (Stream stream(width); stream.within(rows); stream.next()) {
    Row<T, 4> row = rowAt<T, 4>(rows, stream.number, {out, in, gain, shift});
    Moments<T> moments = {0, 0, 0};
    sweep<1, false>(row, stream.part, stream.parts, [&](const T(&x)[1], long long) {
      moments.add(x[0]);
      return (T)0;
    });
    moments = overParts(moments, width);
    T inverse = 1 / sqrt(moments.squares / row.length + (T)epsilon);
    sweep<3, true>(row, stream.part, stream.parts, [&](const T(&x)[3], long long) {
      return (x[0] - moments.mean) * inverse * x[1] + x[2];
    });
  }
}

// Operands: the gradient of x, x, gain, g. Without `out` or without `partial` what would go there is not wanted. partial has two
// tables, for gain and for shift, with a line for each group of the grid.
template <typename T, int LANES, int CHUNKS>
__device__ __forceinline__ void layerNormGradient(T* out, const T* in, const T* gain, const T* gradient, T* partial, double epsilon,
                                                  const Rows<4>& rows) {
  Turn<LANES> turn;
  const long long group = turn.number;
  Held<T, LANES, CHUNKS> x, g, ofGain, ofShift;
#pragma unroll
  for (int k = 0; k < x.COUNT; k++) ofGain.x[k] = ofShift.x[k] = 0;
  for (; turn.within(rows); turn.next()) {
    Row<T, 4> row = rowAt<T, 4>(rows, turn.number, {out, in, gain, gradient});
    x.load(row, 1, turn.lane, 0);
    g.load(row, 3, turn.lane, 0);
    Normal<T> normal = Normal<T>::of(x, row, turn.lane, epsilon);
    T sum = 0, dot = 0;
    Held<T, LANES, CHUNKS> w;
    w.load(row, 2, turn.lane, 0);
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) {
      x.x[k] = row.length == 0 ? (T)0 : (x.x[k] - normal.mean) * normal.inverse;
      ofGain.x[k] += g.x[k] * x.x[k];
      ofShift.x[k] += g.x[k];
      g.x[k] *= w.x[k];
      sum += g.x[k];
      dot += g.x[k] * x.x[k];
    }
    sum = together<Add, LANES>(sum) / row.length;
    dot = together<Add, LANES>(dot) / row.length;
    if (out) {
#pragma unroll
      for (int k = 0; k < x.COUNT; k++) x.x[k] = normal.inverse * (g.x[k] - sum - x.x[k] * dot);
      x.store(row, turn.lane);
    }
  }
  if (partial) {
    const long long groups = (long long)gridDim.x * (ROW_BLOCK / LANES);
#pragma unroll
    for (int k = 0; k < x.COUNT; k++) {
      int i = x.position(rows.wide != 0, turn.lane, k);
      if (i < rows.length) {
        partial[group * rows.length + i] = ofGain.x[k];
        partial[(groups + group) * rows.length + i] = ofShift.x[k];
      }
    }
  }
}

// Adds up the lines of the tables: 32 columns a block, 8 threads a column; the y index of the block says which table.
template <typename T>
__device__ __forceinline__ void layerNormGradientColumns(T* gain, long long gainStep, T* shift, long long shiftStep, const T* partial,
                                                         int groups, int length) {
  T* out = blockIdx.y == 0 ? gain : shift;
  if (!out) return;
  long long step = blockIdx.y == 0 ? gainStep : shiftStep;
  int column = blockIdx.x * 32 + threadIdx.x % 32;
  Sum<T> sum = {0};
  if (column < length) {
    const T* table = partial + (long long)blockIdx.y * groups * length;
#pragma unroll 8
    for (int line = threadIdx.x / 32; line < groups; line += ROW_BLOCK / 32) sum.v += table[(long long)line * length + column];
  }
  sum = overParts(sum, 32);
  if (column < length && threadIdx.x < 32) out[column * step] = sum.v;
}

#define LAYER_NORM(T, type, LANES, CHUNKS)                                                                                    \
  KERNEL_BOUNDS(ROW_BLOCK, layerNorm_##type##_##LANES##x##CHUNKS, T* out, const T* in, const T* gain, const T* shift,         \
                double epsilon, Rows<4> rows) {                                                                               \
    layerNorm<T, LANES, CHUNKS>(out, in, gain, shift, epsilon, rows);                                                         \
  }                                                                                                                           \
  KERNEL_BOUNDS(ROW_BLOCK, layerNormGradient_##type##_##LANES##x##CHUNKS, T* out, const T* in, const T* gain, const T* g,     \
                T* partial, double epsilon, Rows<4> rows) {                                                                   \
    layerNormGradient<T, LANES, CHUNKS>(out, in, gain, g, partial, epsilon, rows);                                            \
  }
#define LAYER_NORM_STREAMED(T, type)                                                                                          \
  KERNEL_BOUNDS(ROW_BLOCK, layerNorm_##type##_streamed, T* out, const T* in, const T* gain, const T* shift, double epsilon,   \
                Rows<4> rows, int width) {                                                                                    \
    layerNormStreamed(out, in, gain, shift, epsilon, rows, width);                                                            \
  }                                                                                                                           \
  KERNEL_BOUNDS(ROW_BLOCK, layerNormGradient_##type##_columns, T* gain, long long gainStep, T* shift, long long shiftStep,    \
                const T* partial, int groups, int length) {                                                                   \
    layerNormGradientColumns(gain, gainStep, shift, shiftStep, partial, groups, length);                                      \
  }

EACH_ROW_SIZE(LAYER_NORM)
LAYER_NORM_STREAMED(float, f32)
LAYER_NORM_STREAMED(double, f64)
