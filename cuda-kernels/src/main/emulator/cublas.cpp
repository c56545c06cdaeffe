// cuBLAS, emulated: the products, with the argument checks of the real one. Scalars on the host only.
#pragma GCC optimize("O3")
#include <dlfcn.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <string>

#include "api.h"
#include "gemm.h"

namespace {

enum Status { OK = 0, NOT_READY_YET = 1, ALLOCATION = 3, INVALID = 7, EXECUTION = 13, UNSUPPORTED = 15 };
// cudaDataType and cublasComputeType_t, as far as they are known here.
enum Type { FLOAT32 = 0, FLOAT64 = 1, BFLOAT16 = 14 };
enum Computation { COMPUTE_32F = 68, COMPUTE_32F_PEDANTIC = 69, COMPUTE_64F = 70, COMPUTE_64F_PEDANTIC = 71, FAST_TF32 = 77 };
constexpr int TF32_MODE = 3;  // CUBLAS_TF32_TENSOR_OP_MATH

struct Handle {
  void* stream = nullptr;
  int math = 0;
};

std::mutex mutex;
std::set<void*> handles;

Handle* handleOf(void* handle) {
  std::lock_guard<std::mutex> lock(mutex);
  return handles.count(handle) ? static_cast<Handle*>(handle) : nullptr;
}

int statusOf(int code) {
  if (code == INVALID_CONTEXT) return NOT_READY_YET;
  return code == SUCCESS ? OK : code == OUT_OF_MEMORY ? ALLOCATION : EXECUTION;
}

int invalid(const char* function, const std::string& why) {
  emu::complain(INVALID_VALUE, std::string(function) + ": " + why);
  return INVALID;
}

// Elements from the first to the last of a batch of matrices.
size_t span(long long rows, long long columns, long long ld, long long stride, long long batch) {
  return size_t((columns - 1) * ld + rows + (batch - 1) * stride);
}

int illegal(const char* function, const char* which, const void* address) {
  std::string what = std::string(function) + ": " + which + " is not inside one live device allocation";
  return emu::complain(ILLEGAL_ADDRESS, what + emu::whereIs(address));
}

template <class T, class R, class S> int multiply(const char* function, Handle* handle, const gemm::Product<T, R, S>& p) {
  bool ta = p.transposeA, tb = p.transposeB;
  if (p.m < 0 || p.n < 0 || p.k < 0 || p.batch < 0) return invalid(function, "a negative size");
  if (p.lda < std::max(1ll, ta ? p.k : p.m)) return invalid(function, "lda " + std::to_string(p.lda) + " is too small");
  if (p.ldb < std::max(1ll, tb ? p.n : p.k)) return invalid(function, "ldb " + std::to_string(p.ldb) + " is too small");
  if (p.ldc < std::max(1ll, p.m)) return invalid(function, "ldc " + std::to_string(p.ldc) + " is too small");
  if (!p.m || !p.n || !p.batch) return OK;
  return statusOf(emu::submitWork(handle->stream, function, [=]() -> int {
    size_t a = span(ta ? p.k : p.m, ta ? p.m : p.k, p.lda, p.strideA, p.batch) * sizeof(T);
    size_t b = span(tb ? p.n : p.k, tb ? p.k : p.n, p.ldb, p.strideB, p.batch) * sizeof(T);
    size_t c = span(p.m, p.n, p.ldc, p.strideC, p.batch) * sizeof(R);
    if (p.k && !emu::insideDevice(p.a, a)) return illegal(function, "A", p.a);
    if (p.k && !emu::insideDevice(p.b, b)) return illegal(function, "B", p.b);
    if (!emu::insideDevice(p.c, c)) return illegal(function, "C", p.c);
    p.run();
    return SUCCESS;
  }));
}

// The arguments that every product has.
struct Call {
  const char* function;
  void* handle;
  int ta, tb;
  long long m, n, k;
  const void *alpha, *a, *b, *beta;
  void* c;
  long long lda, ldb, ldc, strideA = 0, strideB = 0, strideC = 0, batch = 1;
};

template <class T, class R, class S> int product(const Call& q, bool tf32) {
  Handle* handle = handleOf(q.handle);
  if (!handle) return NOT_READY_YET;
  if (q.ta < 0 || q.ta > 2 || q.tb < 0 || q.tb > 2) return invalid(q.function, "no cublasOperation");
  if (!q.alpha || !q.beta) return invalid(q.function, "alpha or beta is null");
  gemm::Product<T, R, S> p{q.ta != 0, q.tb != 0, q.m, q.n, q.k, *static_cast<const S*>(q.alpha), *static_cast<const S*>(q.beta),
                           static_cast<const T*>(q.a), static_cast<const T*>(q.b), static_cast<R*>(q.c), q.lda, q.ldb, q.ldc,
                           q.strideA, q.strideB, q.strideC, q.batch, tf32};
  return multiply(q.function, handle, p);
}

bool tf32Mode(void* handle) {
  Handle* h = handleOf(handle);
  return h && (h->math & 15) == TF32_MODE;
}

int productEx(const Call& q, int a, int b, int c, int computation) {
  if (a != b) return UNSUPPORTED;
  bool full = computation == COMPUTE_32F || computation == COMPUTE_32F_PEDANTIC;
  if (a == FLOAT32 && c == FLOAT32 && (full || computation == FAST_TF32)) {
    return product<float, float, float>(q, computation == FAST_TF32 || (computation == COMPUTE_32F && tf32Mode(q.handle)));
  }
  if (a == FLOAT64 && c == FLOAT64 && (computation == COMPUTE_64F || computation == COMPUTE_64F_PEDANTIC)) {
    return product<double, double, double>(q, false);
  }
  if (a == BFLOAT16 && c == FLOAT32 && full) return product<gemm::Bfloat16, float, float>(q, false);
  if (a == BFLOAT16 && c == BFLOAT16 && full) return product<gemm::Bfloat16, gemm::Bfloat16, float>(q, false);
  emu::complain(NOT_SUPPORTED, std::string(q.function) + ": these types and this computation are not emulated");
  return UNSUPPORTED;
}

}  // namespace

