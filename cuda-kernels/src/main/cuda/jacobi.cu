// One sweep of one-sided block Jacobi (Hestenes 1958; blocks: Becka, Oksa, Vajtersic 2002): the columns of X are made orthogonal by
// rotations from the right, X J = U S, and the rotations are gathered in W = J.
//
// X and W are stored by columns, a column in a row of memory, n by n padded with zeros to a multiple of 32: no kernel looks for edges.
// Columns form blocks of 16. In each round of a sweep every block meets one other (round-robin, by index arithmetic: nothing is moved)
// and three kernels work on all pairs at once:
//   jacobiGram    the 32 x 32 products of the pair's columns; a block a pair and slice of the rows, no atomics
//   jacobiTurn    a block a pair: adds the slices, turns columns in shared memory, leaves the 32 x 32 product of the rotations
//   jacobiUpdate  multiplies the pair's columns of X and W by it; a block a pair and 64 rows
// In round 0 all columns of a pair meet each other, in the others only those of different blocks: each two columns meet once a sweep.
//
// Accuracy: the products are those of columns divided by powers of two (scale), so that they are of order 1 and their errors relative
// to the columns' own lengths (Demmel and Veselic 1992), and a rotation is made of those and of the ratio of the scales: small columns
// keep their digits, and nothing overflows. The product of the rotations is made with the tangent of half the angle (Rutishauser 1966):
// small ones leave lengths as they are. Columns of zeros are filled with noise far below the rounding errors of all others and become
// an orthonormal rest of the basis.
//
// A pair turns where a cosine is above the tolerance. In the end cosines fall to their squares (Hari 1991): a sweep that found them all
// below a thirtieth of the root of the unit of rounding was the last, and nobody has to see that nothing is left.
//
// After the last sweep (state.done) all kernels return at once: a recorded step has a fixed number of sweeps and nobody asks.
//
// The floor, n = 1000 of float32: 63 rounds of 3 launches; a sweep has 12 n^3 operations and 63 times reads X twice, W once, writes both
// (20 MB, from the L2 cache).
#include "jacobi.cuh"

constexpr int STEP = 32, ACROSS = 64;

// A pseudo-random number of (-1, 1) for a place (the finaliser of MurmurHash3).
__device__ __forceinline__ float noise(unsigned row, unsigned column) {
  unsigned h = row * 0x9e3779b1u ^ (column + 0x7f4a7c15u);
  h = (h ^ h >> 16) * 0x85ebca6bu;
  h = (h ^ h >> 13) * 0xc2b2ae35u;
  return ((h ^ h >> 16) >> 8) * (2.0f / 16777216) - 1;
}

// Begins a sweep: the scale of each column, a block each; fills columns of zeros.
template <class T> __device__ __forceinline__ void begin(T* x, T* scale, int padded, int n, JacobiState* state) {
  __shared__ T room[PAIR_THREADS];
  if (state->done) return;
  int column = blockIdx.x;
  T* mine = x + (long long)column * padded;
  T most = 0;
  for (int i = threadIdx.x; i < n; i += PAIR_THREADS) most = max(most, abs(mine[i]));
  most = largest(most, room);
  if (column < n && most < Range<T>::small()) {
    most = Range<T>::filled();
    for (int i = threadIdx.x; i < n; i += PAIR_THREADS) mine[i] = most * noise(column, i);
  }
  if (threadIdx.x == 0) {
    int exponent = 0;
    frexp(most, &exponent);
    scale[column] = column < n ? ldexp((T)1, -exponent) : (T)1;
    if (column == 0) state->turned = 0;
  }
}

// partial[pair][slice]: products of the pair's scaled columns over some rows. A thread has 2 x 2 of them.
template <class T>
__device__ __forceinline__ void gram(const T* x, const T* scale, T* partial, int padded, int round, int length,
                                     const JacobiState* state) {
  __shared__ __align__(16) T tile[STEP][PAIR + 2];
  if (state->done) return;
  int pair = blockIdx.x, blocks = padded / WIDTH, t = threadIdx.x;
  int from = blockIdx.y * length, to = min(from + length, padded);
  int column = rowOf(t / 8, pair, round, blocks);
  const T* mine = x + (long long)column * padded + t % 8 * 4;
  T factor = scale[column];
  int a = t / 16 * 2, b = t % 16 * 2;
  T s00 = 0, s01 = 0, s10 = 0, s11 = 0;
  Four<T> next;
  next.load(mine + from);
  for (int k = from; k < to; k += STEP) {
#pragma unroll
    for (int i = 0; i < 4; i++) tile[t % 8 * 4 + i][t / 8] = next.at[i] * factor;
    __syncthreads();
    if (k + STEP < to) next.load(mine + k + STEP);
#pragma unroll 8
    for (int i = 0; i < STEP; i++) {
      T a0 = tile[i][a], a1 = tile[i][a + 1], b0 = tile[i][b], b1 = tile[i][b + 1];
      s00 += a0 * b0;
      s01 += a0 * b1;
      s10 += a1 * b0;
      s11 += a1 * b1;
    }
    __syncthreads();
  }
  T* out = partial + ((long long)pair * gridDim.y + blockIdx.y) * (PAIR * PAIR) + a * PAIR + b;
  out[0] = s00;
  out[1] = s01;
  out[PAIR] = s10;
  out[PAIR + 1] = s11;
}

