package dev.ricci.cuda.driver;

import jcuda.Pointer;

/** A native address as JCuda wants it; its own pointers to arrays and buffers cost ten times as much a call. */
public final class Raw extends Pointer {
    public Raw(long address) {
        super(address);
    }

    /** For the driver to write an address to. */
    public Raw() {}

    /** The number. */
    public long address() {
        return getNativePointer() + getByteOffset();
    }
}
