// For each value the number of elements of its line that come before it, or also of those equal to it: a thread a value, by halving.
//
// Elements are compared as the keys of keys.cuh, in the order of sort: NaN last, -0 and 0 equal. Bytes: each value read and each place
// written once, and log2(n) elements of the line, the first of which all threads share in the cache.
#include "keys.cuh"
#include "lines.cuh"

template <class T>
__device__ __forceinline__ void searchSorted(const Lines<3>& all, int n, long long step, int right, const T* values, const T* sorted,
                                             int* out) {
  long long threads = (long long)gridDim.x * blockDim.x, at[3];
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < all.count; i += threads) {
    place(all, i, at);
    typename Key<T>::K key = Key<T>::of(values[at[0]]);
    const T* line = sorted + at[1];
    int low = 0, high = n;
    while (low < high) {
      int middle = low + (high - low) / 2;
      typename Key<T>::K other = Key<T>::of(line[middle * step]);
      if (right ? other <= key : other < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    out[at[2]] = low;
  }
}

#define SEARCH_SORTED(T, name)                                                                                                    \
  KERNEL_BOUNDS(256, searchSorted_##name, Lines<3> all, int n, long long step, int right, const T* values, const T* sorted,       \
                int* out) {                                                                                                       \
    searchSorted(all, n, step, right, values, sorted, out);                                                                       \
  }
SEARCH_SORTED(unsigned char, bool)
SEARCH_SORTED(int, i32)
SEARCH_SORTED(long long, i64)
SEARCH_SORTED(float, f32)
SEARCH_SORTED(double, f64)
