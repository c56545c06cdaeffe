// Operands in memory, as a kernel gets them by value, and a cursor that reads and writes pieces of them.
//
// A piece is 16 bytes of the computing type: 4 or 2 elements, one after the other along the last axis; at the end of a line it has
// fewer. Where an operand's elements stand together and aligned, its piece is one access; elsewhere one for each element.
#pragma once
#include "element.cuh"

constexpr int BLOCK = 128;     // threads of a block, everywhere here
constexpr int OPERANDS = 24;   // outputs first, then inputs

// Division of numbers below 2^31 by one known before: (high word of n * magic, plus n) >> shift (Granlund and Montgomery 1994).
struct Divisor {
  unsigned by, magic, shift;
  SCALAR unsigned divide(unsigned n) const { return (__umulhi(n, magic) + n) >> shift; }
};

// R axes at most; those in use are the last ones. The number of pieces along the last axis is its divisor.
template <int R> struct Space {
  char* at[OPERANDS];
  long long step[OPERANDS][R];  // in bytes
  long long pieces;             // in all
  long long line;               // elements of the last axis
  unsigned long long types[2];  // four bits for each operand
  unsigned wide;                // a bit for each operand whose pieces are one access
  int outputs, rank, unused;
  Divisor axis[R];
};

// What is known of the operands only when the kernel runs.
struct Open {
  template <class A> static SCALAR int type(const A& s, int k) { return int(s.types[k >> 4] >> 4 * (k & 15)) & 15; }
  template <class A> static SCALAR bool wide(const A& s, int k) { return s.wide >> k & 1; }
  template <class T, int R> static SCALAR long long inner(const Space<R>& s, int k) { return s.step[k][R - 1]; }
  template <class A> static SCALAR int outputs(const A& s) { return s.outputs; }
  template <class A> static SCALAR int rank(const A& s) { return s.rank; }
};

// What is known when a formula is compiled: types, accesses, operands that stay where they are along the last axis.
template <unsigned long long TYPES, unsigned long long MORE, unsigned WIDE, unsigned STILL, int OUTPUTS, int RANK> struct Closed {
  template <class A> static SCALAR int type(const A& s, int k) { return int((k < 16 ? TYPES : MORE) >> 4 * (k & 15)) & 15; }
  template <class A> static SCALAR bool wide(const A& s, int k) { return WIDE >> k & 1; }
  template <class T, int R> static SCALAR long long inner(const Space<R>& s, int k) {
    return WIDE >> k & 1 ? (long long)sizeof(T) : STILL >> k & 1 ? 0 : s.step[k][R - 1];
  }
  template <class A> static SCALAR int outputs(const A& s) { return OUTPUTS; }
  template <class A> static SCALAR int rank(const A& s) { return RANK; }
};

// Where an index fits into 32 bits: everywhere but on the one axis of dense operands.
template <int R> struct Index {
  typedef unsigned Type;
};
template <> struct Index<1> {
  typedef long long Type;
};

template <class T, int R, class S> struct Cursor {
  static constexpr int V = Element<T>::lanes;
  typedef typename Element<T>::Piece Piece;
  typedef typename Index<R>::Type I;

  const Space<R>& s;
  I c[R];    // the piece's first element on each axis
  int left;  // how many elements it has; more than V where it is not at the end

  SCALAR Cursor(const Space<R>& space) : s(space), left(V) {
#pragma unroll
    for (int d = 0; d < R; d++) c[d] = 0;
  }

  // To a piece by its number over all axes from one on; those before stay.
  SCALAR void seek(I piece, int from) {
    if constexpr (R == 1) {
      c[0] = piece * V;
    } else {
#pragma unroll
      for (int d = R - 1; d > 0; d--) {
        if (d > from) {
          unsigned q = s.axis[d].divide(piece);
          c[d] = piece - q * s.axis[d].by;
          piece = q;
        } else if (d == from) {
          c[d] = piece;
        }
      }
      if (from == 0) c[0] = piece;
      c[R - 1] *= V;
    }
    I more = I(s.line) - c[R - 1];
    left = more < I(V) ? int(more) : V;
  }

  // To an index over the axes before one; the others stay.
  SCALAR void keep(unsigned index, int before) {
    int first = R - S::rank(s);
#pragma unroll
    for (int d = R - 1; d >= 0; d--) {
      if (d < before && d > first) {
        unsigned q = s.axis[d].divide(index);
        c[d] = index - q * s.axis[d].by;
        index = q;
      } else if (d < before && d == first) {
        c[d] = index;
      }
    }
  }

  SCALAR char* place(int k) const {
    char* p = s.at[k];
#pragma unroll
    for (int d = 0; d < R - 1; d++) {
      if (d >= R - S::rank(s)) p += (long long)c[d] * s.step[k][d];
    }
    return p + (long long)c[R - 1] * S::template inner<T>(s, k);
  }

  SCALAR void load(int input, T (&v)[V]) const {
    int k = S::outputs(s) + input;
    const char* p = place(k);
    if (S::wide(s, k) && left == V) {
      unpack(*reinterpret_cast<const Piece*>(p), v);
      return;
    }
    int type = S::type(s, k);
    long long inner = S::template inner<T>(s, k);
    if (inner == 0) {
      T one = readElement<T>(p, type);
#pragma unroll
      for (int j = 0; j < V; j++) v[j] = one;
      return;
    }
#pragma unroll
    for (int j = 0; j < V; j++) v[j] = readElement<T>(p + (j < left ? j : 0) * inner, type);
  }

  SCALAR void store(int output, const T (&v)[V]) const {
    char* p = place(output);
    if (S::wide(s, output) && left == V) {
      *reinterpret_cast<Piece*>(p) = pack(v);
      return;
    }
    int type = S::type(s, output);
    long long inner = S::template inner<T>(s, output);
#pragma unroll
    for (int j = 0; j < V; j++) {
      if (j < left) writeElement<T>(p + j * inner, type, v[j]);
    }
  }
};
