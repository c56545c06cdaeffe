package dev.ricci.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** A block that counts how often it was recycled, and a buffer over it. */
record Counted(Buffer buffer, AtomicInteger recycled) implements Stored {
    static Counted make(long bytes) {
        AtomicInteger count = new AtomicInteger();
        return new Counted(new Buffer(null, block(bytes, count)), count);
    }

    /** Apart from the buffer, as a block may not refer to it. */
    static Block block(long bytes, AtomicInteger count) {
        return new Block() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void recycle() {
                count.incrementAndGet();
            }
        };
    }

    int times() {
        return recycled.get();
    }

    @Override
    public View view() {
        return new View(buffer, DType.FLOAT32, Layout.dense(1));
    }
}
