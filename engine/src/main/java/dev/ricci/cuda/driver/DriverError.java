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

    /** The name, and the driver's sentence where it has one. */
    static String text(int status) {
        String[] sentence = new String[1];
        JCudaDriver.cuGetErrorString(status, sentence);
        boolean more = sentence[0] != null && !sentence[0].isBlank() && !sentence[0].equals(name(status));
        return name(status) + (more ? ": " + sentence[0] : "");
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
