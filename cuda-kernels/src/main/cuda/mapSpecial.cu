// map.cu for formulas with special functions (special.cuh).
//
// Mapping of threads to data: map.cu. Why apart: a kernel has as many registers as the greediest function that it might call, and these
// would halve the threads at work for all other formulas. int32 has no such functions.
#include "map.cuh"
#include "specialFunctions.cuh"

template <class T, int R> SCALAR void interpret(const Space<R>& space, const Code& code) {
  DYN_SHARED(typename Element<T>::Piece, slots);
  mapPieces<T, R, Open>(space, Interpreter<T, SpecialFunctions>{code, slots + threadIdx.x});
}

KERNEL_BOUNDS(BLOCK, mapSpecial_f32, Space<8> space, Code code) { interpret<float>(space, code); }
KERNEL_BOUNDS(BLOCK, mapSpecial_f64, Space<8> space, Code code) { interpret<double>(space, code); }
