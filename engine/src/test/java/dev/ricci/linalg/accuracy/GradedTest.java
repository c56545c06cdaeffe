package dev.ricci.linalg.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.linalg.Svd;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The smallest singular values of graded matrices, digit by digit: a general SVD owes them nothing, Jacobi's keeps them. */
class GradedTest {
    private static final int SIDE = 12;

    /** Columns from 1 to 10^-powers in no order; as well conditioned as random ones once they are brought to one length. */
    private static Dense columns(DType type, double powers) {
        Dense random = Dense.random(SIDE, SIDE, new Random(5));
        double[] sizes = new double[SIDE];
        for (int j = 0; j < SIDE; j++) {
            sizes[j] = Math.pow(10, -powers * (5 * j % SIDE) / (SIDE - 1));
        }
        Dense a = random.scaleColumns(sizes);
        return type == DType.FLOAT32 ? a.rounded() : a;
    }

    /** The largest relative error, in units of eps. */
    private static double error(double[] exact, double[] got, DType type) {
        double most = 0;
        for (int i = 0; i < exact.length; i++) {
            most = Math.max(most, Math.abs(got[i] - exact[i]) / (exact[i] * type.epsilon()));
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource
    void jacobiKeepsTheDigitsOfEveryValue(Place place) {
        place.run(device -> {
            for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                Dense a = columns(type, type == DType.FLOAT32 ? 20 : 100);
                double[] exact = Digits.singularValues(a);
                for (Dense each : new Dense[] {a, a.transpose()}) {
                    double error = error(exact, Svd.jacobi(Place.tensor(device, each, type)).s().toDoubles(), type);
                    assertTrue(error < 300, () -> place + ", " + type + ": " + error + " eps; the condition of the columns is about 100");
                }
            }
        });
    }

    @Test
    void theGeneralOneDoesNot() {
        Dense a = columns(DType.FLOAT64, 100);
        Place.LAPACK.run(device -> assertTrue(
                error(Digits.singularValues(a), Svd.of(Place.tensor(device, a, DType.FLOAT64)).s().toDoubles(), DType.FLOAT64) > 1e10,
                "else the test of Jacobi's shows nothing"));
    }

    /** The reference itself: [2 1; 1 1] has the values (3 +- sqrt(5)) / 2. */
    @Test
    void theReferenceIsRight() {
        double[] s = Digits.singularValues(new Dense(2, 2, new double[] {2, 1, 1, 1}));
        assertEquals((3 + Math.sqrt(5)) / 2, s[0], 1e-15);
        assertEquals((3 - Math.sqrt(5)) / 2, s[1], 1e-16);
    }
}
