// out = the sum, product, maximum or minimum of f(in...) over the axes where out repeats, for a formula f given as instructions.
//
// Mapping of threads to data, chunks and accuracy: reduce.cuh. Why the formula is inside: a gradient is the sum of a product, a loss
// the mean of a formula; computed here, none of it goes through memory.
#include "interpreter.cuh"
#include "reduce.cuh"

#define REDUCE(name, T)                                                        \
  KERNEL_BOUNDS(BLOCK, name, Space<8> space, Cut cut, Code code) {             \
    DYN_SHARED(Element<T>::Piece, slots);                                      \
    reducePieces<T, 8, Open, OpenKind>(space, cut, Interpreter<T>{code, slots + threadIdx.x}); \
  }

REDUCE(reduce_i32, int)
REDUCE(reduce_f32, float)
REDUCE(reduce_f64, double)
