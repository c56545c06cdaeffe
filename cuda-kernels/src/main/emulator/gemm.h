// C = alpha op(A) op(B) + beta C, column-major, as cuBLAS defines it. Both factors are first packed into the type of the
// computation, which is also where TF32 and bfloat16 lose their bits.
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

namespace gemm {

struct Bfloat16 {
  uint16_t bits;
};

// How the computation sees a stored number.
inline float load(float x, bool tf32) {
  if (!tf32) return x;
  uint32_t u;
  memcpy(&u, &x, 4);
  if ((u & 0x7f800000u) != 0x7f800000u) u = (u + 0x1000u) & ~0x1fffu;  // to 10 bits of fraction, the nearest, halves away from 0
  memcpy(&x, &u, 4);
  return x;
}
inline double load(double x, bool) { return x; }
inline float load(Bfloat16 x, bool) {
  uint32_t u = uint32_t(x.bits) << 16;
  float f;
  memcpy(&f, &u, 4);
  return f;
}

inline void store(float& to, float x) { to = x; }
inline void store(double& to, double x) { to = x; }
inline void store(Bfloat16& to, float x) {
  uint32_t u;
  memcpy(&u, &x, 4);
  if (x != x) to.bits = uint16_t(u >> 16 | 0x40);
  else to.bits = uint16_t((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

// T: the factors' type, R: the result's, S: that of the computation and of alpha and beta.
template <class T, class R, class S> struct Product {
  bool transposeA, transposeB;
  long long m, n, k;
  S alpha, beta;
  const T *a, *b;
  R* c;
  long long lda, ldb, ldc, strideA, strideB, strideC;
  long long batch;
  bool tf32;

  void run() const {
    std::vector<S> left(size_t(m * k)), right(size_t(k * n)), sums(size_t(4 * m));
    for (long long q = 0; q < batch; q++) {
      const T *qa = a + q * strideA, *qb = b + q * strideB;
      for (long long l = 0; l < k; l++) {
        for (long long i = 0; i < m; i++) left[size_t(l * m + i)] = load(transposeA ? qa[l + i * lda] : qa[i + l * lda], tf32);
      }
      for (long long j = 0; j < n; j++) {
        for (long long l = 0; l < k; l++) right[size_t(j * k + l)] = load(transposeB ? qb[j + l * ldb] : qb[l + j * ldb], tf32);
      }
      for (long long j = 0; j < n; j += 4) columns(left.data(), right.data(), sums.data(), c + q * strideC, j);
    }
  }

 private:
  // Four columns of the result at a time, so that each column of A is read once for four.
  void columns(const S* left, const S* right, S* sums, R* result, long long j) const {
    long long width = n - j < 4 ? n - j : 4;
    for (long long i = 0; i < 4 * m; i++) sums[i] = 0;
    S *s0 = sums, *s1 = sums + m, *s2 = sums + 2 * m, *s3 = sums + 3 * m;
    for (long long l = 0; l < k; l++) {
      const S* column = left + l * m;
      S b0 = right[j * k + l], b1 = width > 1 ? right[(j + 1) * k + l] : 0, b2 = width > 2 ? right[(j + 2) * k + l] : 0,
        b3 = width > 3 ? right[(j + 3) * k + l] : 0;
#pragma GCC ivdep
      for (long long i = 0; i < m; i++) {
        S x = column[i];
        s0[i] += x * b0, s1[i] += x * b1, s2[i] += x * b2, s3[i] += x * b3;
      }
    }
    for (long long w = 0; w < width; w++) {
      for (long long i = 0; i < m; i++) {
        R& c = result[i + (j + w) * ldc];
        S product = alpha * sums[w * m + i];
        // With beta 0 the old value is not read: it may be NaN.
        store(c, beta == S(0) ? product : product + beta * load(c, false));
      }
    }
  }
};

}  // namespace gemm
