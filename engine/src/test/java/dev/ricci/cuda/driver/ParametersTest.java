package dev.ricci.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.kernels.Kernels;
import org.junit.jupiter.api.Test;

/** Launches in tests compare what was written with what the PTX declares. */
class ParametersTest {
    private static final String PTX = """
            .visible .entry two(
            \t.param .u64 .ptr .align 1 two_param_0,
            \t.param .align 8 .b8 two_param_1[272]
            )
            {
            }
            .visible .entry none()
            {
            }
            """;

    @Test
    void sizesAreRead() {
        assertTrue(Parameters.CHECKED, "tests run with assertions");
        assertTrue(Parameters.of(PTX, "two").fit(new int[] {8, 272}));
        assertTrue(Parameters.of(PTX, "none").fit(new int[0]));
        assertTrue(Parameters.of(Kernels.ptx("scaleAdd"), "scaleAdd").fit(new int[] {4, 8, 8, 8}));
    }

    @Test
    void anIntForALongIsFound() {
        Parameters p = Parameters.of(Kernels.ptx("scaleAdd"), "scaleAdd");
        String said = assertThrows(AssertionError.class, () -> p.fit(new int[] {4, 8, 8, 4})).getMessage();
        assertEquals("scaleAdd: arguments of [4, 8, 8, 4] bytes for parameters of [4, 8, 8, 8]", said);
    }

    @Test
    void argumentsKnowTheirSizes() {
        Arguments a = Arguments.start().int32(1).int64(2).begin(8).int32(3).int64(4).int32(5).end(8).float32(6);
        assertTrue(Parameters.of(".entry e(.param .u32 a, .param .u64 b, .param .align 8 .b8 c[24], .param .f32 d)", "e").fit(a.sizes()));
    }
}
