// C = scale A B + keep C for batches of matrices with any strides: float32, float64, and int32 whose sums wrap around.
//
// A block of 256 threads computes a tile of C. Pieces of A and B, DEPTH deep, go through shared memory: one is multiplied while the
// next is on its way in registers (two buffers, one barrier a piece). Each thread holds 4 x 4 sums (8 x 8 in the large tile),
// so that 8 (16) numbers read from shared memory serve 16 (64) multiply-adds.
//
// Both operands are read alike (tile.cuh): along the sum where that stride is 1, else across it, with 16 bytes a thread where the
// addresses allow. So a transpose costs nothing, and the host exchanges A and B where C's columns are not side by side.
//
// The floor is 2 m n k operations and, for T bytes a number, T (m k + k n + m n) bytes. A tile reads T k (TILE + TILE) bytes for
// 2 TILE^2 k operations: 16 operations a byte of float32 with tiles of 64, and 32 with those of 128, from the L2 cache. An H100 without
// tensor cores asks for 20 operations a byte of its memory, so the large tile is bound by arithmetic and the small one nearly so.
//
// A small C with a long sum would keep few multiprocessors busy. Then the sum is cut into slices (gridDim.y), whose partial results
// go to temporary memory and are added in order by matmul_join: no atomics, the same bits at each run. The shape alone decides.
#include "kernel.cuh"
#include "tile.cuh"

// A tile of 16 x 16 threads, each with GROUPS x GROUPS squares of 4 x 4 numbers, 64 apart.
template <class T, int GROUPS>
struct Sums {
  T at[4 * GROUPS][4 * GROUPS];

  __device__ void clear() {
#pragma unroll
    for (int r = 0; r < 4 * GROUPS; r++)
#pragma unroll
      for (int c = 0; c < 4 * GROUPS; c++) at[r][c] = 0;
  }

  // Adds the products of one step of the sum: rows of A and columns of B at this step, from shared memory.
  __device__ void add(const T* rows, const T* columns, int y, int x) {
    Four<T> a[GROUPS], b[GROUPS];
#pragma unroll
    for (int g = 0; g < GROUPS; g++) {
      a[g].load(rows + 64 * g + 4 * y);
      b[g].load(columns + 64 * g + 4 * x);
    }
#pragma unroll
    for (int r = 0; r < 4 * GROUPS; r++)
#pragma unroll
      for (int c = 0; c < 4 * GROUPS; c++) at[r][c] += a[r / 4].at[r % 4] * b[c / 4].at[c % 4];
  }
};

__device__ __forceinline__ float merged(float sum, double scale, float old, double keep) {
  return keep == 0 ? (float)scale * sum : (float)scale * sum + (float)keep * old;
}
__device__ __forceinline__ double merged(double sum, double scale, double old, double keep) {
  return keep == 0 ? scale * sum : scale * sum + keep * old;
}
// As the CPU does: through double, each step rounded by itself, then towards zero; only plain sums wrap around.
__device__ __forceinline__ unsigned merged(unsigned sum, double scale, unsigned old, double keep) {
  if (scale == 1 && keep == 0) return sum;
  double s = __dmul_rn(scale, (double)(int)sum);
  return (unsigned)__double2int_rz(keep == 0 ? s : __dadd_rn(s, __dmul_rn(keep, (double)(int)old)));
}
__device__ __forceinline__ unsigned long long merged(unsigned long long sum, double scale, unsigned long long old, double keep) {
  if (scale == 1 && keep == 0) return sum;
  double s = __dmul_rn(scale, __ll2double_rn((long long)sum));
  double v = keep == 0 ? s : __dadd_rn(s, __dmul_rn(keep, __ll2double_rn((long long)old)));
  return v != v ? 0 : (unsigned long long)__double2ll_rz(v);
}

template <class T>
__device__ __forceinline__ void put(T* to, T sum, double scale, double keep) {
  *to = merged(sum, scale, keep == 0 ? T(0) : *to, keep);  // what need not be kept is not read
}

// Four neighbours of a row of C, of which `left` exist. Not inlined: 16 copies of it would hold a hundred registers.
template <class T>
__device__ __noinline__ void putFour(T* to, long long step, T s0, T s1, T s2, T s3, int left, double scale, double keep) {
  T sums[4] = {s0, s1, s2, s3};
  if (left >= 4 && step == 1 && (unsigned long long)to % 16 == 0) {
    Four<T> four = {};
    if (keep != 0) four.load(to);
#pragma unroll
    for (int i = 0; i < 4; i++) four.at[i] = merged(sums[i], scale, four.at[i], keep);
    four.store(to);
    return;
  }
#pragma unroll
  for (int i = 0; i < 4; i++) {
    if (i < left) put(to + i * step, sums[i], scale, keep);
  }
}

