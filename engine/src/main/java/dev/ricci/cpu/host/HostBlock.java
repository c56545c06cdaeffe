package dev.ricci.cpu.host;

import dev.ricci.backend.Block;
import dev.ricci.backend.View;
import java.util.function.Consumer;

/** A piece of the process's own memory, which goes back to its owner when it is recycled. */
public final class HostBlock implements Block {
    private final long address;
    private final long bytes;
    private final Consumer<HostBlock> owner;

    public HostBlock(long address, long bytes, Consumer<HostBlock> owner) {
        this.address = address;
        this.bytes = bytes;
        this.owner = owner;
    }

    public long address() {
        return address;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void recycle() {
        owner.accept(this);
    }

    /** Where the view's first element stands. @throws IllegalStateException when the scope that owned the memory has closed */
    public static long address(View v) {
        HostBlock block = (HostBlock) v.buffer().block();
        return block.address + v.layout().offset() * v.dtype().bytes();
    }
}
