package dev.ricci.formula;

import static dev.ricci.formula.ScalarOp.*;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A scalar expression in numbered inputs: the meaning of an element-wise operation.
 *
 * <p>Formulas are immutable values; two are equal when they are written alike. Build them from {@link #X}, {@link #Y}, {@link #Z}:
 * {@code X.mul(Y).add(1).tanh()}. The methods apply only those simplifications that keep every value the formula can have, with one
 * exception that derivatives rely on: {@code 0 * f} is 0.
 */
public sealed interface Formula permits Formula.Input, Formula.Constant, Apply {
    /** The input with a number, counted from 0. */
    record Input(int index) implements Formula {
        public Input {
            if (index < 0) {
                throw new IllegalArgumentException("formula: an input's index is 0 or more, got " + index);
            }
        }

        @Override
        public String toString() {
            return "x" + index;
        }
    }

    /** A number. */
    record Constant(double value) implements Formula {
        @Override
        public String toString() {
            return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
        }
    }

    Formula X = new Input(0);
    Formula Y = new Input(1);
    Formula Z = new Input(2);
    Formula W = new Input(3);

    static Formula input(int index) {
        return new Input(index);
    }

    static Formula of(double value) {
        return new Constant(value);
    }

    default Formula add(Formula b) {
        return is(0) ? b : b.is(0) ? this : Apply.of(ADD, this, b);
    }

    default Formula add(double b) {
        return add(of(b));
    }

    default Formula sub(Formula b) {
        return b.is(0) ? this : is(0) ? b.neg() : Apply.of(SUB, this, b);
    }

    default Formula sub(double b) {
        return sub(of(b));
    }

    default Formula mul(Formula b) {
        return is(0) || b.is(0) ? of(0) : is(1) ? b : b.is(1) ? this : Apply.of(MUL, this, b);
    }

    default Formula mul(double b) {
        return mul(of(b));
    }

    default Formula div(Formula b) {
        return is(0) ? of(0) : b.is(1) ? this : Apply.of(DIV, this, b);
    }

    default Formula div(double b) {
        return div(of(b));
    }

    default Formula min(Formula b) {
        return Apply.of(MIN, this, b);
    }

    default Formula max(Formula b) {
        return Apply.of(MAX, this, b);
    }

    /** This to the power b; small constant exponents become products. */
    default Formula pow(Formula b) {
        return b.is(0) ? of(1) : b.is(1) ? this : b.is(2) ? mul(this) : b.is(0.5) ? sqrt() : Apply.of(POW, this, b);
    }

    default Formula pow(double b) {
        return pow(of(b));
    }

    /** 1 where this is less than b, else 0. */
    default Formula less(Formula b) {
        return Apply.of(LESS, this, b);
    }

    /** 1 where this is at most b, else 0. */
    default Formula lessEqual(Formula b) {
        return Apply.of(LESS_EQUAL, this, b);
    }

    /** 1 where this equals b, else 0. */
    default Formula equal(Formula b) {
        return Apply.of(EQUAL, this, b);
    }

    /** a where this is not zero, else b. */
    default Formula select(Formula a, Formula b) {
        return a.equals(b) ? a : Apply.of(SELECT, this, a, b);
    }

    /** The largest whole number that is not above this / b. */
    default Formula floorDiv(Formula b) {
        return Apply.of(FLOOR_DIV, this, b);
    }

    /** The bits that both have; of integers. */
    default Formula bitAnd(Formula b) {
        return Apply.of(BIT_AND, this, b);
    }

    /** The bits that one has at least; of integers. */
    default Formula bitOr(Formula b) {
        return Apply.of(BIT_OR, this, b);
    }

    /** The bits that one alone has; of integers. */
    default Formula bitXor(Formula b) {
        return Apply.of(BIT_XOR, this, b);
    }

    /** This times 2^b, wrapped; of integers. */
    default Formula shiftLeft(Formula b) {
        return Apply.of(SHIFT_LEFT, this, b);
    }

    /** The floor of this / 2^b; of integers. */
    default Formula shiftRight(Formula b) {
        return Apply.of(SHIFT_RIGHT, this, b);
    }

    default Formula neg() {
        return is(0) ? this : Apply.of(NEG, this);
    }

    default Formula abs() {
        return Apply.of(ABS, this);
    }

    default Formula sign() {
        return Apply.of(SIGN, this);
    }

    default Formula floor() {
        return Apply.of(FLOOR, this);
    }

    default Formula ceil() {
        return Apply.of(CEIL, this);
    }

    /** The whole number next to this on the side of 0. */
    default Formula trunc() {
        return Apply.of(TRUNC, this);
    }

    /** The nearest whole number, of two equally near the even one. */
    default Formula round() {
        return Apply.of(ROUND, this);
    }

    default Formula sqrt() {
        return Apply.of(SQRT, this);
    }

    default Formula exp() {
        return Apply.of(EXP, this);
    }

    default Formula expm1() {
        return Apply.of(EXPM1, this);
    }

    default Formula log() {
        return Apply.of(LOG, this);
    }

    default Formula log1p() {
        return Apply.of(LOG1P, this);
    }

    default Formula sin() {
        return Apply.of(SIN, this);
    }

    default Formula cos() {
        return Apply.of(COS, this);
    }

    default Formula tanh() {
        return Apply.of(TANH, this);
    }

    default Formula sigmoid() {
        return Apply.of(SIGMOID, this);
    }

    default Formula erf() {
        return Apply.of(ERF, this);
    }

    default Formula exp2() {
        return Apply.of(EXP2, this);
    }

    default Formula log2() {
        return Apply.of(LOG2, this);
    }

    default Formula log10() {
        return Apply.of(LOG10, this);
    }

    default Formula cbrt() {
        return Apply.of(CBRT, this);
    }

    default Formula tan() {
        return Apply.of(TAN, this);
    }

    default Formula asin() {
        return Apply.of(ASIN, this);
    }

    default Formula acos() {
        return Apply.of(ACOS, this);
    }

    default Formula atan() {
        return Apply.of(ATAN, this);
    }

    default Formula sinh() {
        return Apply.of(SINH, this);
    }

    default Formula cosh() {
        return Apply.of(COSH, this);
    }

    default Formula asinh() {
        return Apply.of(ASINH, this);
    }

    default Formula acosh() {
        return Apply.of(ACOSH, this);
    }

    default Formula atanh() {
        return Apply.of(ATANH, this);
    }

    /** log(1 + exp(x)) without overflow. */
    default Formula softplus() {
        return Apply.of(SOFTPLUS, this);
    }

    /** exp(-x) / (1 + exp(-x))^2, the derivative of the sigmoid. */
    default Formula logistic() {
        return Apply.of(LOGISTIC, this);
    }

    /** The angle of the point (x, this). */
    default Formula atan2(Formula x) {
        return Apply.of(ATAN2, this, x);
    }

    /** sqrt(this^2 + b^2) without overflow or underflow in between. */
    default Formula hypot(Formula b) {
        return Apply.of(HYPOT, this, b);
    }

    /** What is left after whole multiples of b, with the sign of this, as in C. */
    default Formula fmod(Formula b) {
        return Apply.of(FMOD, this, b);
    }

    /** What is left after whole multiples of b, with the sign of b, as in Python. */
    default Formula remainder(Formula b) {
        return Apply.of(REMAINDER, this, b);
    }

    /** The size of this with the sign of b. */
    default Formula copySign(Formula b) {
        return Apply.of(COPY_SIGN, this, b);
    }

    /** 1 - erf, without its cancellation. */
    default Formula erfc() {
        return Apply.of(ERFC, this);
    }

    /** What erf gives this for. */
    default Formula erfinv() {
        return Apply.of(ERFINV, this);
    }

    /** What erfc gives this for. */
    default Formula erfcinv() {
        return Apply.of(ERFCINV, this);
    }

    /** log |gamma(this)|. */
    default Formula logGamma() {
        return Apply.of(LOG_GAMMA, this);
    }

    /** The derivative of logGamma. */
    default Formula digamma() {
        return Apply.of(DIGAMMA, this);
    }

    /** The derivative of order n of digamma. */
    default Formula polygamma(int n) {
        return of(n).polygamma(this);
    }

    /** The derivative of digamma at x whose order this is. */
    default Formula polygamma(Formula x) {
        return is(0) ? x.digamma() : Apply.of(POLYGAMMA, this, x);
    }

    /** gamma(this) gamma(b) / gamma(this + b). */
    default Formula beta(Formula b) {
        return Apply.of(BETA, this, b);
    }

    /** The logarithm of beta. */
    default Formula logBeta(Formula b) {
        return Apply.of(LOG_BETA, this, b);
    }

    /** The regularised incomplete gamma function P(this, x). */
    default Formula gammaP(Formula x) {
        return Apply.of(GAMMA_P, this, x);
    }

    /** 1 - P(this, x). */
    default Formula gammaQ(Formula x) {
        return Apply.of(GAMMA_Q, this, x);
    }

    /** The derivative of P(this, x) by x: x^(this - 1) exp(-x) / gamma(this). */
    default Formula gammaDensity(Formula x) {
        return Apply.of(GAMMA_DENSITY, this, x);
    }

    /** The regularised incomplete beta function I_x(this, b). */
    default Formula betaI(Formula b, Formula x) {
        return Apply.of(BETA_I, this, b, x);
    }

    /** The derivative of I_x(this, b) by x: x^(this - 1) (1 - x)^(b - 1) / B(this, b). */
    default Formula betaDensity(Formula b, Formula x) {
        return Apply.of(BETA_DENSITY, this, b, x);
    }

    /** The distribution function of the standard normal distribution. */
    default Formula normalCdf() {
        return mul(-Math.sqrt(0.5)).erfc().mul(0.5);
    }

    /** The quantile of the standard normal distribution for the probability this. */
    default Formula normalQuantile() {
        return mul(2).erfcinv().mul(-Math.sqrt(2));
    }

    /** Whether this is the constant v. */
    default boolean is(double v) {
        return this instanceof Constant c && c.value == v;
    }

    /** The partial derivative with respect to one input. */
    default Formula derivative(int input) {
        return Derivative.of(this, input);
    }

    /** The value in double precision: what every backend is tested against. */
    default double at(double... inputs) {
        return switch (this) {
            case Input x -> inputs[x.index];
            case Constant c -> c.value;
            case Apply f -> f.valueAt(inputs);
        };
    }

    /** This formula with each input i replaced by {@code by.apply(input i)}. */
    default Formula substitute(UnaryOperator<Formula> by) {
        return Rewriting.substitute(this, by);
    }

    /** This formula with every occurrence of a part replaced. */
    default Formula replace(Formula part, Formula by) {
        return Rewriting.replace(this, part, by);
    }

    /** The indices of the inputs that occur, in ascending order. */
    default List<Integer> inputs() {
        return Rewriting.inputs(this);
    }
}
