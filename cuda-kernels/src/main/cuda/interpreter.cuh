// A formula as instructions, interpreted: every thread computes one piece (4 or 2 elements) at a time.
//
// Values stand in slots of shared memory, 16 bytes for each thread: neighbouring threads touch neighbouring pieces, so there are no
// bank conflicts, and no thread sees another's, so there are no barriers. The latest result also stays in registers, where the next
// instruction mostly wants it. An instruction is decoded once for the whole piece; it comes from the kernel's arguments, which are
// constant memory, so decoding costs a warp one read and one branch that all its threads take.
#pragma once
#include "space.cuh"

constexpr int INSTRUCTIONS = 160;
constexpr int CONSTANTS = 48;
constexpr int FIRST_CONSTANT = 64;  // operands below are slots
constexpr int LATEST = 255;         // the latest result, in registers

// The numbers are those of dev.ricci.cuda.formula.Opcode. From EXP on each function stands once, in a loop over the piece.
enum Opcode : unsigned {
  STORE = 0,
  ADD = 1,
  SUB = 2,
  MUL = 3,
  DIV = 4,
  MIN = 5,
  MAX = 6,
  LESS = 7,
  LESS_EQUAL = 8,
  EQUAL = 9,
  SELECT = 10,
  NEG = 11,
  ABS = 12,
  SIGN = 13,
  FLOOR = 14,
  CEIL = 15,
  TRUNC = 16,
  ROUND = 17,
  SQRT = 18,
  EXP = 19,
  EXPM1 = 20,
  LOG = 21,
  LOG1P = 22,
  SIN = 23,
  COS = 24,
  TANH = 25,
  SIGMOID = 26,
  ERF = 27,
  POW = 28,
  EXP2 = 29,
  LOG2 = 30,
  LOG10 = 31,
  CBRT = 32,
  TAN = 33,
  ASIN = 34,
  ACOS = 35,
  ATAN = 36,
  SINH = 37,
  COSH = 38,
  ASINH = 39,
  ACOSH = 40,
  ATANH = 41,
  SOFTPLUS = 42,
  LOGISTIC = 43,
  ATAN2 = 44,
  HYPOT = 45,
  COPY_SIGN = 46,
  FMOD = 47,
  REMAINDER = 48,
  ERFC = 49,
  ERFINV = 50,
  ERFCINV = 51,
  LOG_GAMMA = 52,
  DIGAMMA = 53,
  POLYGAMMA = 54,
  BETA = 55,
  LOG_BETA = 56,
  GAMMA_P = 57,
  GAMMA_Q = 58,
  GAMMA_DENSITY = 59,
  BETA_I = 60,
  BETA_DENSITY = 61,
  FLOOR_DIV = 62,
  BIT_AND = 63,
  BIT_OR = 64,
  BIT_XOR = 65,
  SHIFT_LEFT = 66,
  SHIFT_RIGHT = 67,
};

struct Code {
  int inputs, count;                // inputs are loaded into slots 0, 1, ...
  uint2 instruction[INSTRUCTIONS];  // bytes: operation, target, a, b; c
  double constant[CONSTANTS];
};

// Functions that are not among the plain ones: none. special.cuh has others; a kernel that knows those takes many more registers.
struct Plain {
  static constexpr bool more = false;
};

