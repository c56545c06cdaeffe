// out = the sum, product, maximum or minimum of f(in...) over the axes where out repeats, for a formula f given as instructions.
//
// Mapping of threads to data, chunks and accuracy: reduce.cuh. Why the formula is inside: a gradient is the sum of a product, a loss
// the mean of a formula; computed here, none of it goes through memory.
#include "interpreter.cuh"
#include "reduce.cuh"

template <class T> SCALAR void interpret(const Space<8>& space, const Cut& cut, const Code& code) {
  DYN_SHARED(typename Element<T>::Piece, slots);
  reducePieces<T, 8, Open, OpenKind>(space, cut, Interpreter<T>{code, slots + threadIdx.x});
}

KERNEL_BOUNDS(BLOCK, reduce_i32, Space<8> space, Cut cut, Code code) { interpret<int>(space, cut, code); }
KERNEL_BOUNDS(BLOCK, reduce_i64, Space<8> space, Cut cut, Code code) { interpret<long long>(space, cut, code); }
KERNEL_BOUNDS(BLOCK, reduce_f32, Space<8> space, Cut cut, Code code) { interpret<float>(space, cut, code); }
KERNEL_BOUNDS(BLOCK, reduce_f64, Space<8> space, Cut cut, Code code) { interpret<double>(space, cut, code); }
