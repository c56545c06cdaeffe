package dev.ricci.cuda.driver;

import jcuda.driver.CUstream;

/** A stream whose handle can also be had as a number. */
final class WorkStream extends CUstream {
    long address() {
        return getNativePointer();
    }
}