// The rotations of one step, and what they are for scaled columns.
template <class T> struct Turns {
  T c[WIDTH], s[WIDTH], half[WIDTH], up[WIDTH], down[WIDTH];

  // That of columns i and j: x_i' = c x_i - s x_j, x_j' = s x_i + c x_j; ratio: of i's scale to j's, and its inverse, both exact.
  __device__ __forceinline__ void find(int p, T ii, T jj, T ij, T ratio, T inverse, T tolerance) {
    T cosine = 1, sine = 0;
    if (abs(ij) > tolerance * (sqrt(ii) * sqrt(jj))) {
      T zeta = (jj * ratio - ii * inverse) / (2 * ij);
      T size = abs(zeta);
      T tangent = size < (T)1e15 ? 1 / (size + sqrt(1 + size * size)) : (T)0.5 / size;
      tangent = zeta < 0 ? -tangent : tangent;
      cosine = 1 / sqrt(1 + tangent * tangent);
      sine = tangent * cosine;
    }
    c[p] = cosine;
    s[p] = sine;
    half[p] = sine / (1 + cosine);
    up[p] = sine * inverse;
    down[p] = sine * ratio;
  }
};

// Which two columns of a pair meet as number p of a step.
struct Meeting {
  int i, j;

  __device__ __forceinline__ Meeting(bool all, int p, int step) {
    i = all ? standing(p, step, PAIR) : p;
    j = all ? standing(PAIR - 1 - p, step, PAIR) : WIDTH + (p + step) % WIDTH;
  }
};

// Turns columns until each two have met; leaves the product of all rotations, and whether there was one.
template <class T>
__device__ __forceinline__ void turn(const T* partial, const T* scale, T* turns, int* turned, int padded, int round, int slices,
                                     int passes, T tolerance, T near, JacobiState* state) {
  __shared__ T h[PAIR][PAIR + 1], w[PAIR][PAIR + 1], scales[PAIR], sizes[PAIR];
  __shared__ Turns<T> found;
  __shared__ int any;
  if (state->done) return;
  int pair = blockIdx.x, t = threadIdx.x;
  bool all = round == 0;
  if (t == 0) any = NONE;
  if (t < PAIR) {
    scales[t] = scale[rowOf(t, pair, round, padded / WIDTH)];
    sizes[t] = 1 / scales[t];
  }
  for (int e = t; e < PAIR * PAIR; e += PAIR_THREADS) {
    T sum = 0;
    for (int k = 0; k < slices; k++) sum += partial[((long long)pair * slices + k) * (PAIR * PAIR) + e];
    h[e / PAIR][e % PAIR] = sum;
    w[e / PAIR][e % PAIR] = e / PAIR == e % PAIR ? 1 : 0;
  }
  __syncthreads();
  int far = NONE;
  for (int e = t; e < PAIR * PAIR; e += PAIR_THREADS) {
    int i = e / PAIR, j = e % PAIR;
    if (i >= j || !(all || (i < WIDTH && j >= WIDTH))) continue;
    T size = abs(h[i][j]), lengths = sqrt(h[i][i]) * sqrt(h[j][j]);
    far = max(far, size > near * lengths ? MUCH : size > tolerance * lengths ? LITTLE : NONE);
  }
  if (far > NONE) atomicMax(&any, far);
  __syncthreads();
  if (t == 0) turned[pair] = any;
  if (any == NONE) return;
  if (t == 0) atomicMax(&state->turned, any);
  int steps = all ? PAIR - 1 : WIDTH;
  for (int step = 0; step < steps * passes; step++) {
    if (t < WIDTH) {
      Meeting m(all, t, step % steps);
      found.find(t, h[m.i][m.i], h[m.j][m.j], h[m.i][m.j], scales[m.i] * sizes[m.j], scales[m.j] * sizes[m.i], tolerance);
    }
    __syncthreads();
    int a = t / WIDTH, b = t % WIDTH;
    Meeting rows(all, a, step % steps), columns(all, b, step % steps);
    T h00 = h[rows.i][columns.i], h01 = h[rows.i][columns.j], h10 = h[rows.j][columns.i], h11 = h[rows.j][columns.j];
    T g00 = found.c[a] * h00 - found.down[a] * h10, g01 = found.c[a] * h01 - found.down[a] * h11;
    T g10 = found.up[a] * h00 + found.c[a] * h10, g11 = found.up[a] * h01 + found.c[a] * h11;
    h[rows.i][columns.i] = found.c[b] * g00 - found.down[b] * g01;
    h[rows.j][columns.i] = found.c[b] * g10 - found.down[b] * g11;
    h[rows.i][columns.j] = found.up[b] * g00 + found.c[b] * g01;
    h[rows.j][columns.j] = found.up[b] * g10 + found.c[b] * g11;
    for (int row = a; row < PAIR; row += WIDTH) {
      T i = w[row][columns.i], j = w[row][columns.j];
      w[row][columns.i] = i - found.s[b] * (j + found.half[b] * i);
      w[row][columns.j] = j + found.s[b] * (i - found.half[b] * j);
    }
    __syncthreads();
  }
  for (int e = t; e < PAIR * PAIR; e += PAIR_THREADS) turns[(long long)pair * (PAIR * PAIR) + e] = w[e / PAIR][e % PAIR];
}