template <class T, class Functions = Plain> struct Interpreter {
  static constexpr int V = Element<T>::lanes;
  typedef typename Element<T>::Piece Piece;

  const Code& code;
  Piece* slots;  // this thread's; the next slot is BLOCK further

  SCALAR void fetch(unsigned operand, const T (&latest)[V], T (&v)[V]) const {
    if (operand < FIRST_CONSTANT) {
      unpack(slots[operand * BLOCK], v);
    } else if (operand == LATEST) {
#pragma unroll
      for (int j = 0; j < V; j++) v[j] = latest[j];
    } else {
      T c = constantAs<T>(code.constant[operand - FIRST_CONSTANT]);
#pragma unroll
      for (int j = 0; j < V; j++) v[j] = c;
    }
  }

  // One element of an operand that is a slot or a constant.
  SCALAR T one(unsigned operand, int j) const {
    return operand < FIRST_CONSTANT ? reinterpret_cast<const T*>(slots + operand * BLOCK)[j]
                                    : constantAs<T>(code.constant[operand - FIRST_CONSTANT]);
  }

  // Functions whose code is long: operands and target are never LATEST.
  SCALAR void function(unsigned operation, unsigned target, unsigned a, unsigned b, unsigned c) const {
#pragma unroll 1
    for (int j = 0; j < V; j++) {
      T x = one(a, j), r = x;
      if constexpr (!Real<T>::value) switch (operation) {
        case POW: r = scalar::javaPower(x, one(b, j)); break;
        case FLOOR_DIV: r = scalar::floorDiv(x, one(b, j)); break;
        case BIT_AND: r = scalar::bitAnd(x, one(b, j)); break;
        case BIT_OR: r = scalar::bitOr(x, one(b, j)); break;
        case BIT_XOR: r = scalar::bitXor(x, one(b, j)); break;
        case SHIFT_LEFT: r = scalar::shiftLeft(x, one(b, j)); break;
        case SHIFT_RIGHT: r = scalar::shiftRight(x, one(b, j)); break;
        case FMOD: r = scalar::truncatedRemainder(x, one(b, j)); break;
        case REMAINDER: r = scalar::flooredRemainder(x, one(b, j)); break;
      }
      if constexpr (Real<T>::value) switch (operation) {
        case EXP: r = scalar::exponential(x); break;
        case EXPM1: r = scalar::exponential1(x); break;
        case LOG: r = scalar::logarithm(x); break;
        case LOG1P: r = scalar::logarithm1(x); break;
        case SIN: r = scalar::sine(x); break;
        case COS: r = scalar::cosine(x); break;
        case TANH: r = scalar::tangent(x); break;
        case SIGMOID: r = scalar::sigmoid(x); break;
        case ERF: r = scalar::error(x); break;
        case POW: r = scalar::javaPower(x, one(b, j)); break;
        case FLOOR_DIV: r = scalar::floorDiv(x, one(b, j)); break;
        case EXP2: r = scalar::exponential2(x); break;
        case LOG2: r = scalar::logarithm2(x); break;
        case LOG10: r = scalar::logarithm10(x); break;
        case CBRT: r = scalar::cubeRoot(x); break;
        case TAN: r = scalar::tangentOfAngle(x); break;
        case ASIN: r = scalar::arcSine(x); break;
        case ACOS: r = scalar::arcCosine(x); break;
        case ATAN: r = scalar::arcTangent(x); break;
        case SINH: r = scalar::sineHyperbolic(x); break;
        case COSH: r = scalar::cosineHyperbolic(x); break;
        case ASINH: r = scalar::areaSine(x); break;
        case ACOSH: r = scalar::areaCosine(x); break;
        case ATANH: r = scalar::areaTangent(x); break;
        case SOFTPLUS: r = scalar::softplus(x); break;
        case LOGISTIC: r = scalar::logistic(x); break;
        case ATAN2: r = scalar::angle(x, one(b, j)); break;
        case HYPOT: r = scalar::length(x, one(b, j)); break;
        case COPY_SIGN: r = scalar::copySign(x, one(b, j)); break;
        case FMOD: r = scalar::truncatedRemainder(x, one(b, j)); break;
        case REMAINDER: r = scalar::flooredRemainder(x, one(b, j)); break;
        default:
          if constexpr (Functions::more) r = Functions::at(operation, x, one(b, j), one(c, j));
      }
      reinterpret_cast<T*>(slots + target * BLOCK)[j] = r;
    }
  }

#define EACH(expression)                     \
  {                                          \
    _Pragma("unroll")                        \
    for (int j = 0; j < V; j++) x[j] = expression; \
    break;                                   \
  }

  // x = operation(x, y, ...)
  SCALAR void arithmetic(unsigned operation, unsigned third, T (&x)[V], const T (&y)[V], const T (&latest)[V]) const {
    switch (operation) {
      case ADD: EACH(scalar::add(x[j], y[j]))
      case SUB: EACH(scalar::sub(x[j], y[j]))
      case MUL: EACH(scalar::mul(x[j], y[j]))
      case DIV: EACH(scalar::div(x[j], y[j]))
      case MIN: EACH(scalar::least(x[j], y[j]))
      case MAX: EACH(scalar::greatest(x[j], y[j]))
      case LESS: EACH(scalar::less(x[j], y[j]))
      case LESS_EQUAL: EACH(scalar::lessEqual(x[j], y[j]))
      case EQUAL: EACH(scalar::equal(x[j], y[j]))
      case SELECT: {
        T z[V];
        fetch(third, latest, z);
        EACH(scalar::select(x[j], y[j], z[j]))
      }
      case NEG: EACH(scalar::neg(x[j]))
      case ABS: EACH(scalar::absolute(x[j]))
      case SIGN: EACH(scalar::sign(x[j]))
      case FLOOR: EACH(scalar::floored(x[j]))
      case CEIL: EACH(scalar::ceiled(x[j]))
      case TRUNC: EACH(scalar::truncated(x[j]))
      case ROUND: EACH(scalar::rounded(x[j]))
      case SQRT: {
        if constexpr (Real<T>::value) EACH(scalar::root(x[j]))
        break;
      }
    }
  }
#undef EACH

  template <class A> SCALAR void loadInputs(const A& at) const {
    for (int k = 0; k < code.inputs; k += 4) {  // four reads of memory are under way together
      T v[4][V];
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (k + i < code.inputs) at.load(k + i, v[i]);
      }
#pragma unroll
      for (int i = 0; i < 4; i++) {
        if (k + i < code.inputs) slots[(k + i) * BLOCK] = pack(v[i]);
      }
    }
  }

  template <class A> SCALAR void operator()(A& at) const {
    loadInputs(at);
    T latest[V];
#pragma unroll
    for (int j = 0; j < V; j++) latest[j] = 0;
    for (int i = 0; i < code.count; i++) {
      uint2 word = code.instruction[i];
      unsigned operation = word.x & 255, target = word.x >> 8 & 255, a = word.x >> 16 & 255, b = word.x >> 24;
      if (operation >= EXP) {
        function(operation, target, a, b, word.y);
        unpack(slots[target * BLOCK], latest);
        continue;
      }
      T x[V], y[V];
      fetch(a, latest, x);
      if (operation == STORE) {
        at.store(target, x);
        continue;
      }
      if (operation <= SELECT) fetch(b, latest, y);
      arithmetic(operation, word.y, x, y, latest);
#pragma unroll
      for (int j = 0; j < V; j++) latest[j] = x[j];
      if (target != LATEST) slots[target * BLOCK] = pack(latest);
    }
  }
};
