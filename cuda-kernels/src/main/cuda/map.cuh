// out = f(in...), element by element, for any functor f: the interpreter, or a formula as compiled text.
#pragma once
#include "space.cuh"

template <class T, int R, class S, class F> SCALAR void mapPieces(const Space<R>& s, const F& f) {
  typedef typename Index<R>::Type I;
  Cursor<T, R, S> at(s);
  for (long long piece = (long long)blockIdx.x * BLOCK + threadIdx.x; piece < s.pieces; piece += (long long)gridDim.x * BLOCK) {
    at.seek(I(piece), R - S::rank(s));
    f(at);
  }
}
