package dev.ricci.benchmarks.javapeers;

import java.util.function.Consumer;
import org.nd4j.linalg.api.blas.Lapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Cases of ND4J, float32, by its own operations and its door to LAPACK. */
final class Nd4jWork {
    private static final Lapack LAPACK = Nd4j.getBlasWrapper().lapack();

    private static final String LANGUAGE = "language-";

    private Nd4jWork() {}

    static String version() {
        String jar = Nd4j.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.substring(jar.lastIndexOf('/') + 1).replace("nd4j-api-", "").replace(".jar", "");
    }

    static Runnable of(String name, int... numbers) {
        if (name.startsWith(LANGUAGE)) {
            return Nd4jLanguage.of(name.substring(LANGUAGE.length()), numbers[0]);
        }
        return switch (name) {
            case "svd" -> svd(numbers[0], numbers[1]);
            case "qr" -> {
                INDArray a = normal(numbers[0], numbers[1]);
                INDArray r = Nd4j.createUninitialized(DataType.FLOAT, new long[] {numbers[1], numbers[1]}, 'f');
                yield () -> with(a, work -> LAPACK.geqrf(work, r));
            }
            case "symmetric-eigen" -> {
                INDArray some = normal(numbers[0], numbers[0]);
                INDArray a = some.add(some.transpose()).dup('f');
                INDArray values = Nd4j.createUninitialized(DataType.FLOAT, numbers[0]);
                yield () -> with(a, work -> LAPACK.syev('V', 'L', work, values));
            }
            case "cholesky" -> {
                INDArray some = normal(numbers[0], numbers[0]);
                INDArray a = some.mmul(some.transpose()).add(Nd4j.eye(numbers[0]).castTo(DataType.FLOAT).mul(numbers[0])).dup('f');
                yield () -> with(a, work -> LAPACK.potrf(work, true));
            }
            case "solve" -> {
                INDArray a = normal(numbers[1], numbers[1]);
                INDArray b = normal(numbers[1], numbers[0]);
                yield () -> close(Nd4j.linalg().solve(a, b));
            }
            default -> throw new IllegalArgumentException("nd4j: there is no case " + name);
        };
    }

    private static Runnable svd(int m, int n) {
        INDArray a = normal(m, n);
        int k = Math.min(m, n);
        INDArray s = Nd4j.createUninitialized(DataType.FLOAT, k);
        INDArray u = Nd4j.createUninitialized(DataType.FLOAT, new long[] {m, m}, 'f');
        INDArray vt = Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, n}, 'f');
        return () -> with(a, work -> LAPACK.gesvd(work, s, u, vt));
    }

    /** The routines destroy their matrix. */
    private static void with(INDArray a, Consumer<INDArray> routine) {
        INDArray work = a.dup('f');
        routine.accept(work);
        work.close();
    }

    private static INDArray normal(int m, int n) {
        return Nd4j.randn(DataType.FLOAT, m, n).dup('f');
    }

    private static void close(INDArray... results) {
        for (INDArray r : results) {
            r.close();
        }
    }
}
