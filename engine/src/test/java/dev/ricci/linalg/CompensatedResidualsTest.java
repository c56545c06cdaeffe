package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CompensatedResidualsTest {
    private static final int ROWS = 23;
    private static final int COLUMNS = 5;

    /** Right sides that cancel to the last digits, so that only twice the precision sees what is left; exact by BigDecimal. */
    @Test
    void residualsOfCancellingSystems() {
        Tensor m = Near.random(2, ROWS, COLUMNS);
        Tensor x = Near.random(2, COLUMNS, 3).mul(1e3);
        Tensor r = Near.random(2, ROWS, 3).mul(1e-3);
        Tensor b = m.matmul(x).add(r);
        Tensor c = m.t().matmul(r);
        Tensor[] found = residuals(m, b, c, 1 << 20).of(new AugmentedSystem.Solution(r, x));
        double[] mm = m.toDoubles();
        double[] xx = x.toDoubles();
        double[] rr = r.toDoubles();
        double[] bb = b.toDoubles();
        double[] cc = c.toDoubles();
        double[] right = found[0].toDoubles();
        double[] below = found[1].toDoubles();
        double worst = 0;
        for (int s = 0; s < 2; s++) {
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < ROWS; i++) {
                    int at = (s * ROWS + i) * 3 + k;
                    BigDecimal left = new BigDecimal(bb[at]).subtract(new BigDecimal(rr[at]));
                    for (int j = 0; j < COLUMNS; j++) {
                        left = left.subtract(product(mm[(s * ROWS + i) * COLUMNS + j], xx[(s * COLUMNS + j) * 3 + k]));
                    }
                    worst = Math.max(worst, Math.abs(left.doubleValue()));
                    assertEquals(left.doubleValue(), right[at], 1e-26, "of the equations");
                }
                for (int j = 0; j < COLUMNS; j++) {
                    int at = (s * COLUMNS + j) * 3 + k;
                    BigDecimal left = new BigDecimal(cc[at]);
                    for (int i = 0; i < ROWS; i++) {
                        left = left.subtract(product(mm[(s * ROWS + i) * COLUMNS + j], rr[(s * ROWS + i) * 3 + k]));
                    }
                    assertEquals(left.doubleValue(), below[at], 1e-31, "of the normal equations");
                }
            }
        }
        assertTrue(worst > 1e-14 && worst < 1e-11, "all but the last digits cancel: " + worst);
    }

    @Test
    void blocksOfRowsGiveTheSameBits() {
        Tensor m = Near.random(ROWS, COLUMNS);
        Tensor b = Near.random(ROWS, 2);
        Tensor c = Tensor.zeros(DType.FLOAT64, COLUMNS, 2);
        AugmentedSystem.Solution any = new AugmentedSystem.Solution(Near.random(ROWS, 2), Near.random(COLUMNS, 2));
        Tensor[] whole = residuals(m, b, c, 1 << 20).of(any);
        Tensor[] parts = residuals(m, b, c, 4 * COLUMNS + 1).of(any);
        assertArrayEquals(whole[0].toDoubles(), parts[0].toDoubles());
        assertArrayEquals(whole[1].toDoubles(), parts[1].toDoubles());
    }

    private static Residuals residuals(Tensor m, Tensor b, Tensor c, int elements) {
        boolean[] all = new boolean[Inputs.count(Matrices.batch(m))];
        Arrays.fill(all, true);
        RefinementProgress progress = new RefinementProgress(Matrices.batch(b), Matrices.columns(b), Matrices.batch(m), all);
        return new CompensatedResiduals(m, b, c, progress, elements);
    }

    private static BigDecimal product(double x, double y) {
        return new BigDecimal(x).multiply(new BigDecimal(y));
    }
}
