// How pieces of matrices come into shared memory, and where the matrices of a batch stand (matmul.cu).
#pragma once

// By value in the arguments. Strides in elements. The batch has merged axes, outermost first.
struct Product {
  long long aRow, aCol, bRow, bCol, cRow, cCol, count;
  long long aBatch[4], bBatch[4], cBatch[4];
  int size[4];
  int axes, m, n, k, slices, slice;
};

struct Place {
  long long a, b, c;
};

// The distances of the matrices with a number in the batch from the first ones.
__device__ __forceinline__ Place placeOf(const Product& p, long long item) {
  Place at = {0, 0, 0};
#pragma unroll
  for (int d = 3; d >= 0; d--) {
    if (d < p.axes) {
      long long i = item % p.size[d];
      item /= p.size[d];
      at.a += i * p.aBatch[d];
      at.b += i * p.bBatch[d];
      at.c += i * p.cBatch[d];
    }
  }
  return at;
}

template <class T>
struct Packed;  // 16 bytes of a type
template <>
struct Packed<float> {
  typedef float4 Type;
};
template <>
struct Packed<double> {
  typedef double2 Type;
};
template <>
struct Packed<unsigned> {
  typedef uint4 Type;
};
template <>
struct Packed<unsigned long long> {
  typedef ulonglong2 Type;
};

// Four numbers side by side, at an address that 16 divides.
template <class T>
struct Four {
  typedef typename Packed<T>::Type Vector;
  __align__(16) T at[4];

  __device__ __forceinline__ static void copy(T* to, const T* from) {
#pragma unroll
    for (int i = 0; i < (int)sizeof(T) / 4; i++) reinterpret_cast<Vector*>(to)[i] = reinterpret_cast<const Vector*>(from)[i];
  }
  __device__ __forceinline__ void load(const T* from) { copy(at, from); }
  __device__ __forceinline__ void store(T* to) const { copy(to, at); }
};

// What one of 256 threads brings of a piece, SIDE lines by DEPTH steps of the sum: four numbers at a time.
// Where the steps stand side by side (stride 1), neighbouring threads take neighbouring steps, else neighbouring lines.
// In both cases a thread takes four neighbours at once where the addresses are multiples of 16 bytes.
template <class T, int SIDE, int DEPTH>
struct Piece {
  static_assert(SIDE * DEPTH == 4 * 256, "four numbers for each thread");
  const T* from;             // this thread's first number
  long long apart, advance;  // from one of its four to the next; from one piece to the next
  int line, step;            // where in the piece its first stands
  int lines, steps;          // how far the next of its four is, along each
  int linesLeft, stepsLeft;  // how many there are from the beginning of the piece
  bool wide;
  T four[4];

  // Of the matrix's part that begins at an address.
  __device__ Piece(const T* part, long long lineStride, long long stepStride, int linesLeft, int stepsLeft)
      : linesLeft(linesLeft), stepsLeft(stepsLeft) {
    bool along = stepStride == 1;
    long long other = along ? lineStride : stepStride;
    wide = (along || lineStride == 1) && (unsigned long long)part % 16 == 0 && other * (long long)sizeof(T) % 16 == 0;
    int t = threadIdx.x;
    if (along) {
      line = wide ? t / (DEPTH / 4) : t / DEPTH;
      step = wide ? t % (DEPTH / 4) * 4 : t % DEPTH;
    } else {
      line = wide ? t % (SIDE / 4) * 4 : t % SIDE;
      step = wide ? t / (SIDE / 4) : t / SIDE;
    }
    lines = along == wide ? 0 : along ? 256 / DEPTH : 1;
    steps = along != wide ? 0 : along ? 1 : 256 / SIDE;
    apart = lines * lineStride + steps * stepStride;
    advance = DEPTH * stepStride;
    from = part + line * lineStride + step * stepStride;
  }

  // Reads the next piece's numbers; 0 beyond the matrix.
  __device__ __forceinline__ void fetch() {
    if (wide && line + 3 * lines < linesLeft && step + 3 * steps < stepsLeft) {
      Four<T> whole;
      whole.load(from);
#pragma unroll
      for (int i = 0; i < 4; i++) four[i] = whole.at[i];
    } else {
#pragma unroll
      for (int i = 0; i < 4; i++) {
        four[i] = line + i * lines < linesLeft && step + i * steps < stepsLeft ? from[i * apart] : T(0);
      }
    }
    from += advance;
    stepsLeft -= DEPTH;
  }

  // Puts them into shared memory, one row for each step of the sum.
  template <int WIDTH>
  __device__ __forceinline__ void store(T (*to)[WIDTH]) const {
#pragma unroll
    for (int i = 0; i < 4; i++) to[step + i * steps][line + i * lines] = four[i];
  }
};
