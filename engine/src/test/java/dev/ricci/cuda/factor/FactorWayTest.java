package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule as {@code ricci devices} prints it. */
class FactorWayTest {
    @BeforeEach
    void asUsersHaveIt() {
        Forced.way("auto");
    }

    @AfterEach
    void asItWas() {
        Forced.end();
    }

    @Test
    void oneSmallMatrixGoesToTheHost() {
        assertEquals(FactorWay.HOST, FactorWay.of(Factorisation.SVD, 64, 64, 1, false));
        assertEquals(FactorWay.HOST, FactorWay.of(Factorisation.SYMMETRIC_EIGEN, 200, 200, 1, false));
        assertEquals(FactorWay.HOST, FactorWay.of(Solver.GENERAL, 200, 1, false));
        assertEquals(FactorWay.JACOBI, FactorWay.of(Factorisation.SVD, 500, 500, 1, false));
        assertEquals(FactorWay.BLOCKED, FactorWay.of(Factorisation.LU, 500, 500, 1, false));
        assertEquals(FactorWay.SMALL, FactorWay.of(Factorisation.CHOLESKY, 16, 16, 1, false));
    }

    @Test
    void severalMatricesAndRecordedStepsStayOnTheDevice() {
        assertEquals(FactorWay.SMALL, FactorWay.of(Factorisation.SVD, 64, 64, 2, false));
        assertEquals(FactorWay.SMALL, FactorWay.of(Factorisation.SVD, 128, 128, 8, false));
        assertEquals(FactorWay.JACOBI, FactorWay.of(Factorisation.SVD, 128, 128, 7, false));
        assertEquals(FactorWay.SMALL, FactorWay.of(Factorisation.SVD, 64, 64, 1, true));
        assertEquals(FactorWay.BLOCKED, FactorWay.of(Solver.LOWER, 96, 1, true));
        assertEquals(FactorWay.TALL, FactorWay.of(Factorisation.QR, 20000, 500, 1, true));
    }

    @Test
    void theRuleTellsItsNumbers() {
        String rule = FactorWay.findings().toString();
        assertTrue(rule.contains("singular values to 256 rows") && rule.contains("to 64 rows and columns (SVD"), rule);
    }
}
