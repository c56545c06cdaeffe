// The working copies of blocked factorisations: row-major, the matrices of a batch behind each other, with a lead that 32 divides and
// zeros up to it. All is read and written once, neighbouring threads on neighbouring numbers: bound by memory.
//
// workingCopy_begin: codes of 0, and for LU the rows' order 0, 1, ... and signs of 1.
// workingCopy_check: zeros where there are no columns; code -1 for a matrix with NaN or infinity in what will be read.
// workingCopy_scale: the same for QR, and each column divided by the power of two below its largest absolute value, which is exact.
//   A block for 32 columns, which are read twice.
// workingCopy_identity: ones on the diagonal, zeros elsewhere.
// workingCopy_result: all of it, or a triangle with zeros beside it, columns multiplied by their powers of two again, without gaps.
#include "panel.cuh"

template <class T> __device__ __forceinline__ bool isNumber(T x) { return x - x == 0; }

template <class T> __device__ void begin(int* codes, int count, int* order, int rows, T* sign) {
  long long all = order ? (long long)count * rows : count;
  for (long long e = (long long)blockIdx.x * blockDim.x + threadIdx.x; e < all; e += (long long)gridDim.x * blockDim.x) {
    if (e < count) {
      codes[e] = 0;
      if (sign) sign[e] = 1;
    }
    if (order) order[e] = int(e % rows);
  }
}

// Which numbers are read: the columns before w.columns and those of right sides, from `right` to before `rightEnd`; of the first `square`
// rows the lower triangle alone (part 1), the upper one (part 2), or all of them (part 0).
struct Reading {
  int right, rightEnd, square, part;
};

template <class T> __device__ void check(T* a, const Work& w, const Reading& reading, int* codes) {
  long long all = w.rows * w.lead;
  a += blockIdx.y * w.matrix;
  bool bad = false;
  for (long long e = (long long)blockIdx.x * blockDim.x + threadIdx.x; e < all; e += (long long)gridDim.x * blockDim.x) {
    int row = int(e / w.lead), c = int(e % w.lead);
    bool in = c < w.columns, right = c >= reading.right && c < reading.rightEnd;
    if (!in && !right) {
      a[e] = 0;
    } else {
      bool all = right || row >= reading.square || reading.part == 0;
      if (all || (reading.part == 1 ? c <= row : c >= row)) bad = bad || !isNumber(a[e]);
    }
  }
  if (bad) codes[blockIdx.y] = -1;
}

__device__ __forceinline__ float power(float, int e) { return scalbnf(1.0f, e); }
__device__ __forceinline__ double power(double, int e) { return scalbn(1.0, e); }
constexpr int LEAST_EXPONENT_F32 = -120, LEAST_EXPONENT_F64 = -1000;  // the inverse is still a normal number

template <class T> __device__ void scale(T* a, const Work& w, int* exponents, int* codes) {
  __shared__ T most[32][33];
  __shared__ int exponent[32];
  int x = threadIdx.x % 32, y = threadIdx.x / 32, high = blockDim.x / 32, c = blockIdx.x * 32 + x;
  a += blockIdx.y * w.matrix + c;
  T largest = 0;
  bool bad = false;
  if (c < w.columns) {
#pragma unroll 4
    for (int i = y; i < w.rows; i += high) {
      T v = a[i * w.lead];
      bad = bad || !isNumber(v);
      largest = max(largest, T(fabs(v)));
    }
  }
  if (bad) codes[blockIdx.y] = -1;
  most[y][x] = largest;
  __syncthreads();
  if (y == 0) {
    for (int i = 1; i < high; i++) largest = max(largest, most[i][x]);
    const int least = sizeof(T) == 4 ? LEAST_EXPONENT_F32 : LEAST_EXPONENT_F64;
    int e = largest > 0 && isNumber(largest) ? max(ilogb(largest), least) : 0;
    exponent[x] = e;
    exponents[blockIdx.y * w.lead + c] = e;
  }
  __syncthreads();
  T by = power(T(), -exponent[x]);
  if (c >= w.columns || by != 1) {
#pragma unroll 4
    for (int i = y; i < w.rows; i += high) a[i * w.lead] = c < w.columns ? a[i * w.lead] * by : T(0);
  }
}

template <class T> __device__ void identity(T* a, const Work& w) {
  a += blockIdx.y * w.matrix;
  long long all = w.rows * w.lead;
  for (long long e = (long long)blockIdx.x * blockDim.x + threadIdx.x; e < all; e += (long long)gridDim.x * blockDim.x) {
    a[e] = T(e / w.lead == e % w.lead);
  }
}

// Part as in Reading; exponents may be missing. The work has w.rows by w.columns numbers.
template <class T> __device__ void result(const T* a, const Work& w, int part, const int* exponents, T* out) {
  a += blockIdx.y * w.matrix;
  long long all = (long long)w.rows * w.columns;
  out += blockIdx.y * all;
  for (long long e = (long long)blockIdx.x * blockDim.x + threadIdx.x; e < all; e += (long long)gridDim.x * blockDim.x) {
    int row = int(e / w.columns), c = int(e % w.columns);
    T x = part == 0 || (part == 1 ? c <= row : c >= row) ? a[row * w.lead + c] : T(0);
    out[e] = exponents ? x * power(T(), exponents[blockIdx.y * w.lead + c]) : x;
  }
}

#define WORKING_COPY(T, type)                                                                                                         \
  KERNEL(workingCopy_begin_##type, int* codes, int count, int* order, int rows, T* sign) { begin(codes, count, order, rows, sign); }   \
  KERNEL(workingCopy_check_##type, T* a, Work w, Reading reading, int* codes) { check(a, w, reading, codes); }                         \
  KERNEL(workingCopy_scale_##type, T* a, Work w, int* exponents, int* codes) { scale(a, w, exponents, codes); }                        \
  KERNEL(workingCopy_identity_##type, T* a, Work w) { identity(a, w); }                                                                \
  KERNEL(workingCopy_result_##type, const T* a, Work w, int part, const int* exponents, T* out) { result(a, w, part, exponents, out); }
WORKING_COPY(float, f32)
WORKING_COPY(double, f64)
