// Householder QR of large float64 matrices (blockedQr.cuh).
#include "blockedQr.cuh"

QR_PANEL(blockedQrFloat64, double, f64, 16, 2)
QR_PANEL(blockedQrFloat64, double, f64, 8, 4)
