package dev.ricci.benchmarks.javapeers;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The operations of the language in ND4J, float32, each with its result as an array of its own, which is then given back. */
final class Nd4jLanguage {
    private static final int COLUMNS = 100;

    private Nd4jLanguage() {}

    static Runnable of(String name, int n) {
        INDArray x = Nd4j.randn(DataType.FLOAT, n);
        INDArray matrix = x.reshape(n / COLUMNS, COLUMNS);
        return switch (name) {
            case "add", "mul", "div", "maximum", "less", "pow" -> two(name, x, Nd4j.randn(DataType.FLOAT, n));
            case "sum" -> closing(() -> x.sum());
            case "mean" -> closing(() -> x.mean());
            case "max" -> closing(() -> x.max());
            case "variance" -> closing(() -> x.var(true));
            case "norm" -> closing(() -> x.norm2());
            case "argmax" -> closing(() -> x.argMax());
            case "sumOfRows" -> closing(() -> matrix.sum(1));
            case "sumOfColumns" -> closing(() -> matrix.sum(0));
            case "maxOfRows" -> closing(() -> matrix.max(1));
            case "cumsum" -> closing(() -> x.cumsum(0));
            case "cumsumOfRows" -> closing(() -> matrix.cumsum(1));
            case "sort" -> closing(() -> Nd4j.sort(x.dup(), true));
            case "transposed" -> closing(() -> matrix.transpose().dup('c'));
            case "flip" -> closing(() -> Nd4j.reverse(x.dup()));
            case "toDouble" -> closing(() -> x.castTo(DataType.DOUBLE));
            case "toInt" -> closing(() -> x.castTo(DataType.INT));
            case "addOfIntegers" -> {
                INDArray whole = x.mul(300).castTo(DataType.INT);
                yield closing(() -> whole.add(whole));
            }
            case "concat" -> {
                INDArray y = Nd4j.randn(DataType.FLOAT, n);
                yield closing(() -> Nd4j.concat(0, x, y));
            }
            case "uniform" -> closing(() -> Nd4j.rand(DataType.FLOAT, n));
            case "normal" -> closing(() -> Nd4j.randn(DataType.FLOAT, n));
            default -> one(name, x);
        };
    }

    private static Runnable two(String name, INDArray x, INDArray y) {
        BinaryOperator<INDArray> op = switch (name) {
            case "add" -> INDArray::add;
            case "mul" -> INDArray::mul;
            case "div" -> INDArray::div;
            case "maximum" -> (a, b) -> Transforms.max(a, b, true);
            case "less" -> INDArray::lt;
            case "pow" -> (a, b) -> Transforms.pow(a, b, true);
            default -> throw new IllegalArgumentException("nd4j: there is no case " + name);
        };
        INDArray first = name.equals("pow") ? Transforms.abs(x, true).addi(0.1) : x;
        return closing(() -> op.apply(first, y));
    }

    private static Runnable one(String name, INDArray x) {
        UnaryOperator<INDArray> op = switch (name) {
            case "abs" -> a -> Transforms.abs(a, true);
            case "floor" -> a -> Transforms.floor(a, true);
            case "sqrt" -> a -> Transforms.sqrt(a, true);
            case "exp" -> a -> Transforms.exp(a, true);
            case "expm1" -> a -> Transforms.expm1(a, true);
            case "log" -> a -> Transforms.log(a, true);
            case "log1p" -> a -> Transforms.log1p(a, true);
            case "sin" -> a -> Transforms.sin(a, true);
            case "cos" -> a -> Transforms.cos(a, true);
            case "tanh" -> a -> Transforms.tanh(a, true);
            case "erf" -> a -> Nd4j.math().erf(a.dup());
            case "sigmoid" -> a -> Transforms.sigmoid(a, true);
            case "relu" -> a -> Transforms.relu(a, true);
            case "elu" -> a -> Transforms.elu(a, true);
            case "silu" -> a -> Nd4j.nn().swish(a.dup());
            case "softplus" -> a -> Transforms.softPlus(a, true);
            default -> throw new IllegalArgumentException("nd4j: there is no case " + name);
        };
        boolean positive = name.equals("sqrt") || name.startsWith("log");
        INDArray input = positive ? Transforms.abs(x, true).addi(0.1) : x;
        return closing(() -> op.apply(input));
    }

    private static Runnable closing(Supplier<Object> work) {
        return () -> {
            if (work.get() instanceof INDArray a && a.closeable()) {
                a.close();
            }
        };
    }
}
