package dev.ricci.cuda.driver;

import dev.ricci.backend.Replay;
import dev.ricci.backend.View;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;

/**
 * Work that the device has taken down as a graph, and does again in one launch.
 *
 * <p>A replay uses the addresses of the first time. What the step allocates comes from lists of this recording; other blocks that it
 * touches are pinned until this closes.
 */
final class Recording implements Replay {
    private static final ThreadLocal<Boolean> COMING = new ThreadLocal<>();

    private final Context context;
    private final FreeBlocks own = new FreeBlocks();
    private final Set<CudaBlock> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final CUgraphExec graph = new CUgraphExec();
    private boolean ready;
    private boolean open = true;

    /** Whether this thread is in the first run of a step that will be taken down. */
    static boolean isComing() {
        return COMING.get() != null;
    }

    private Recording(Context context) {
        this.context = context;
    }

    /**
     * Runs the step once, then takes it down without running it.
     *
     * <p>The first run loads and compiles what the step needs, and meets the step's own mistakes as every eager run would.
     */
    static Recording of(Context context, Runnable step) {
        if (context.isRecording()) {
            throw new IllegalStateException("record: another step is being recorded by this thread; record both bodies as one step");
        }
        COMING.set(true);
        try {
            step.run();
        } finally {
            COMING.remove();
        }
        context.enter();
        try {
            Recording r = new Recording(context);
            try {
                r.capture(step);
                return r;
            } catch (RuntimeException | Error e) {
                r.close();
                throw e;
            }
        } finally {
            context.leave();
        }
    }

    private void capture(Runnable step) {
        CUgraph made = new CUgraph();
        // Relaxed, since the step may load modules and take memory meanwhile: neither is work on the stream.
        context.check("record", JCudaDriver.cuStreamBeginCapture(context.stream(), CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED));
        context.recording(this);
        Throwable failed = null;
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed = e;
        } finally {
            context.recording(null);
        }
        context.again();
        int status = JCudaDriver.cuStreamEndCapture(context.stream(), made);
        if (failed != null && status == DriverError.SUCCESS) {
            JCudaDriver.cuGraphDestroy(made);
        }
        switch (failed) {
            case null -> context.check("record", status);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failed);
        }
        try {
            context.check("record", JCudaDriver.cuGraphInstantiate(graph, made, 0));
            ready = true;
            context.check("record", JCudaDriver.cuGraphUpload(graph, context.stream()));
        } finally {
            JCudaDriver.cuGraphDestroy(made);
        }
    }

    /** The lists that this thread's allocations come from while the step is taken down. */
    FreeBlocks blocks() {
        return own;
    }

    void touching(Iterable<View> views) {
        for (View v : views) {
            CudaBlock b = (CudaBlock) v.buffer().block();
            if (b.home != own && touched.add(b)) { // its own are nobody else's anyway
                context.pool().pin(b);
            }
        }
    }

    @Override
    public void run() {
        context.enter();
        try {
            if (!open) {
                throw new IllegalStateException("replay: this recording has been closed; record the step again");
            }
            if (context.isRecording()) {
                throw new IllegalStateException("replay: a recorded step cannot be part of another; record both bodies as one step");
            }
            context.launches().note("a recorded step", 1, 1, 1, 1);
            context.check("replay", JCudaDriver.cuGraphLaunch(graph, context.stream()));
            context.afterLaunch();
        } finally {
            context.leave();
        }
    }

    @Override
    public void close() {
        if (!context.whileHeld(this::shut)) {
            return;
        }
        touched.forEach(context.pool()::unpin);
        touched.clear();
        context.pool().merge(own);
        if (ready) {
            context.release(graph);
        }
    }

    /** Whether it was open until now. No replay begins after that, nor is one about to. */
    private boolean shut() {
        boolean before = open;
        open = false;
        return before;
    }
}