// Columns of a pair times the rotations, 64 rows a block; z of the block says whether of X or of W. A thread has 2 columns by 4 rows.
template <class T>
__device__ __forceinline__ void update(T* x, T* w, const T* turns, const int* turned, int padded, int round, const JacobiState* state) {
  __shared__ __align__(16) T by[PAIR][PAIR + 2], tile[PAIR][ACROSS + 4];
  int pair = blockIdx.x, blocks = padded / WIDTH, t = threadIdx.x, first = blockIdx.y * ACROSS;
  if (state->done || !turned[pair]) return;
  T* matrix = blockIdx.z == 0 ? x : w;
  for (int e = t; e < PAIR * PAIR; e += PAIR_THREADS) by[e / PAIR][e % PAIR] = turns[(long long)pair * (PAIR * PAIR) + e];
  for (int e = t; e < PAIR * ACROSS / 4; e += PAIR_THREADS) {
    int i = e / (ACROSS / 4), at = e % (ACROSS / 4) * 4;
    Four<T> four = {};
    if (first + at < padded) four.load(matrix + (long long)rowOf(i, pair, round, blocks) * padded + first + at);
    four.store(&tile[i][at]);
  }
  __syncthreads();
  int column = t / 16 * 2, row = t % 16 * 4;
  Four<T> sums[2] = {};
#pragma unroll 8
  for (int k = 0; k < PAIR; k++) {
    T a = by[k][column], b = by[k][column + 1];
    Four<T> four;
    four.load(&tile[k][row]);
#pragma unroll
    for (int i = 0; i < 4; i++) {
      sums[0].at[i] += a * four.at[i];
      sums[1].at[i] += b * four.at[i];
    }
  }
  if (first + row >= padded) return;
#pragma unroll
  for (int i = 0; i < 2; i++) sums[i].store(matrix + (long long)rowOf(column + i, pair, round, blocks) * padded + first + row);
}

// Ends a sweep: one in which nothing turned much was the last.
KERNEL(jacobiEnd, JacobiState* state) {
  if (state->done) return;
  state->sweeps++;
  if (state->turned != MUCH) state->done = 1;
}

#define JACOBI(T, type)                                                                                                          \
  KERNEL_BOUNDS(PAIR_THREADS, jacobiBegin_##type, T* x, T* scale, int padded, int n, JacobiState* state) {                       \
    begin(x, scale, padded, n, state);                                                                                           \
  }                                                                                                                              \
  KERNEL_BOUNDS(PAIR_THREADS, jacobiGram_##type, const T* x, const T* scale, T* partial, int padded, int round, int length,      \
                const JacobiState* state) {                                                                                      \
    gram(x, scale, partial, padded, round, length, state);                                                                       \
  }                                                                                                                              \
  KERNEL_BOUNDS(PAIR_THREADS, jacobiTurn_##type, const T* partial, const T* scale, T* turns, int* turned, int padded, int round, \
                int slices, int passes, double tolerance, double near, JacobiState* state) {                                     \
    turn(partial, scale, turns, turned, padded, round, slices, passes, (T)tolerance, (T)near, state);                            \
  }                                                                                                                              \
  KERNEL_BOUNDS(PAIR_THREADS, jacobiUpdate_##type, T* x, T* w, const T* turns, const int* turned, int padded, int round,         \
                const JacobiState* state) {                                                                                      \
    update(x, w, turns, turned, padded, round, state);                                                                           \
  }
JACOBI(float, f32)
JACOBI(double, f64)
