package dev.ricci.cuda.library;

import jcuda.NativePointerObject;
import jcuda.driver.CUstream;

/** A stream as a number, for calls that do not go through JCuda. */
final class StreamAddress extends NativePointerObject {
    StreamAddress(CUstream stream) {
        super(stream);
    }

    long value() {
        return getNativePointer();
    }
}
