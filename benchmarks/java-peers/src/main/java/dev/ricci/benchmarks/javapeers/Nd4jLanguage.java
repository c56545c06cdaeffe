package dev.ricci.benchmarks.javapeers;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.ops.NDBase;
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
            case "std" -> closing(() -> x.std());
            case "prod" -> {
                INDArray near = x.mul(1e-4).addi(1);
                yield closing(() -> near.prod());
            }
            case "cumprod" -> {
                INDArray near = x.mul(1e-4).addi(1);
                NDBase base = new NDBase();
                yield closing(() -> base.cumprod(near, 0));
            }
            case "argmaxOfRows" -> closing(() -> matrix.argMax(1));
            case "stdOfRows" -> closing(() -> matrix.std(1));
            case "copy" -> closing(() -> x.dup());
            case "permuted" -> {
                INDArray cube = x.reshape(n / COLUMNS, 10, 10);
                yield closing(() -> cube.permute(2, 0, 1).dup('c'));
            }
            case "dot" -> {
                INDArray y = Nd4j.randn(DataType.FLOAT, n);
                yield closing(() -> Nd4j.getBlasWrapper().dot(x, y));
            }
            case "argmax" -> closing(() -> x.argMax());
            case "sumOfRows" -> closing(() -> matrix.sum(1));
            case "sumOfColumns" -> closing(() -> matrix.sum(0));
            case "maxOfRows" -> closing(() -> matrix.max(1));
            case "cumsum" -> closing(() -> x.cumsum(0));
            case "cumsumOfRows" -> closing(() -> matrix.cumsum(1));
            case "sort" -> closing(() -> Nd4j.sort(x.dup(), true));
            default -> moved(name, x, matrix, n);
        };
    }

    private static Runnable moved(String name, INDArray x, INDArray matrix, int n) {
        return switch (name) {
            case "transposed" -> closing(() -> matrix.transpose().dup('c'));
            case "flip" -> closing(() -> Nd4j.reverse(x.dup()));
            case "toDouble" -> closing(() -> x.castTo(DataType.DOUBLE));
            case "toInt" -> closing(() -> x.castTo(DataType.INT));
            case "addOfIntegers" -> {
                INDArray whole = x.mul(300).castTo(DataType.INT);
                yield closing(() -> whole.add(whole));
            }
            case "addOfInt64", "mulOfInt64" -> {
                INDArray whole = x.mul(300).castTo(DataType.LONG);
                yield closing(name.equals("addOfInt64") ? () -> whole.add(whole) : () -> whole.mul(whole));
            }
            case "addOfDouble", "expOfDouble" -> {
                INDArray wide = x.castTo(DataType.DOUBLE);
                yield closing(name.equals("addOfDouble") ? () -> wide.add(wide) : () -> Transforms.exp(wide, true));
            }
            case "matmulOfBatch" -> {
                INDArray squares = squares(n);
                yield closing(() -> Nd4j.matmul(squares, squares));
            }
            default -> joined(name, x, matrix, n);
        };
    }

    private static Runnable joined(String name, INDArray x, INDArray matrix, int n) {
        INDArray y = Nd4j.randn(DataType.FLOAT, n);
        return switch (name) {
            case "concat" -> closing(() -> Nd4j.concat(0, x, y));
            case "stack" -> closing(() -> Nd4j.stack(0, x, y));
            case "concatOfColumns" -> closing(() -> Nd4j.concat(1, matrix, matrix));
            case "tile" -> {
                INDArray tenth = Nd4j.randn(DataType.FLOAT, n / 10);
                yield closing(() -> Nd4j.tile(tenth, 10));
            }
            case "uniform" -> closing(() -> Nd4j.rand(DataType.FLOAT, n));
            case "normal" -> closing(() -> Nd4j.randn(DataType.FLOAT, n));
            default -> one(name, x);
        };
    }

    /** Square matrices of 10, 100 or 500, as many as n numbers fill. */
    private static INDArray squares(int n) {
        int side = n < 10_000 ? 10 : n < 1_000_000 ? 100 : 500;
        return Nd4j.randn(DataType.FLOAT, n / side / side, side, side).muli(0.1);
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
            case "round" -> a -> Transforms.round(a, true);
            case "tan" -> a -> Nd4j.math().tan(a.dup());
            case "asin" -> a -> Transforms.asin(a, true);
            case "acos" -> a -> Transforms.acos(a, true);
            case "atan" -> a -> Transforms.atan(a, true);
            case "sinh" -> a -> Transforms.sinh(a, true);
            case "cosh" -> a -> Transforms.cosh(a, true);
            case "atanh" -> a -> Transforms.atanh(a, true);
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
        boolean unit = name.equals("asin") || name.equals("acos") || name.equals("atanh");
        INDArray input = positive ? Transforms.abs(x, true).addi(0.1) : unit ? Transforms.tanh(x, true).muli(0.99) : x;
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
