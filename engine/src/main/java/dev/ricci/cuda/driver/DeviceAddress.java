package dev.ricci.cuda.driver;

import jcuda.driver.CUdeviceptr;

/** An address of device memory as JCuda wants it, and as a number. */
public final class DeviceAddress extends CUdeviceptr {
    /** For the driver to write an address to. */
    public DeviceAddress() {}

    private DeviceAddress(CUdeviceptr origin, long offset) {
        super(origin, offset);
    }

    /** A known address. */
    public static DeviceAddress of(long address) {
        return new DeviceAddress(new DeviceAddress(), address);
    }

    /** The number. */
    public long address() {
        return getNativePointer() + getByteOffset();
    }
}