#define BLAS(name)                      \
  static emu::Call call_(#name);        \
  emu::Visit visit_(call_, emu::CONTEXT); \
  if (visit_.refused) return statusOf(visit_.refused)
#define BLAS_WORK(name)                                   \
  if (emu::idle.load(std::memory_order_relaxed)) return OK; \
  BLAS(name)

API int cublasCreate_v2(void** handle) {
  BLAS(cublasCreate_v2);
  if (!handle) return INVALID;
  std::lock_guard<std::mutex> lock(mutex);
  *handle = new Handle();
  handles.insert(*handle);
  return OK;
}

API int cublasDestroy_v2(void* handle) {
  BLAS(cublasDestroy_v2);
  std::lock_guard<std::mutex> lock(mutex);
  if (!handles.erase(handle)) return NOT_READY_YET;
  delete static_cast<Handle*>(handle);
  return OK;
}

API int cublasGetVersion_v2(void*, int* version) {
  if (!version) return INVALID;
  // The same code is both libraries; its file's name tells which.
  Dl_info self;
  bool new13 = dladdr(reinterpret_cast<void*>(&cublasGetVersion_v2), &self) && strstr(self.dli_fname, ".so.13");
  *version = new13 ? 130100 : 120600;
  return OK;
}

API int cublasGetProperty(int type, int* value) {
  int version = 0;
  cublasGetVersion_v2(nullptr, &version);
  if (type < 0 || type > 2 || !value) return INVALID;
  *value = type == 0 ? version / 10000 : type == 1 ? version / 100 % 100 : version % 100;
  return OK;
}

API const char* cublasGetStatusName(int status) {
  switch (status) {
    case OK: return "CUBLAS_STATUS_SUCCESS";
    case NOT_READY_YET: return "CUBLAS_STATUS_NOT_INITIALIZED";
    case ALLOCATION: return "CUBLAS_STATUS_ALLOC_FAILED";
    case INVALID: return "CUBLAS_STATUS_INVALID_VALUE";
    case 8: return "CUBLAS_STATUS_ARCH_MISMATCH";
    case 11: return "CUBLAS_STATUS_MAPPING_ERROR";
    case EXECUTION: return "CUBLAS_STATUS_EXECUTION_FAILED";
    case 14: return "CUBLAS_STATUS_INTERNAL_ERROR";
    case UNSUPPORTED: return "CUBLAS_STATUS_NOT_SUPPORTED";
    default: return "CUBLAS_STATUS_UNKNOWN";
  }
}

API const char* cublasGetStatusString(int status) { return cublasGetStatusName(status); }

API int cublasSetStream_v2(void* handle, void* stream) {
  BLAS_WORK(cublasSetStream_v2);
  Handle* h = handleOf(handle);
  if (!h) return NOT_READY_YET;
  h->stream = stream;
  return OK;
}

API int cublasGetStream_v2(void* handle, void** stream) {
  BLAS(cublasGetStream_v2);
  Handle* h = handleOf(handle);
  if (!h || !stream) return h ? INVALID : NOT_READY_YET;
  *stream = h->stream;
  return OK;
}

API int cublasSetMathMode(void* handle, int mode) {
  BLAS_WORK(cublasSetMathMode);
  Handle* h = handleOf(handle);
  if (!h || mode < 0) return h ? INVALID : NOT_READY_YET;
  h->math = mode;
  return OK;
}

API int cublasGetMathMode(void* handle, int* mode) {
  BLAS(cublasGetMathMode);
  Handle* h = handleOf(handle);
  if (!h || !mode) return h ? INVALID : NOT_READY_YET;
  *mode = h->math;
  return OK;
}

API int cublasSetPointerMode_v2(void* handle, int mode) {
  BLAS(cublasSetPointerMode_v2);
  return !handleOf(handle) ? NOT_READY_YET : mode == 0 ? OK : UNSUPPORTED;
}

API int cublasGetPointerMode_v2(void* handle, int* mode) {
  BLAS(cublasGetPointerMode_v2);
  if (!handleOf(handle)) return NOT_READY_YET;
  *mode = 0;
  return OK;
}

API int cublasSetWorkspace_v2(void* handle, void* workspace, size_t bytes) {
  BLAS(cublasSetWorkspace_v2);
  if (!handleOf(handle)) return NOT_READY_YET;
  if (bytes && !emu::insideAllocation(workspace, bytes)) return invalid("cublasSetWorkspace", "not inside one live device allocation");
  if (reinterpret_cast<uintptr_t>(workspace) % 256) return invalid("cublasSetWorkspace", "the address is not a multiple of 256");
  return OK;
}

API int cublasSgemm_v2(void* h, int ta, int tb, int m, int n, int k, const float* alpha, const float* a, int lda, const float* b, int ldb,
                       const float* beta, float* c, int ldc) {
  BLAS_WORK(cublasSgemm_v2);
  return product<float, float, float>({"cublasSgemm", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc}, tf32Mode(h));
}

API int cublasDgemm_v2(void* h, int ta, int tb, int m, int n, int k, const double* alpha, const double* a, int lda, const double* b,
                       int ldb, const double* beta, double* c, int ldc) {
  BLAS_WORK(cublasDgemm_v2);
  return product<double, double, double>({"cublasDgemm", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc}, false);
}

API int cublasSgemmStridedBatched(void* h, int ta, int tb, int m, int n, int k, const float* alpha, const float* a, int lda, long long sa,
                                  const float* b, int ldb, long long sb, const float* beta, float* c, int ldc, long long sc, int batch) {
  BLAS_WORK(cublasSgemmStridedBatched);
  Call q{"cublasSgemmStridedBatched", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc, sa, sb, sc, batch};
  return product<float, float, float>(q, tf32Mode(h));
}

API int cublasDgemmStridedBatched(void* h, int ta, int tb, int m, int n, int k, const double* alpha, const double* a, int lda, long long sa,
                                  const double* b, int ldb, long long sb, const double* beta, double* c, int ldc, long long sc, int batch) {
  BLAS_WORK(cublasDgemmStridedBatched);
  Call q{"cublasDgemmStridedBatched", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc, sa, sb, sc, batch};
  return product<double, double, double>(q, false);
}

API int cublasGemmEx(void* h, int ta, int tb, int m, int n, int k, const void* alpha, const void* a, int aType, int lda, const void* b,
                     int bType, int ldb, const void* beta, void* c, int cType, int ldc, int computation, int) {
  BLAS_WORK(cublasGemmEx);
  return productEx({"cublasGemmEx", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc}, aType, bType, cType, computation);
}

API int cublasGemmStridedBatchedEx(void* h, int ta, int tb, int m, int n, int k, const void* alpha, const void* a, int aType, int lda,
                                   long long sa, const void* b, int bType, int ldb, long long sb, const void* beta, void* c, int cType,
                                   int ldc, long long sc, int batch, int computation, int) {
  BLAS_WORK(cublasGemmStridedBatchedEx);
  Call q{"cublasGemmStridedBatchedEx", h, ta, tb, m, n, k, alpha, a, b, beta, c, lda, ldb, ldc, sa, sb, sc, batch};
  return productEx(q, aType, bType, cType, computation);
}
