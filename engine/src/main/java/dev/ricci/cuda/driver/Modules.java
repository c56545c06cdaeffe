package dev.ricci.cuda.driver;

import dev.ricci.kernels.Kernels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** Loads PTX, each file once, and finds the kernels in it. */
final class Modules {
    private record Name(String file, String entry) {}

    private final Context context;
    private final Map<String, CUmodule> modules = new ConcurrentHashMap<>();
    private final Map<Name, Kernel> kernels = new ConcurrentHashMap<>();

    Modules(Context context) {
        this.context = context;
    }

    Kernel kernel(String file, String entry) {
        Name name = new Name(file, entry);
        Kernel known = kernels.get(name);
        if (known != null) {
            return known;
        }
        context.enter(); // before the maps' own locks: who records a step holds the device already when it comes here
        try {
            return kernels.computeIfAbsent(name, n -> find(module(n.file), n.entry, () -> Kernels.ptx(n.file)));
        } finally {
            context.leave();
        }
    }

    private CUmodule module(String file) {
        return modules.computeIfAbsent(file, f -> load(f, Kernels.ptx(f)));
    }

    /** Compiles PTX for the device. */
    CUmodule load(String what, String ptx) {
        byte[] text = ptx.getBytes(StandardCharsets.US_ASCII);
        CUmodule module = new CUmodule();
        context.enter();
        try {
            context.check("loading " + what, JCudaDriver.cuModuleLoadData(module, Arrays.copyOf(text, text.length + 1))); // ends in 0
        } finally {
            context.leave();
        }
        return module;
    }

    /** The text is the module's, and is asked for only where launches are checked. */
    Kernel find(CUmodule module, String entry, Supplier<String> ptx) {
        CUfunction function = new CUfunction();
        context.enter();
        try {
            int status = JCudaDriver.cuModuleGetFunction(function, module, entry);
            if (status == CUresult.CUDA_ERROR_NOT_FOUND) {
                throw new AssertionError("the PTX has no kernel " + entry);
            }
            context.check("kernel " + entry, status);
        } finally {
            context.leave();
        }
        return new Kernel(context, entry, function, Parameters.CHECKED ? Parameters.of(ptx.get(), entry) : null);
    }

    /** Unloads all; the kernels must not be used any more. */
    void close() {
        modules.values().forEach(JCudaDriver::cuModuleUnload);
        modules.clear();
        kernels.clear();
    }
}
