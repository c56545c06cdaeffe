package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A view in the processor's memory and one on a device, laid out alike in buffers of the same bytes: what an operation does to one can
 * be compared with what it does to the other, elements and surroundings.
 */
final class Twin {
    private final View host;
    private final View device;

    private Twin(View host, View device) {
        this.host = host;
        this.device = device;
    }

    /** Copies the whole buffer of a view as {@code Samples} makes them to the device. */
    static Twin of(Backend device, View host) {
        MemorySegment bytes = bytes(host);
        View all = all(device.allocate(bytes.byteSize()), host.dtype(), bytes);
        device.write(all, bytes);
        return new Twin(host, new View(all.buffer(), host.dtype(), host.layout()));
    }

    private static MemorySegment bytes(View host) {
        HostBlock block = (HostBlock) host.buffer().block();
        long whole = block.bytes() / host.dtype().bytes() * host.dtype().bytes();
        return MemorySegment.ofAddress(block.address()).reinterpret(whole);
    }

    private static View all(Buffer buffer, DType type, MemorySegment bytes) {
        return new View(buffer, type, Layout.dense((int) (bytes.byteSize() / type.bytes())));
    }

    View host() {
        return host;
    }

    View device() {
        return device;
    }

    /** Elements must agree within tolerance times the largest of 1, their size and scale; surroundings must be the same. */
    void agree(String what, double tolerance, double scale) {
        MemorySegment expected = bytes(host);
        byte[] copy = new byte[(int) expected.byteSize()];
        MemorySegment got = MemorySegment.ofArray(new double[copy.length / 8 + 1]).asSlice(0, copy.length);
        device.buffer().backend().read(all(device.buffer(), device.dtype(), expected), got);
        long n = expected.byteSize() / host.dtype().bytes();
        for (long i = 0; i < n; i++) {
            double e = number(expected, i);
            double g = number(got, i);
            double allowed = Double.isFinite(e) ? tolerance * Math.max(scale, Math.max(1, Math.abs(e))) : 0;
            if (Double.compare(e, g) != 0 && !(Math.abs(e - g) <= allowed)) {
                assertEquals(e, g, allowed, what + " " + host.layout() + ", element " + i + " of the buffer");
            }
        }
    }

    private double number(MemorySegment s, long i) {
        return switch (host.dtype()) {
            case BOOL -> s.get(ValueLayout.JAVA_BYTE, i);
            case INT32 -> s.getAtIndex(ValueLayout.JAVA_INT, i);
            case INT64 -> s.getAtIndex(ValueLayout.JAVA_LONG, i);
            case FLOAT16 -> Half.fromFloat16(s.getAtIndex(ValueLayout.JAVA_SHORT, i));
            case BFLOAT16 -> Half.fromBfloat16(s.getAtIndex(ValueLayout.JAVA_SHORT, i));
            case FLOAT32 -> s.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            case FLOAT64 -> s.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        };
    }
}