// One tile of the product of two matrices, from a row and a column of C on: `deep` steps of the sum from step `first` on.
template <class T, int GROUPS, int DEPTH>
__device__ void multiply(const Product& p, const T* a, const T* b, T* c, long long cRow, long long cCol, int row, int column, int first,
                         int deep, double scale, double keep) {
  const int SIDE = 64 * GROUPS, WIDTH = SIDE + 16 / (int)sizeof(T);  // the gap spreads a column over the banks
  __shared__ __align__(16) T rows[2][DEPTH][WIDTH];
  __shared__ __align__(16) T columns[2][DEPTH][WIDTH];
  int y = threadIdx.x / 16, x = threadIdx.x % 16, rowsLeft = p.m - row, columnsLeft = p.n - column;
  Sums<T, GROUPS> sums;
  sums.clear();
  if (deep > 0) {
    Piece<T, SIDE, DEPTH> left(a + row * p.aRow + first * p.aCol, p.aRow, p.aCol, rowsLeft, deep);
    Piece<T, SIDE, DEPTH> right(b + column * p.bCol + first * p.bRow, p.bCol, p.bRow, columnsLeft, deep);
    left.fetch();
    right.fetch();
    left.store(rows[0]);
    right.store(columns[0]);
    __syncthreads();
    for (int now = 0; deep > 0; deep -= DEPTH, now ^= 1) {
      if (deep > DEPTH) {
        left.fetch();
        right.fetch();
      }
#pragma unroll 4
      for (int step = 0; step < DEPTH; step++) sums.add(rows[now][step], columns[now][step], y, x);
      if (deep > DEPTH) {
        left.store(rows[now ^ 1]);
        right.store(columns[now ^ 1]);
      }
      __syncthreads();
    }
  }
  c += row * cRow + column * cCol;
#pragma unroll
  for (int r = 0; r < 4 * GROUPS; r++) {
    int i = 64 * (r / 4) + 4 * y + r % 4;
#pragma unroll
    for (int g = 0; g < GROUPS; g++) {
      int j = 64 * g + 4 * x;
      const T* four = &sums.at[r][4 * g];
      if (i < rowsLeft && j < columnsLeft) {
        putFour(c + i * cRow + j * cCol, cCol, four[0], four[1], four[2], four[3], columnsLeft - j, scale, keep);
      }
    }
  }
}

// Tiles lie along gridDim.x, in bands of 8 rows of tiles so that blocks at work together share pieces in the L2 cache;
// slices of the sum along y; matrices of the batch along z.
template <class T, int GROUPS, int DEPTH>
__device__ void matmul(const T* a, const T* b, T* c, T* partial, double scale, double keep, const Product& p) {
  const int SIDE = 64 * GROUPS, BAND = 8;
  int tilesDown = (p.m - 1) / SIDE + 1, tilesAcross = (p.n - 1) / SIDE + 1;
  int band = blockIdx.x / (BAND * tilesAcross), inside = blockIdx.x % (BAND * tilesAcross);
  int high = min(BAND, tilesDown - band * BAND);
  int row = (band * BAND + inside % high) * SIDE, column = inside / high * SIDE;
  int first = blockIdx.y * p.slice, deep = min(p.k - first, p.slice);
  bool whole = p.slices == 1;
  for (long long item = blockIdx.z; item < p.count; item += gridDim.z) {
    Place place = placeOf(p, item);
    T* to = whole ? c + place.c : partial + (item * p.slices + blockIdx.y) * p.m * p.n;
    multiply<T, GROUPS, DEPTH>(p, a + place.a, b + place.b, to, whole ? p.cRow : p.n, whole ? p.cCol : 1, row, column, first, deep,
                               whole ? scale : 1, whole ? keep : 0);
  }
}

// Adds the slices' partial results, a thread for each number of C.
template <class T>
__device__ void join(const T* partial, T* c, double scale, double keep, const Product& p) {
  long long matrix = (long long)p.m * p.n;
  for (long long e = (long long)blockIdx.x * blockDim.x + threadIdx.x; e < matrix * p.count; e += (long long)gridDim.x * blockDim.x) {
    long long item = e / matrix, at = e % matrix;
    const T* mine = partial + item * p.slices * matrix + at;
    T sum = mine[0];
    for (int s = 1; s < p.slices; s++) sum += mine[s * matrix];
    put(c + placeOf(p, item).c + at / p.n * p.cRow + at % p.n * p.cCol, sum, scale, keep);
  }
}

// At most 128 registers a thread, so that two blocks share a multiprocessor.
#ifdef __CUDACC__
#define TWO_BLOCKS , 2
#else
#define TWO_BLOCKS
#endif
#define MATMUL(name, T, groups, depth)                                                                                         \
  KERNEL_BOUNDS(256 TWO_BLOCKS, name, const T* a, const T* b, T* c, T* partial, double scale, double keep, Product p) {        \
    matmul<T, groups, depth>(a, b, c, partial, scale, keep, p);                                                                \
  }
MATMUL(matmul_f32, float, 1, 16)
MATMUL(matmul_large_f32, float, 2, 8)
MATMUL(matmul_f64, double, 1, 16)
MATMUL(matmul_i32, unsigned, 1, 16)
MATMUL(matmul_i64, unsigned long long, 1, 16)

KERNEL(matmul_join_f32, const float* partial, float* c, double scale, double keep, Product p) { join(partial, c, scale, keep, p); }
KERNEL(matmul_join_f64, const double* partial, double* c, double scale, double keep, Product p) { join(partial, c, scale, keep, p); }
KERNEL(matmul_join_i32, const unsigned* partial, unsigned* c, double scale, double keep, Product p) { join(partial, c, scale, keep, p); }
KERNEL(matmul_join_i64, const unsigned long long* partial, unsigned long long* c, double scale, double keep, Product p) {
  join(partial, c, scale, keep, p);
}
