package dev.ricci.cuda.driver;

import dev.ricci.backend.LeakReport;
import dev.ricci.backend.Replay;
import dev.ricci.backend.View;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * One opened CUDA device: its primary context, the one stream that all work goes to, its memory and its kernels.
 *
 * <p>Any thread may call. A driver's context belongs to a thread of the system, which a virtual thread may change whenever it waits, so
 * every call is made between {@link #enter} and {@link #leave}: the lock is taken first, then the context made current, and nothing
 * in between waits.
 */
public final class Context implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final CUdevice device = new CUdevice();
    private final CUcontext handle = new CUcontext();
    private final WorkStream stream = new WorkStream();
    private final Leases leases = new Leases(stream);
    private final boolean waits = Boolean.getBoolean("ricci.cuda.wait");
    private final Properties properties;
    private final MemoryPool pool;
    private final Modules modules;
    private final Launches launches = new Launches();
    private Staging staging;
    private IndexFaults faults;
    private NumericalFaults numerical;
    private Recording recording;
    private volatile String lost;
    private boolean open = true;

    /**
     * Opens a device of a driver that is loaded.
     *
     * @param kind what the caller names it by, for messages: cuda or emulated
     * @throws IllegalStateException when it cannot be used, with reason and remedy
     */
    public Context(String kind, int ordinal) {
        Properties.checkOrdinal(kind, ordinal);
        check("device " + ordinal, JCudaDriver.cuDeviceGet(device, ordinal));
        properties = Properties.of(device, ordinal);
        properties.checkSupported();
        int status = JCudaDriver.cuDevicePrimaryCtxRetain(handle, device);
        if (status == CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE) {
            throw new IllegalStateException("cuda: device " + ordinal + " (" + properties.name() + ") is used exclusively by another"
                    + " program (" + DriverError.name(status) + "); end that one, choose another device by --device cuda:N, or"
                    + " have its mode set to default by nvidia-smi -c 0");
        }
        check("context", status);
        pool = new MemoryPool(this, LeakReport.isWanted());
        modules = new Modules(this);
        enter();
        try {
            check("stream", JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
            staging = new Staging(this);
            faults = new IndexFaults();
            numerical = new NumericalFaults();
        } catch (RuntimeException e) {
            close();
            throw e;
        } finally {
            leave();
        }
    }

    /** Takes the device for this thread. @throws IllegalStateException when its context is lost or closed */
    public void enter() {
        lock.lock();
        if (lost == null && open) {
            int status = JCudaDriver.cuCtxSetCurrent(handle);
            if (status == DriverError.SUCCESS) {
                return;
            }
            lock.unlock();
            throw failure("context", status);
        }
        lock.unlock();
        throw new IllegalStateException(open ? lost : "cuda: the device has been closed; open it anew");
    }

    public void leave() {
        lock.unlock();
    }

    /** Does work between {@link #enter} and {@link #leave}. */
    public <T> T within(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    /** A kernel by the name of its file and its own, loaded on first use. */
    public Kernel kernel(String file, String entry) {
        return modules.kernel(file, entry);
    }

    /** A kernel of a text that was compiled at run time; keep it. */
    public Kernel compiled(String ptx, String entry) {
        return modules.find(modules.load(entry, ptx), entry, () -> ptx);
    }

    public Properties properties() {
        return properties;
    }

    Leases leases() {
        return leases;
    }

    /** The stream of all work. */
    public CUstream stream() {
        return stream;
    }

    /** The same as a number, for calls that do not go through JCuda. */
    public long streamAddress() {
        return stream.address();
    }

    /** Where kernels tell of indices out of range. */
    public IndexFaults faults() {
        return faults;
    }

    /** Where kernels tell of matrices that cannot be factored or solved. */
    public NumericalFaults numericalFaults() {
        return numerical;
    }

    /** Uninitialised memory. */
    public CudaBlock allocate(long bytes) {
        return pool.allocate(bytes);
    }

    public long liveBytes() {
        return pool.liveBytes();
    }

    /** What the driver could still give, and what is kept for reuse. */
    public long availableBytes() {
        return within(() -> {
            long[] free = new long[1];
            long[] total = new long[1];
            check("memory", JCudaDriver.cuMemGetInfo(free, total));
            return free[0] + pool.keptBytes();
        });
    }

    public void trim() {
        if (isRecording()) {
            throw new IllegalStateException("record: the step gives memory back to the driver, which waits for the device; trim after"
                    + " run()");
        }
        pool.trim();
    }

    /** What is alive now by where it was allocated, with {@code -Dricci.leaks=true}. */
    public String leaks() {
        return pool.leaks();
    }

    /** Copies host memory into a view that stands densely. */
    public void write(View to, MemorySegment from, long bytes) {
        enter();
        try {
            if (recording != null) {
                throw new IllegalStateException("record: the step copies numbers of the host to the device, which a replay would not do"
                        + " again; put them into a Parameter outside of the step and let the step read that");
            }
            staging.write(CudaBlock.address(to), from, bytes);
        } finally {
            leave();
        }
    }

    /** Copies a view that stands densely to host memory, when all work before is done. */
    public void read(View from, MemorySegment to, long bytes) {
        enter();
        try {
            if (recording != null) {
                throw new IllegalStateException("record: the step reads numbers back, as item() and toFloats() do, which a replay cannot;"
                        + " give them out as the step's result and read that after run()");
            }
            staging.read(CudaBlock.address(from), to, bytes);
        } finally {
            leave();
        }
    }

    /**
     * Waits for all work.
     *
     * @throws IllegalArgumentException for an index out of range that a kernel met
     * @throws dev.ricci.backend.NumericalFailure for a matrix that a kernel could not factor or solve
     */
    public void finish() {
        enter();
        try {
            if (recording != null) {
                throw new IllegalStateException("record: the step waits for the device, which a recording cannot; wait after run()");
            }
            synchronize();
        } finally {
            leave();
        }
    }

    /** Hands work of a library to the stream, as a launch does; a recording keeps the memory of the views. */
    public void enqueue(String name, List<View> views, Runnable work) {
        enter();
        try {
            touching(views);
            launches.note(name, 1, 1, 1, 1);
            work.run();
            afterLaunch();
        } finally {
            leave();
        }
    }

    /** Runs a step once and takes it down as a graph. */
    public Replay record(Runnable step) {
        return Recording.of(this, step);
    }

    void synchronize() {
        check("waiting for the device", JCudaDriver.cuStreamSynchronize(stream));
        launches.settled();
        faults.check();
        numerical.check();
    }

    /** Whether this thread takes a step down. Other threads wait for the lock meanwhile, and only their allocations go on. */
    public boolean isRecording() {
        return lock.isHeldByCurrentThread() && recording != null;
    }

    /** Whether this thread runs a step that is taken down, now or in a moment: what runs in it must be able to run without the host. */
    public boolean isInStep() {
        return Recording.isComing() || isRecording();
    }

    /** The lists that allocations of this thread belong to while it takes a step down, else null. */
    FreeBlocks recordingBlocks() {
        return isRecording() ? recording.blocks() : null;
    }

    void recording(Recording r) {
        recording = r;
    }

    MemoryPool pool() {
        return pool;
    }

    Launches launches() {
        return launches;
    }

    void touching(Iterable<View> views) {
        if (recording != null) {
            recording.touching(views);
        }
    }

    void afterLaunch() {
        if (waits && recording == null) {
            synchronize();
        }
    }

    /** @throws IllegalStateException where a call of the driver has failed */
    public void check(String what, int status) {
        if (status != DriverError.SUCCESS) {
            throw failure(what, status);
        }
    }

    /** The exception for a failed call; a fatal one makes all later calls fail with advice. */
    IllegalStateException failure(String what, int status) {
        if (!DriverError.isFatal(status)) {
            return new IllegalStateException("cuda: " + what + ": " + DriverError.text(status));
        }
        String text = "cuda: the device's context is lost: " + DriverError.text(status) + ", " + launches.suspects()
                + " (noticed at: " + what + ")" + (launches.isCertain() ? "" : "; -Dricci.cuda.wait=true names the kernel for certain")
                + ". All tensors on the device are gone; start the program again, training goes on from its last checkpoint by --resume";
        lost = lost == null ? text : lost;
        return new IllegalStateException(lost);
    }

    /** Ends a graph. Waiting would break a recording in which this happens; the driver lets a graph that runs come to its end. */
    void release(CUgraphExec graph) {
        if (lost != null || !open) {
            return;
        }
        enter();
        try {
            if (recording == null) {
                JCudaDriver.cuStreamSynchronize(stream);
            }
            JCudaDriver.cuGraphExecDestroy(graph);
        } finally {
            leave();
        }
    }

    /** Asks while no other thread has the device, which may be closed. */
    boolean whileHeld(BooleanSupplier question) {
        lock.lock();
        try {
            return question.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the context current once more: a virtual thread that waited may have gone on to another thread of the system. */
    void again() {
        check("context", JCudaDriver.cuCtxSetCurrent(handle));
    }

    /** Whether it is neither lost nor closed. */
    public boolean isUsable() {
        return lost == null && whileHeld(() -> open);
    }

    /** Gives the device back. Tensors on it can no longer be used. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!open) {
                return;
            }
            if (lost == null && JCudaDriver.cuCtxSetCurrent(handle) == DriverError.SUCCESS) {
                JCudaDriver.cuStreamSynchronize(stream);
                if (staging != null) {
                    staging.close();
                }
                for (FaultBlock f : new FaultBlock[] {faults, numerical}) {
                    if (f != null) {
                        f.close();
                    }
                }
                pool.trim();
                modules.close();
                JCudaDriver.cuStreamDestroy(stream);
            }
            open = false;
            JCudaDriver.cuDevicePrimaryCtxRelease(device);
        } finally {
            lock.unlock();
        }
    }
}
