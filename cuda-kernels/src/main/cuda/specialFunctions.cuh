// The interpreter of interpreter.cuh with the functions of special.cuh.
#pragma once
#include "interpreter.cuh"
#include "special.cuh"

struct SpecialFunctions {
  static constexpr bool more = true;

  template <class T> static SCALAR T at(unsigned operation, T x, T y, T z) {
    switch (operation) {
      case ERFC: return scalar::errorComplement(x);
      case ERFINV: return scalar::inverseError(x);
      case ERFCINV: return scalar::inverseErrorComplement(x);
      case LOG_GAMMA: return scalar::logGamma(x);
      case DIGAMMA: return scalar::digamma(x);
      case POLYGAMMA: return scalar::polygamma(x, y);
      case BETA: return scalar::beta(x, y);
      case LOG_BETA: return scalar::logBeta(x, y);
      case GAMMA_P: return scalar::gammaP(x, y);
      case GAMMA_Q: return scalar::gammaQ(x, y);
      case GAMMA_DENSITY: return scalar::gammaDensity(x, y);
      case BETA_I: return scalar::betaI(x, y, z);
      case BETA_DENSITY: return scalar::betaDensity(x, y, z);
      default: return x;
    }
  }
};
