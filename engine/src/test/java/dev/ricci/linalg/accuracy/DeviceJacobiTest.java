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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Block Jacobi on the device, of sizes at the edges of its blocks, on all types of spectra. */
class DeviceJacobiTest {
    private static final String KERNELS = "ricci.cuda.factor";
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};
    private static final int[][] SINGLE = {{1, 1}, {32, 32}, {17, 65}};
    private static final int[][] DOUBLE = {{3, 2}, {33, 33}, {90, 20}};

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
            for (int[] shape : type == DType.FLOAT32 ? SINGLE : DOUBLE) {
                svd(spectrum, type, shape[0], shape[1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "GEOMETRIC", "CLUSTERED", "RANDOM"})
    void svdOfManyBlocks(SpectrumType spectrum) {
        svd(spectrum, DType.FLOAT32, 100, 100);
        svd(spectrum, DType.FLOAT64, 130, 70);
    }

    private static void svd(SpectrumType spectrum, DType type, int m, int n) {
        svd("svd, " + type + ", " + spectrum + ", " + m + " by " + n, spectrum.matrix(type, m, n, 31L * m + n), type);
    }

    /** The sweeps that these need are the most of all that were tried: without exchanges, QR does not order their rows by size. */
    @Test
    void slowToConverge() {
        int n = 80;
        Dense hilbert = new Dense(n, n);
        Dense vandermonde = new Dense(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                hilbert.set(i, j, 1.0 / (i + j + 1));
                vandermonde.set(i, j, Math.pow(0.1 + 0.9 * i / (n - 1), n - 1 - j));
            }
        }
        svd("svd of Hilbert's matrix", hilbert.rounded(), DType.FLOAT32);
        svd("svd of Hilbert's matrix", hilbert, DType.FLOAT64);
        svd("svd of Vandermonde's matrix", vandermonde, DType.FLOAT64);
    }

    private static void svd(String what, Dense a, DType type) {
        try (Scope _ = Scope.open()) {
            Svd svd = Svd.of(Place.tensor(device, a, type));
            Dense u = Place.dense(svd.u());
            Dense vt = Place.dense(svd.vt());
            double[] s = svd.s().toDoubles();
            check(Residual.of(a, u.scaleColumns(s).times(vt), type), what);
            check(unorthogonality(u, type), "U of " + what);
            check(unorthogonality(vt.transpose(), type), "V of " + what);
            for (int i = 0; i < s.length; i++) {
                assertTrue(s[i] >= 0 && (i == 0 || s[i] <= s[i - 1]), () -> "descending: " + what + Arrays.toString(s));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void symmetricEigen(SpectrumType spectrum) {
        for (DType type : TYPES) {
            for (int n : type == DType.FLOAT32 ? new int[] {1, 65} : new int[] {2, 31}) {
                eigen(spectrum, type, n);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "GEOMETRIC", "CLUSTERED", "RANDOM"})
    void symmetricEigenOfManyBlocks(SpectrumType spectrum) {
        eigen(spectrum, DType.FLOAT32, 128);
        eigen(spectrum, DType.FLOAT64, 100);
    }

    private static void eigen(SpectrumType spectrum, DType type, int n) {
        Dense a = spectrum.symmetric(type, n, 17L * n);
        try (Scope _ = Scope.open()) {
            SymmetricEigen eigen = SymmetricEigen.of(Place.tensor(device, a, type));
            Dense v = Place.dense(eigen.vectors());
            double[] values = eigen.values().toDoubles();
            String what = "symmetricEigen, " + type + ", " + spectrum + ", " + n;
            check(Residual.of(a, v.scaleColumns(values).times(v.transpose()), type), what);
            check(unorthogonality(v, type), "V of " + what);
            for (int i = 1; i < n; i++) {
                assertTrue(values[i] >= values[i - 1], () -> "ascending: " + what + Arrays.toString(values));
            }
        }
    }

    /** Minutes on the emulated device: with -Dricci.test.large=true, and on a GPU with -Dricci.test.device=cuda as well. */
    @Test
    @EnabledIfSystemProperty(named = "ricci.test.large", matches = "true")
    void large() {
        for (SpectrumType spectrum : new SpectrumType[] {SpectrumType.GEOMETRIC, SpectrumType.CLUSTERED, SpectrumType.RANDOM}) {
            for (DType type : TYPES) {
                svd(spectrum, type, 600, 600);
                eigen(spectrum, type, 600);
            }
        }
    }
}
