// Atomic functions. Only one thread of the system ever runs kernels, and a fiber is left at barriers only: plain reads and
// writes are atomic.
#pragma once

namespace simt {
// The pointer alone decides the type, as with CUDA's overloads: atomicAdd(unsigned*, 1) is right.
template <class T> struct Same {
  typedef T type;
};
template <class T, class F> inline T update(T* p, F f) {
  T old = *p;
  *p = f(old);
  return old;
}
}  // namespace simt

#define SIMT_ATOMIC(name, expression)                                                       \
  template <class T> inline T name(T* p, typename simt::Same<T>::type v) {                  \
    return simt::update(p, [v](T old) -> T { return (expression); });                       \
  }                                                                                         \
  template <class T> inline T name##_block(T* p, typename simt::Same<T>::type v) { return name(p, v); }

SIMT_ATOMIC(atomicAdd, old + v)
SIMT_ATOMIC(atomicSub, old - v)
SIMT_ATOMIC(atomicExch, (void(old), v))
SIMT_ATOMIC(atomicMin, v < old ? v : old)
SIMT_ATOMIC(atomicMax, old < v ? v : old)
SIMT_ATOMIC(atomicAnd, old & v)
SIMT_ATOMIC(atomicOr, old | v)
SIMT_ATOMIC(atomicXor, old ^ v)
SIMT_ATOMIC(atomicInc, old >= v ? 0 : old + 1)
SIMT_ATOMIC(atomicDec, old == 0 || old > v ? v : old - 1)
#undef SIMT_ATOMIC

template <class T> inline T atomicCAS(T* p, typename simt::Same<T>::type compare, typename simt::Same<T>::type v) {
  return simt::update(p, [=](T old) -> T { return old == compare ? v : old; });
}

inline void __threadfence() {}
inline void __threadfence_block() {}
inline void __threadfence_system() {}
