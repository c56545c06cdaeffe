// out[i] = f(in[i]...) for a formula f given as instructions: what every element-wise operation runs on where there is no NVRTC.
//
// Mapping: one thread for each piece of 16 bytes along the last axis (the one with the smallest steps), neighbouring threads at
// neighbouring pieces; a grid-stride loop beyond 2^20 blocks. Dense operands are one axis (the line kernels); others up to 8 axes, whose
// indices come from the piece's number by multiplications instead of divisions.
// Why instructions and not one kernel a formula: formulas are values that programs make. Everything, the instructions too, comes by
// value in the arguments, so there is nothing to upload, and a launch can be recorded.
#include "interpreter.cuh"
#include "map.cuh"

template <class T, int R> SCALAR void interpret(const Space<R>& space, const Code& code) {
  DYN_SHARED(typename Element<T>::Piece, slots);
  mapPieces<T, R, Open>(space, Interpreter<T>{code, slots + threadIdx.x});
}

KERNEL_BOUNDS(BLOCK, map_line_i32, Space<1> space, Code code) { interpret<int>(space, code); }
KERNEL_BOUNDS(BLOCK, map_line_i64, Space<1> space, Code code) { interpret<long long>(space, code); }
KERNEL_BOUNDS(BLOCK, map_line_f32, Space<1> space, Code code) { interpret<float>(space, code); }
KERNEL_BOUNDS(BLOCK, map_line_f64, Space<1> space, Code code) { interpret<double>(space, code); }
KERNEL_BOUNDS(BLOCK, map_i32, Space<8> space, Code code) { interpret<int>(space, code); }
KERNEL_BOUNDS(BLOCK, map_i64, Space<8> space, Code code) { interpret<long long>(space, code); }
KERNEL_BOUNDS(BLOCK, map_f32, Space<8> space, Code code) { interpret<float>(space, code); }
KERNEL_BOUNDS(BLOCK, map_f64, Space<8> space, Code code) { interpret<double>(space, code); }
