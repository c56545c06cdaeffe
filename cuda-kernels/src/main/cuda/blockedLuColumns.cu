// Panels of LU that are too tall for the registers of one block (blockedLu.cuh): 32 columns, a launch a column, up to 128 blocks.
//
// A launch ends what the one before began: each block reads the candidates of all blocks (up to 128, in the order of their rows) and
// so knows the pivot; exchanges and eliminates its own rows; and leaves its candidate for the next column. Since rows change
// places while others read them, launches read one copy of the panel and write another, in turns: the matrix and a scratch of 32
// columns. The panel stays in the L2 cache, where a launch moves 256 (512) bytes a row, and takes hardly longer than it takes to begin.
//
// blockedLuColumns_step with column -1 finds the first candidates; beyond the last pivot it copies, for an odd number of launches.
// blockedLuColumns_moves: one warp a matrix; what the exchanges come to, as blockedLu_rows wants it.
#include "pivot.cuh"

constexpr int COLUMNS = 32;
constexpr int COLUMN_THREADS = 128;
constexpr int COLUMN_WARPS = COLUMN_THREADS / 32;

// One copy of a panel, by value in the arguments.
struct Copy {
  long long matrix, lead;
};

// The first largest of the block's candidates, given in the order of threads.
template <class T> __device__ Pivot<T> largestOfBlock(T value, int row) {
  __shared__ Pivot<T> warps[COLUMN_WARPS];
  Pivot<T> p = largest(value, row);
  __syncthreads();
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = p;
  __syncthreads();
  p = warps[0];
#pragma unroll
  for (int i = 1; i < COLUMN_WARPS; i++) {
    if (warps[i].value > p.value) p = warps[i];
  }
  return p;
}

template <class T> __device__ __forceinline__ void loadLine(T (&line)[COLUMNS], const T* from) {
#pragma unroll
  for (int k = 0; k < COLUMNS; k += 4) {
    Four<T> four;
    four.load(from + k);
#pragma unroll
    for (int i = 0; i < 4; i++) line[k + i] = four.at[i];
  }
}

template <class T> __device__ __forceinline__ void storeLine(const T (&line)[COLUMNS], T* to) {
#pragma unroll
  for (int k = 0; k < COLUMNS; k += 4) {
    Four<T> four;
#pragma unroll
    for (int i = 0; i < 4; i++) four.at[i] = line[k + i];
    four.store(to + k);
  }
}

// Each block has `each` rows, of which a thread takes every 128th: so the first largest is sought row by row, not thread by thread.
template <class T>
__device__ void luStep(const T* from, const Copy& fromAt, T* to, const Copy& toAt, int rows, int each, int now, int pivots,
                       const Pivot<T>* candidates, Pivot<T>* next, int* chosen) {
  __shared__ __align__(16) T top[COLUMNS], pivot[COLUMNS];
  from += blockIdx.y * fromAt.matrix;
  to += blockIdx.y * toAt.matrix;
  candidates += blockIdx.y * COLUMN_THREADS;
  next += blockIdx.y * COLUMN_THREADS;
  Pivot<T> p = {T(-1), now};
  if (now >= 0 && now < pivots) {
    bool there = threadIdx.x < gridDim.x;
    p = largestOfBlock(there ? candidates[threadIdx.x].value : T(-2), there ? candidates[threadIdx.x].row : now);
    if (!(p.value > 0)) p.row = now;
    if (threadIdx.x < COLUMNS) {
      top[threadIdx.x] = from[now * fromAt.lead + threadIdx.x];
      pivot[threadIdx.x] = from[p.row * fromAt.lead + threadIdx.x];
    }
    if (blockIdx.x == 0 && threadIdx.x == 0) chosen[blockIdx.y * COLUMNS + now] = p.row;
  }
  __syncthreads();
  T best = -1;
  int bestRow = now + 1, last = min(rows, int(blockIdx.x + 1) * each);
  for (int i = blockIdx.x * each + threadIdx.x; i < last; i += COLUMN_THREADS) {
    T line[COLUMNS];
    const T* mine = p.row != now && i == p.row ? top : i == now ? pivot : from + i * fromAt.lead;
    if (now < 0 || now >= pivots) mine = from + i * fromAt.lead;
    loadLine(line, mine);
    if (p.value > 0 && i > now) {
      T factor = mine[now] / pivot[now];
#pragma unroll
      for (int k = 0; k < COLUMNS; k++) line[k] = k == now ? factor : k > now ? line[k] - factor * pivot[k] : line[k];
    }
    if (now >= 0) storeLine(line, to + i * toAt.lead);
    T size = 0;
#pragma unroll
    for (int k = 0; k < COLUMNS; k++) size = k == now + 1 ? fabs(line[k]) : size;
    if (i > now && size > best) {
      best = size;
      bestRow = i;
    }
  }
  // The lanes' rows are not in order where a block has more than 128: among equal ones the least row counts.
  T most = largestOfBlock(best, bestRow).value;
  __shared__ int least;
  if (threadIdx.x == 0) least = rows;
  __syncthreads();
  if (best == most) atomicMin(&least, bestRow);
  __syncthreads();
  if (threadIdx.x == 0) next[blockIdx.x] = Pivot<T>{most, least};
}

template <class T> __device__ void luMoves(const int* chosen, int rows, int pivots, Move* moves, int* order, int orders, T* sign) {
  int lane = threadIdx.x;
  chosen += blockIdx.x * COLUMNS;
  moves += blockIdx.x * 2 * COLUMNS;
  order += (long long)blockIdx.x * orders;
  int place = lane < pivots ? chosen[lane] : -1, atTop = lane, atPlace = place;
  bool odd = false;
  for (int j = 0; j < pivots; j++) {
    int row = __shfl_sync(ALL_LANES, place, j), above = __shfl_sync(ALL_LANES, atTop, j), below = __shfl_sync(ALL_LANES, atPlace, j);
    if (lane == j) atTop = below;
    if (lane == row && row != j) atTop = above;
    if (place == j) atPlace = below;
    if (place == row) atPlace = row == j ? below : above;
    odd ^= row != j;
  }
  bool top = lane < rows, chose = lane < pivots;
  moves[lane] = top ? Move{lane, atTop} : Move{-1, -1};
  moves[COLUMNS + lane] = chose ? Move{place < COLUMNS ? -1 : place, atPlace} : Move{-1, -1};
  int first = top ? order[atTop] : 0, second = chose ? order[atPlace] : 0;
  __syncwarp();
  if (top) order[lane] = first;
  if (chose) order[place] = second;
  if (lane == 0 && odd) sign[blockIdx.x] = -sign[blockIdx.x];
}

#define LU_COLUMNS(T, type)                                                                                                          \
  KERNEL_BOUNDS(COLUMN_THREADS, blockedLuColumns_step_##type, const T* from, Copy fromAt, T* to, Copy toAt, int rows, int each,      \
                int now, int pivots, const Pivot<T>* candidates, Pivot<T>* next, int* chosen) {                                      \
    luStep(from, fromAt, to, toAt, rows, each, now, pivots, candidates, next, chosen);                                               \
  }                                                                                                                                  \
  KERNEL_BOUNDS(32, blockedLuColumns_moves_##type, const int* chosen, int rows, int pivots, Move* moves, int* order, int orders,     \
                T* sign) {                                                                                                           \
    luMoves(chosen, rows, pivots, moves, order, orders, sign);                                                                       \
  }
LU_COLUMNS(float, f32)
LU_COLUMNS(double, f64)
