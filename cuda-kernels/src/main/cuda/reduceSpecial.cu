// reduce.cu for formulas with special functions (special.cuh): gradients through them are such sums.
//
// Mapping of threads to data, chunks and accuracy: reduce.cuh. Why apart: mapSpecial.cu.
#include "reduce.cuh"
#include "specialFunctions.cuh"

template <class T> SCALAR void interpret(const Space<8>& space, const Cut& cut, const Code& code) {
  DYN_SHARED(typename Element<T>::Piece, slots);
  reducePieces<T, 8, Open, OpenKind>(space, cut, Interpreter<T, SpecialFunctions>{code, slots + threadIdx.x});
}

KERNEL_BOUNDS(BLOCK, reduceSpecial_f32, Space<8> space, Cut cut, Code code) { interpret<float>(space, cut, code); }
KERNEL_BOUNDS(BLOCK, reduceSpecial_f64, Space<8> space, Cut cut, Code code) { interpret<double>(space, cut, code); }
