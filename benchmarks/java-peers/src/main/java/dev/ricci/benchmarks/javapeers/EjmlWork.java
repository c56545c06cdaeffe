package dev.ricci.benchmarks.javapeers;

import java.util.Random;
import org.ejml.EjmlVersion;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_FDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F32;
import org.ejml.interfaces.decomposition.EigenDecomposition_F32;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F32;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Cases of EJML, float32, at its own choice of algorithm; each time with its results as matrices. */
final class EjmlWork {
    private EjmlWork() {}

    static String version() {
        return EjmlVersion.VERSION;
    }

    static Runnable of(String name, int... numbers) {
        Random random = new Random(7);
        return switch (name) {
            case "svd" -> svd(RandomMatrices_FDRM.rectangle(numbers[0], numbers[1], random));
            case "qr" -> qr(RandomMatrices_FDRM.rectangle(numbers[0], numbers[1], random));
            case "symmetric-eigen" -> eigen(RandomMatrices_FDRM.symmetric(numbers[0], -1, 1, random));
            case "cholesky" -> cholesky(RandomMatrices_FDRM.symmetricPosDef(numbers[0], random));
            case "solve" -> solve(RandomMatrices_FDRM.rectangle(numbers[1], numbers[1], random),
                    RandomMatrices_FDRM.rectangle(numbers[1], numbers[0], random));
            default -> throw new IllegalArgumentException("ejml: there is no case " + name);
        };
    }

    private static Runnable svd(FMatrixRMaj a) {
        return () -> {
            SingularValueDecomposition_F32<FMatrixRMaj> svd =
                    DecompositionFactory_FDRM.svd(a.numRows, a.numCols, true, true, true);
            require(svd.decompose(a.copy()));
            svd.getU(null, false);
            svd.getV(null, true);
        };
    }

    private static Runnable qr(FMatrixRMaj a) {
        return () -> {
            QRDecomposition<FMatrixRMaj> qr = DecompositionFactory_FDRM.qr(a.numRows, a.numCols);
            require(qr.decompose(a.copy()));
            qr.getQ(null, true);
            qr.getR(null, true);
        };
    }

    private static Runnable eigen(FMatrixRMaj a) {
        return () -> {
            EigenDecomposition_F32<FMatrixRMaj> eigen = DecompositionFactory_FDRM.eig(a.numRows, true, true);
            require(eigen.decompose(a.copy()));
            for (int i = 0; i < a.numRows; i++) {
                eigen.getEigenVector(i);
            }
        };
    }

    private static Runnable cholesky(FMatrixRMaj a) {
        return () -> {
            CholeskyDecomposition_F32<FMatrixRMaj> cholesky = DecompositionFactory_FDRM.chol(a.numRows, true);
            require(cholesky.decompose(a.copy()));
            cholesky.getT(null);
        };
    }

    private static Runnable solve(FMatrixRMaj a, FMatrixRMaj b) {
        return () -> {
            LinearSolverDense<FMatrixRMaj> solver = LinearSolverFactory_FDRM.general(a.numRows, a.numCols);
            require(solver.setA(a.copy()));
            FMatrixRMaj x = new FMatrixRMaj(a.numCols, b.numCols);
            solver.solve(b.copy(), x);
            CommonOps_FDRM.elementMax(x);
        };
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("ejml: failed");
        }
    }
}
