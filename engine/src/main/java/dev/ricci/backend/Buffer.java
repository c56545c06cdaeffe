package dev.ricci.backend;

/**
 * A piece of a device's memory, owned by a {@link Scope} or, where none is open, by the garbage collector.
 *
 * <p>Its block goes back to the device once: when its scope closes, or when nothing refers to the buffer any more.
 */
public final class Buffer {
    private final Backend backend;
    private final Block block;
    private Scope scope;
    private volatile boolean open = true;
    private int version;

    /** A buffer over a fresh block, owned by the innermost scope of this thread. */
    public Buffer(Backend backend, Block block) {
        this.backend = backend;
        this.block = block;
        Scope inner = Scope.innermost();
        if (inner == null) {
            Unscoped.own(this);
        } else {
            inner.own(this);
        }
    }

    public Backend backend() {
        return backend;
    }

    /** The device's own handle. @throws IllegalStateException when the scope that owned the memory has closed */
    public Block block() {
        if (!open) {
            throw new IllegalStateException(Check.scopeClosed(AllocationSite.operation()));
        }
        return block;
    }

    /** How often what stands here has been changed in place: what was computed from it earlier may need the numbers of then. */
    public int version() {
        return version;
    }

    /** Notes that what stands here has been changed in place. */
    public void changed() {
        version++;
    }

    public boolean isOpen() {
        return open;
    }

    Block blockWhateverState() {
        return block;
    }

    Scope scope() {
        return scope;
    }

    void ownedBy(Scope owner) {
        scope = owner;
    }

    void close() {
        if (open) {
            open = false;
            block.recycle();
        }
    }
}
