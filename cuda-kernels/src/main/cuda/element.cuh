// Elements in memory: seven types as DType numbers them, read into the type that is computed in and written from it.
#pragma once
#include "scalar.cuh"
#include "half.cuh"

enum ElementType : int { BOOL = 0, INT32 = 1, INT64 = 2, FLOAT16 = 3, BFLOAT16 = 4, FLOAT32 = 5, FLOAT64 = 6 };

// The type that is computed in: its number, how many make 16 bytes, and the 16 bytes as one piece.
template <class T> struct Element;
template <> struct Element<int> {
  static constexpr int type = INT32;
  static constexpr int lanes = 4;
  typedef int4 Piece;
};
template <> struct Element<long long> {
  static constexpr int type = INT64;
  static constexpr int lanes = 2;
  typedef longlong2 Piece;
};
template <> struct Element<float> {
  static constexpr int type = FLOAT32;
  static constexpr int lanes = 4;
  typedef float4 Piece;
};
template <> struct Element<double> {
  static constexpr int type = FLOAT64;
  static constexpr int lanes = 2;
  typedef double2 Piece;
};

SCALAR void unpack(int4 p, int (&v)[4]) { v[0] = p.x, v[1] = p.y, v[2] = p.z, v[3] = p.w; }
SCALAR void unpack(longlong2 p, long long (&v)[2]) { v[0] = p.x, v[1] = p.y; }
SCALAR void unpack(float4 p, float (&v)[4]) { v[0] = p.x, v[1] = p.y, v[2] = p.z, v[3] = p.w; }
SCALAR void unpack(double2 p, double (&v)[2]) { v[0] = p.x, v[1] = p.y; }
SCALAR int4 pack(const int (&v)[4]) { return make_int4(v[0], v[1], v[2], v[3]); }
SCALAR longlong2 pack(const long long (&v)[2]) { return make_longlong2(v[0], v[1]); }
SCALAR float4 pack(const float (&v)[4]) { return make_float4(v[0], v[1], v[2], v[3]); }
SCALAR double2 pack(const double (&v)[2]) { return make_double2(v[0], v[1]); }

// Java's (int) and (long): of real numbers towards zero, saturated, 0 for NaN; of long long its low bits.
template <class T> SCALAR int toInt(T v) {
  return v != v ? 0 : v >= T(2147483648.0) ? 2147483647 : v <= T(-2147483648.0) ? -2147483647 - 1 : int(v);
}
SCALAR int toInt(long long v) { return int(v); }
template <class T> SCALAR long long toLong(T v) {
  return v != v                           ? 0
         : v >= T(9223372036854775808.0)  ? 9223372036854775807ll
         : v <= T(-9223372036854775808.0) ? -9223372036854775807ll - 1
                                          : (long long)(v);
}

// An element of a type that T computes with.
template <class T> SCALAR T readElement(const char* p, int type) {
  if (type == Element<T>::type) return *reinterpret_cast<const T*>(p);
  if constexpr (Element<T>::type > FLOAT32) {
    if (type == FLOAT32) return T(*reinterpret_cast<const float*>(p));
  }
  if constexpr (Element<T>::type > BFLOAT16) {
    if (type == FLOAT16) return T(fromFloat16(*reinterpret_cast<const unsigned short*>(p)));
    if (type == BFLOAT16) return T(fromBfloat16(*reinterpret_cast<const unsigned short*>(p)));
  }
  if constexpr (Element<T>::type > INT64) {
    if (type == INT64) return T(*reinterpret_cast<const long long*>(p));
  }
  if constexpr (Element<T>::type > INT32) {
    if (type == INT32) return T(*reinterpret_cast<const int*>(p));
  }
  return T(*reinterpret_cast<const unsigned char*>(p));
}

// Into BOOL as "not zero" (NaN is not), into integers towards zero, into 16 bits to the nearest.
template <class T> SCALAR void writeElement(char* p, int type, T v) {
  if (type == Element<T>::type) {
    *reinterpret_cast<T*>(p) = v;
    return;
  }
  if constexpr (Element<T>::type > FLOAT32) {
    if (type == FLOAT32) {
      *reinterpret_cast<float*>(p) = float(v);
      return;
    }
  }
  if constexpr (Element<T>::type > BFLOAT16) {
    if (type == FLOAT16 || type == BFLOAT16) {
      *reinterpret_cast<unsigned short*>(p) = type == FLOAT16 ? toFloat16(v) : toBfloat16(v);
      return;
    }
  }
  if constexpr (Element<T>::type > INT64) {
    if (type == INT64) {
      *reinterpret_cast<long long*>(p) = toLong(v);
      return;
    }
  }
  if constexpr (Element<T>::type > INT32) {
    if (type == INT32) {
      *reinterpret_cast<int*>(p) = toInt(v);
      return;
    }
  }
  *reinterpret_cast<unsigned char*>(p) = v != T(0);
}

// A constant of a formula in the type that is computed in.
template <class T> SCALAR T constantAs(double v) {
  if constexpr (Real<T>::value) return T(v);
  else if constexpr (Element<T>::type == INT64) return toLong(v);
  else return toInt(v);
}
