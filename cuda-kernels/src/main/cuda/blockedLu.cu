// LU with partial pivoting of large float32 matrices (blockedLu.cuh); float64 has a file of its own, since a driver compiles all of a file.
#include "blockedLu.cuh"

LU_PANEL(blockedLu, float, f32, 32, 2)
LU_PANEL(blockedLu, float, f32, 16, 4)
LU_PANEL(blockedLu, float, f32, 8, 8)
