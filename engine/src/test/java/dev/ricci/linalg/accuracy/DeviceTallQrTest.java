package dev.ricci.linalg.accuracy;

import static dev.ricci.linalg.accuracy.Residual.check;
import static dev.ricci.linalg.accuracy.Residual.unorthogonality;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.linalg.Qr;
import dev.ricci.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CholeskyQR on the device, which takes any matrix, dependent columns too, and never looks at what it did. */
class DeviceTallQrTest {
    private static final String KERNELS = "ricci.cuda.factor";
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};

    private static Backend device;

    @BeforeAll
    static void open() {
        device = CudaUnderTest.device();
        System.setProperty(KERNELS, "tall");
    }

    @AfterAll
    static void restore() {
        System.clearProperty(KERNELS);
    }

    private static void isQr(Dense a, DType type, String what) {
        try (Scope _ = Scope.open()) {
            Tensor t = Place.tensor(device, a, type);
            Qr qr = Qr.of(t);
            Dense q = Place.dense(qr.q());
            Dense r = Place.dense(qr.r());
            check(Residual.of(a, q.times(r), type), what);
            check(unorthogonality(q, type), "Q of " + what);
            Dense alone = Place.dense(Qr.triangle(t));
            for (int i = 0; i < r.rows(); i++) {
                for (int j = 0; j < r.columns(); j++) {
                    assertEquals(r.at(i, j), alone.at(i, j), what);
                    assertTrue(i <= j || r.at(i, j) == 0, what);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void qr(SpectrumType spectrum) {
        for (DType type : TYPES) {
            for (int[] shape : new int[][] {{2, 1}, {66, 33}, {150, 40}}) {
                Dense a = spectrum.matrix(type, shape[0], shape[1], 3);
                isQr(a, type, "qr, " + type + ", " + spectrum + ", " + shape[0] + " by " + shape[1]);
            }
        }
    }

    @Test
    void ofManyRows() {
        for (DType type : TYPES) {
            isQr(SpectrumType.RANDOM.matrix(type, 5000, 7, 3), type, "qr, " + type + ", 5000 by 7");
        }
    }

    /** Columns that repeat others, columns of zeros, and sizes from 1 to 10^-30 (10^-200). */
    @Test
    void dependentColumns() {
        for (DType type : TYPES) {
            Dense a = Dense.random(200, 24, new Random(4));
            double step = type == DType.FLOAT32 ? 1e-5 : 1e-40;
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < 24; j++) {
                    double v = j % 4 == 3 ? 0 : j % 4 == 2 ? a.at(i, j - 1) * 2 : a.at(i, j);
                    a.set(i, j, v * Math.pow(step, j / 4));
                }
            }
            isQr(type == DType.FLOAT32 ? a.rounded() : a, type, "dependent columns, " + type);
        }
    }

    /** Against the normal equations of a matrix with orthogonal columns 1, ..., 1 and -1, 0, 1, ...: R is diagonal, the lengths known. */
    @Test
    void lengthsOfOrthogonalColumns() {
        int m = 101;
        Dense a = new Dense(m, 2);
        for (int i = 0; i < m; i++) {
            a.set(i, 0, 1);
            a.set(i, 1, i - 50);
        }
        try (Scope _ = Scope.open()) {
            Dense r = Place.dense(Qr.triangle(Place.tensor(device, a, DType.FLOAT64)));
            assertEquals(Math.sqrt(101), r.at(0, 0), 1e-13);
            assertEquals(0, r.at(0, 1), 1e-12);
            assertEquals(Math.sqrt(2 * 50 * 51 * 101 / 6.0), r.at(1, 1), 1e-11);
        }
    }

    @Test
    void whatIsNoNumberIsNamed() {
        try (Scope _ = Scope.open()) {
            double[] values = Dense.random(3 * 80, 8, new Random(5)).values();
            values[80 * 8 + 5] = Double.NaN;
            Tensor a = Tensor.of(values, 3, 80, 8).to(device);
            String said = assertThrows(NumericalFailure.class, () -> Qr.of(a).r().toDoubles()).getMessage();
            assertTrue(said.startsWith("qr: matrix 1 of the batch holds NaN or infinity"), said);
        }
    }

    @Test
    void aReplayHasTheBitsOfAnEagerRun() {
        try (Scope _ = Scope.open()) {
            Tensor a = Place.tensor(device, Dense.random(300, 20, new Random(6)), DType.FLOAT32);
            double[] eager = Qr.of(a).q().toDoubles();
            Tensor[] made = new Tensor[1];
            try (Replay replay = device.record(() -> made[0] = Qr.of(a).q())) {
                replay.run();
                double[] again = made[0].toDoubles();
                for (int i = 0; i < eager.length; i++) {
                    assertEquals(eager[i], again[i]);
                }
            }
        }
    }
}
