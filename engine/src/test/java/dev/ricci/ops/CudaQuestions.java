package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions of each device, asked of the CUDA device, and one more: are its gradients those of the CPU, fused kernels and all? */
abstract class CudaQuestions extends OpQuestions {
    private static Backend before;

    @BeforeAll
    static void use() {
        Backend cuda = CudaUnderTest.device();
        before = Devices.current();
        Devices.use(cuda);
    }

    @AfterAll
    static void restore() {
        if (before != null) {
            Devices.use(before);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientsAgreeWithTheCpus(OpCase row) {
        assumeTrue(row.differentiable, row + " has no gradient");
        try (Backend cpu = Devices.open("cpu", dev.ricci.backend.DeviceOptions.DEFAULT)) {
            for (int[][] sample : row.samples) {
                try (Scope _ = Scope.open()) {
                    Tensor[] in = tensors(row, row.inputs(sample, DType.FLOAT64, 6), DType.FLOAT64);
                    List<Grid> expected = gradients(row, in, cpu);
                    List<Grid> got = gradients(row, in, Devices.current());
                    for (int i = 0; i < got.size(); i++) {
                        assertNear(expected.get(i), got.get(i), row + " " + describe(sample) + ": gradient of input " + i);
                    }
                }
            }
        }
    }

    /** Of the sum of squares, with respect to each input of real numbers. */
    private static List<Grid> gradients(OpCase row, Tensor[] in, Backend device) {
        Tensor[] all = new Tensor[in.length];
        List<Tensor> wanted = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            all[i] = in[i].to(device);
            if (all[i].dtype().isFloat()) {
                all[i] = all[i].wanted();
                wanted.add(all[i]);
            }
        }
        Gradients g = Gradients.of(row.op.apply(all).square().sum());
        return wanted.stream().map(t -> Grid.of(g.get(t))).toList();
    }

    private static void assertNear(Grid expected, Grid got, String what) {
        assertArrayEquals(expected.shape(), got.shape(), what);
        for (int i = 0; i < got.values().length; i++) {
            double e = expected.values()[i];
            assertEquals(e, got.values()[i], 1e-11 * (1 + Math.abs(e)), what + ", element " + i);
        }
    }
}
