package dev.ricci.cuda.driver;

import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What the driver answers when something is wrong, as exceptions that say what to do. */
final class DriverError {
    static final int SUCCESS = CUresult.CUDA_SUCCESS;
    static final int OUT_OF_MEMORY = CUresult.CUDA_ERROR_OUT_OF_MEMORY;

    private DriverError() {}

    /** The driver's own name of an error, as in CUDA_ERROR_INVALID_VALUE. */
    static String name(int status) {
        String name = CUresult.stringFor(status);
        return name == null || name.startsWith("INVALID") ? "error " + status : name;
    }

    /** The name, the driver's sentence where it has one, and what to do about some that machines cause, not programs. */
    static String text(int status) {
        String[] sentence = new String[1];
        JCudaDriver.cuGetErrorString(status, sentence);
        boolean more = sentence[0] != null && !sentence[0].isBlank() && !sentence[0].equals(name(status));
        return name(status) + (more ? ": " + sentence[0] : "") + remedy(status);
    }

    private static String remedy(int status) {
        return switch (status) {
            case CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND -> "; libnvidia-ptxjitcompiler.so.1 belongs to the driver and was not found:"
                    + " install the whole driver, or give the container NVIDIA_DRIVER_CAPABILITIES=compute,utility";
            case CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED -> "; the kernels come as PTX: unset CUDA_DISABLE_PTX_JIT";
            case CUresult.CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, CUresult.CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED ->
                "; the step does something that cannot be recorded: run it eagerly";
            default -> "";
        };
    }

    /** Whether a device that answered so answers every later call so: its work and its memory are gone. */
    static boolean isFatal(int status) {
        return switch (status) {
            case CUresult.CUDA_ERROR_ILLEGAL_ADDRESS, CUresult.CUDA_ERROR_LAUNCH_FAILED, CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
                    CUresult.CUDA_ERROR_ASSERT, CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR, CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
                    CUresult.CUDA_ERROR_MISALIGNED_ADDRESS, CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE, CUresult.CUDA_ERROR_INVALID_PC,
                    CUresult.CUDA_ERROR_ECC_UNCORRECTABLE, CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
                    CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED, CUresult.CUDA_ERROR_UNKNOWN -> true;
            default -> false;
        };
    }
}
