package dev.ricci.cuda.driver;

import java.util.List;

/**
 * Every function of the driver that this package calls, by the name under which JCuda's native looks for it.
 *
 * <p>The native binds them when they are first called, and one that the driver lacks would end the JVM: so they are looked for
 * before. A call that is new in this package belongs here.
 */
final class DriverFunctions {
    static final List<String> NAMES = List.of(
            "cuInit", "cuDriverGetVersion", "cuGetErrorString", "cuDeviceGet", "cuDeviceGetCount", "cuDeviceGetName",
            "cuDeviceTotalMem_v2", "cuDeviceGetAttribute", "cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRelease_v2",
            "cuCtxSetCurrent", "cuStreamCreate", "cuStreamDestroy_v2", "cuStreamSynchronize", "cuStreamBeginCapture_v2",
            "cuStreamEndCapture", "cuGraphInstantiateWithFlags", "cuGraphUpload", "cuGraphLaunch", "cuGraphDestroy",
            "cuGraphExecDestroy", "cuEventCreate", "cuEventDestroy_v2", "cuEventRecord", "cuEventSynchronize", "cuMemAlloc_v2",
            "cuMemFree_v2", "cuMemGetInfo_v2", "cuMemHostAlloc", "cuMemFreeHost", "cuMemcpyHtoDAsync_v2", "cuMemcpyDtoHAsync_v2",
            "cuModuleLoadData", "cuModuleUnload", "cuModuleGetFunction", "cuLaunchKernel");

    private DriverFunctions() {}
}
