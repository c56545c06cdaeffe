package dev.ricci.benchmarks.suites;

import dev.ricci.cuda.Cuda;
import java.util.Optional;

/** A GPU: its products against cuBLAS, its formulas and rows against its memory, a training step against PyTorch, all against the CPU. */
final class GpuSuite implements Suite {
    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public String title() {
        return "A GPU; float32 unless another type is named; from one finish of the device to the next";
    }

    @Override
    public String device() {
        return "cuda";
    }

    @Override
    public Optional<String> refusal(String device, boolean quick) {
        return device.equals("cpu") ? Optional.of("gpu: it measures a GPU; use --device cuda") : Suite.super.refusal(device, quick);
    }

    @Override
    public void run(Bench bench) {
        bench.report().note("products: " + ((Cuda) bench.device()).describeProducts());
        GpuProducts.run(bench);
        GpuMemory.run(bench);
        GpuStep.run(bench);
        GpuAgainstCpu.run(bench);
    }
}
