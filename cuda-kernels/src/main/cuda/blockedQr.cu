// Householder QR of large float32 matrices (blockedQr.cuh); float64 has a file of its own, since a driver compiles all of a file.
#include "blockedQr.cuh"

QR_PANEL(blockedQr, float, f32, 32, 2)
QR_PANEL(blockedQr, float, f32, 16, 4)
