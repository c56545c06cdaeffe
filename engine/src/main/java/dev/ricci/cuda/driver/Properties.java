package dev.ricci.cuda.driver;

import java.nio.charset.StandardCharsets;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/**
 * What a device is.
 *
 * @param ordinal         its number
 * @param name            as its maker calls it
 * @param major           of the compute capability
 * @param minor           of the compute capability
 * @param multiprocessors how many it has
 * @param bytes           its memory
 */
public record Properties(int ordinal, String name, int major, int minor, int multiprocessors, long bytes) {
    /** The kernels are made for this compute capability and all later ones. */
    public static final int LEAST_MAJOR = 7;

    public static final int LEAST_MINOR = 5;

    /** How many devices the driver shows. */
    public static int count() {
        int[] n = new int[1];
        int status = JCudaDriver.cuDeviceGetCount(n);
        return status == DriverError.SUCCESS ? n[0] : 0;
    }

    static void checkOrdinal(String kind, int ordinal) {
        int n = count();
        if (ordinal >= n) {
            throw new IllegalStateException(kind + ": there is no device " + ordinal + "; "
                    + (n == 1 ? "there is one, of number 0" : "devices are 0 to " + (n - 1)) + "; 'ricci devices' lists them");
        }
    }

    /** Of the device with a number, without opening it. */
    public static Properties of(int ordinal) {
        CUdevice device = new CUdevice();
        int status = JCudaDriver.cuDeviceGet(device, ordinal);
        if (status != DriverError.SUCCESS) {
            throw new IllegalStateException("cuda: device " + ordinal + ": " + DriverError.text(status));
        }
        return of(device, ordinal);
    }

    static Properties of(CUdevice device, int ordinal) {
        byte[] name = new byte[256];
        JCudaDriver.cuDeviceGetName(name, name.length, device);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        long[] bytes = new long[1];
        JCudaDriver.cuDeviceTotalMem(bytes, device);
        return new Properties(ordinal, new String(name, 0, end, StandardCharsets.UTF_8).strip(),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT), bytes[0]);
    }

    private static int attribute(CUdevice device, int which) {
        int[] value = new int[1];
        JCudaDriver.cuDeviceGetAttribute(value, which, device);
        return value[0];
    }

    /** The compute capability as it is written: 7.5. */
    public String capability() {
        return major + "." + minor;
    }

    /** Whether our kernels run on it. */
    public boolean isSupported() {
        return major > LEAST_MAJOR || major == LEAST_MAJOR && minor >= LEAST_MINOR;
    }

    /** The driver would only say, at the first kernel, that the PTX is not for it. */
    void checkSupported() {
        if (!isSupported()) {
            throw new IllegalStateException("cuda: device " + ordinal + " (" + name + ") has compute capability " + major + "." + minor
                    + ", and kernels need " + LEAST_MAJOR + "." + LEAST_MINOR + " or newer (Turing, 2018); choose another device by"
                    + " --device cuda:N, or --device cpu");
        }
    }
}
