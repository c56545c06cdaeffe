// float32 to bfloat16, the upper half of its bits, rounded to the nearest and to even between two (IEEE 754); NaN stays NaN.
//
// Mapping: a thread takes 4 neighbours, reads 16 bytes and writes 8, in a grid-stride loop. 6 bytes a number for a handful of
// integer operations: the memory bounds it. For products in bfloat16 by cuBLAS, whose operands are float32 elsewhere.
#include "half.cuh"

KERNEL(toBfloat16_f32, unsigned short* out, const float* in, long long n) {
  bool aligned = (unsigned long long)in % 16 == 0 && (unsigned long long)out % 8 == 0;
  long long step = 4LL * gridDim.x * blockDim.x;
  for (long long i = 4 * ((long long)blockIdx.x * blockDim.x + threadIdx.x); i < n; i += step) {
    if (aligned && i + 4 <= n) {
      float4 x = *reinterpret_cast<const float4*>(in + i);
      *reinterpret_cast<ushort4*>(out + i) = make_ushort4(toBfloat16(x.x), toBfloat16(x.y), toBfloat16(x.z), toBfloat16(x.w));
    } else {
      for (long long j = i; j < n && j < i + 4; j++) out[j] = toBfloat16(in[j]);
    }
  }
}
