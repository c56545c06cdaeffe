package dev.ricci.linalg.accuracy;

import static dev.ricci.linalg.accuracy.Residual.check;
import static dev.ricci.linalg.accuracy.Residual.unorthogonality;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Block Jacobi on the device, of sizes at the edges of its blocks, on all types of spectra. */
class DeviceJacobiTest {
    private static final String KERNELS = "ricci.cuda.factor";
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};

    private static Backend device;

    @BeforeAll
    static void open() {
        device = CudaUnderTest.device();
        System.setProperty(KERNELS, "jacobi");
    }

    @AfterAll
    static void restore() {
        System.clearProperty(KERNELS);
    }

    @ParameterizedTest
    @EnumSource
    void svd(SpectrumType spectrum) {
        for (DType type : TYPES) {
            for (int[] shape : new int[][] {{1, 1}, {3, 2}, {32, 32}, {33, 33}, {90, 20}, {17, 65}, {100, 100}}) {
                try (Scope _ = Scope.open()) {
                    svd(spectrum, type, shape[0], shape[1]);
                }
            }
        }
    }

    private static void svd(SpectrumType spectrum, DType type, int m, int n) {
        Dense a = spectrum.matrix(type, m, n, 31L * m + n);
        long t0=System.nanoTime();
        Svd svd = Svd.of(Place.tensor(device, a, type));
        Dense u = Place.dense(svd.u());
        Dense vt = Place.dense(svd.vt());
        double[] s = svd.s().toDoubles();
        String what = "svd, " + type + ", " + spectrum + ", " + m + " by " + n;
        System.out.printf("%s %.0f ms %.3g %.3g %.3g%n", what, (System.nanoTime()-t0)/1e6, Residual.of(a, u.scaleColumns(s).times(vt), type), unorthogonality(u, type), unorthogonality(vt.transpose(), type));
        check(Residual.of(a, u.scaleColumns(s).times(vt), type), what);
        check(unorthogonality(u, type), "U of " + what);
        check(unorthogonality(vt.transpose(), type), "V of " + what);
        for (int i = 0; i < s.length; i++) {
            assertTrue(s[i] >= 0 && (i == 0 || s[i] <= s[i - 1]), () -> "descending: " + what + Arrays.toString(s));
        }
    }

    @ParameterizedTest
    @EnumSource
    void symmetricEigen(SpectrumType spectrum) {
        for (DType type : TYPES) {
            for (int n : new int[] {1, 2, 31, 65, 100}) {
                try (Scope _ = Scope.open()) {
                    eigen(spectrum, type, n);
                }
            }
        }
    }

    private static void eigen(SpectrumType spectrum, DType type, int n) {
        Dense a = spectrum.symmetric(type, n, 17L * n);
        SymmetricEigen eigen = SymmetricEigen.of(Place.tensor(device, a, type));
        Dense v = Place.dense(eigen.vectors());
        double[] values = eigen.values().toDoubles();
        String what = "symmetricEigen, " + type + ", " + spectrum + ", " + n;
        System.out.printf("%s %.3g %.3g%n", what, Residual.of(a, v.scaleColumns(values).times(v.transpose()), type), unorthogonality(v, type));
        check(Residual.of(a, v.scaleColumns(values).times(v.transpose()), type), what);
        check(unorthogonality(v, type), "V of " + what);
        for (int i = 1; i < n; i++) {
            assertTrue(values[i] >= values[i - 1], () -> "ascending: " + what + Arrays.toString(values));
        }
    }
}
