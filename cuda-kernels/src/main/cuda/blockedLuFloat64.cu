// LU with partial pivoting of large float64 matrices (blockedLu.cuh).
#include "blockedLu.cuh"

LU_PANEL(blockedLuFloat64, double, f64, 16, 2)
LU_PANEL(blockedLuFloat64, double, f64, 8, 4)
LU_PANEL(blockedLuFloat64, double, f64, 4, 8)
LU_ROWS(blockedLuFloat64, double, f64, 32)  // for panels by columns
