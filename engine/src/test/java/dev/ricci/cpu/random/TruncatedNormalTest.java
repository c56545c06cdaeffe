package dev.ricci.cpu.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values by mpmath with 60 digits: sqrt(pi / 2) exp(x^2 / 2) erfc(x / sqrt(2)), and bisection of erfc. */
class TruncatedNormalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1.2533141373155003", "0.5, 0.87636445645369235", "1, 0.65567954241879847", "3.7, 0.25377763740679358",
        "10, 0.099028596471731921", "25, 0.039936304769535593", "38, 0.026297602974252964", "1e4, 9.999999900000003e-5"})
    void millsRatio(double x, double expected) {
        assertEquals(expected, Mills.ratio(x), 5e-16 * expected);
    }

    @Test
    void tailsThatAreNothingAndAll() {
        assertEquals(0, Mills.above(Double.POSITIVE_INFINITY));
        assertEquals(1, Mills.above(Double.NEGATIVE_INFINITY));
        assertEquals(0.5, Mills.above(0), 2e-16);
        assertEquals(2.8665157187919391e-7, Mills.above(5), 1e-21); // Abramowitz and Stegun, table 26.2
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, -1, 2, 0.17116391801782477",
        "0.25, 4, 5, 4.0668632358833364",
        "0.999, 5, Infinity, 6.1976008229360918",
        "0.3, 9.5, 12, 9.537071028686786",
        "0.7, 12, 13, 12.09924280947935",
        "0.5, 40, 41, 40.017314126764651",
        "0.01, 100, Infinity, 100.00010049326073",
        "0.9, -300, -299, -299.00035237215752",
        "0.5, 1e5, Infinity, 100000.00000693147",
        "1e-9, -8, 8, -5.9978069139580955",
        "0.5, 30, 30.001, 30.000496250078358"})
    void quantiles(double share, double low, double high, double expected) {
        assertEquals(expected, TruncatedNormal.at(share, low, high), 1e-15 * Math.abs(expected));
    }

    /** Where both ways meet, at 10 deviations, they go on into each other, and what is drawn never leaves the interval. */
    @Test
    void bothWaysMeet() {
        for (double share = 0x1p-53; share < 1; share = share * 1.7 + 1e-4) {
            double near = TruncatedNormal.at(share, 10, 14);
            double far = TruncatedNormal.at(share, Math.nextUp(10.0), 14);
            assertEquals(near, far, 1e-13);
            assertTrue(near >= 10 && near <= 14);
        }
        assertEquals(3, TruncatedNormal.at(0.4, 3, 3));
        assertTrue(Double.isNaN(TruncatedNormal.at(0.4, 3, 2)));
        assertTrue(Double.isNaN(TruncatedNormal.at(0.4, Double.NaN, 2)));
    }
}
