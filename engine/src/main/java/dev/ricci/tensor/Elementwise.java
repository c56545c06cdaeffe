package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;

/**
 * Operations on each element, with broadcasting. Each is a formula; its gradient is derived from the formula.
 *
 * <p>To add one, add a line here and a row in {@code OpCases}.
 */
public sealed interface Elementwise permits Tensor {
    /** This, as a tensor. */
    Tensor self();

    default Tensor add(Tensor b) {
        return Formulas.ADD.map(self(), b);
    }

    default Tensor sub(Tensor b) {
        return Formulas.SUB.map(self(), b);
    }

    default Tensor mul(Tensor b) {
        return Formulas.MUL.map(self(), b);
    }

    /** Integers are divided as float32. */
    default Tensor div(Tensor b) {
        return Formulas.DIV.map(self(), b);
    }

    default Tensor add(double b) {
        return map(Formulas.isLeftOut(b) ? Formulas.beside(X.add(Y), b) : X.add(b));
    }

    default Tensor sub(double b) {
        return map(Formulas.isLeftOut(b) ? Formulas.beside(X.sub(Y), b) : X.sub(b));
    }

    default Tensor mul(double b) {
        return map(Formulas.isLeftOut(b) ? Formulas.beside(X.mul(Y), b) : X.mul(b));
    }

    default Tensor div(double b) {
        return map(Formulas.isLeftOut(b) ? Formulas.beside(X.div(Y), b) : X.div(b));
    }

    /** This to the power b, as Java's: 1 to the power of NaN or infinity is NaN, where C, NumPy and PyTorch have 1. */
    default Tensor pow(Tensor b) {
        return map(X.pow(Y), b);
    }

    /** This to the power b; see {@link #pow(Tensor)}. */
    default Tensor pow(double b) {
        return map(Formulas.isLeftOut(b) && !self().dtype().isFloat() ? Formulas.beside(X.pow(Y), b) : X.pow(b));
    }

    /** The larger of both; the gradient is shared where they are equal. */
    default Tensor maximum(Tensor b) {
        return map(X.max(Y), b);
    }

    /** The smaller of both; the gradient is shared where they are equal. */
    default Tensor minimum(Tensor b) {
        return map(X.min(Y), b);
    }

    default Tensor maximum(double b) {
        return map(X.max(of(b)));
    }

    default Tensor minimum(double b) {
        return map(X.min(of(b)));
    }

    /** Brought between two bounds; the gradient is 0 outside them. */
    default Tensor clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp: the lower bound " + low + " is not below the upper " + high);
        }
        Formula f = X.less(of(low)).select(of(low), of(high).less(X).select(of(high), X));
        return map(f);
    }

    default Tensor neg() {
        return map(X.neg());
    }

    default Tensor abs() {
        return map(X.abs());
    }

    /** -1, 0 or 1. */
    default Tensor sign() {
        return map(X.sign());
    }

    default Tensor floor() {
        return map(X.floor());
    }

    default Tensor square() {
        return map(X.mul(X));
    }

    default Tensor sqrt() {
        return map(X.sqrt());
    }

    default Tensor reciprocal() {
        return map(of(1).div(X));
    }

    default Tensor exp() {
        return map(X.exp());
    }

    /** exp(x) - 1, exact near 0. */
    default Tensor expm1() {
        return map(X.expm1());
    }

    /** The natural logarithm. */
    default Tensor log() {
        return map(X.log());
    }

    /** log(1 + x), exact near 0. */
    default Tensor log1p() {
        return map(X.log1p());
    }

    default Tensor sin() {
        return map(X.sin());
    }

    default Tensor cos() {
        return map(X.cos());
    }

    default Tensor tanh() {
        return map(X.tanh());
    }

    /** 1 / (1 + exp(-x)). */
    default Tensor sigmoid() {
        return map(X.sigmoid());
    }

    /** The error function. */
    default Tensor erf() {
        return map(X.erf());
    }

    /** max(x, 0) with gradient 0 at 0; NaN stays NaN. */
    default Tensor relu() {
        return Formulas.RELU.map(self());
    }

    /** x where positive, else slope x. */
    default Tensor leakyRelu(double slope) {
        return map(Activations.leakyRelu(slope));
    }

    /** x where positive, else exp(x) - 1 (Clevert, Unterthiner, Hochreiter 2016). */
    default Tensor elu() {
        return map(Activations.ELU);
    }

    /** x times the normal distribution function of x (Hendrycks and Gimpel 2016), by the error function; NaN at -infinity. */
    default Tensor gelu() {
        return map(Activations.GELU);
    }

    /** x sigmoid(x), also called swish; a product, so NaN at -infinity, as PyTorch has it. */
    default Tensor silu() {
        return map(Activations.SILU);
    }

    /** log(1 + exp(x)) without overflow. */
    default Tensor softplus() {
        return map(Activations.SOFTPLUS);
    }

    private Tensor map(Formula f) {
        return Pointwise.of(f).map(self());
    }

    private Tensor map(Formula f, Tensor b) {
        return Pointwise.of(f).map(self(), b);
    }
}
