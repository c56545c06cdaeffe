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
 * <p>Every block that the work touches is pinned until this closes: a replay uses the addresses of the first time.
 */
final class Recording implements Replay {
    private final Context context;
    private final FreeBlocks own;
    private final Set<CudaBlock> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final CUgraphExec graph = new CUgraphExec();
    private boolean open = true;

    private Recording(Context context) {
        this.context = context;
        this.own = context.pool().beginRecording();
    }

    /**
     * Runs the step once, then takes it down without running it.
     *
     * <p>The first run loads and compiles what the step needs, and meets the step's own mistakes as every eager run would.
     */
    static Recording of(Context context, Runnable step) {
        step.run();
        context.enter();
        try {
            if (context.isRecording()) {
                throw new IllegalStateException("record: another step is being recorded; end that one first");
            }
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
        RuntimeException failed = null;
        try {
            step.run();
        } catch (RuntimeException e) {
            failed = e;
        } finally {
            context.recording(null);
            context.pool().endRecording();
        }
        int status = JCudaDriver.cuStreamEndCapture(context.stream(), made);
        if (failed != null) {
            JCudaDriver.cuGraphDestroy(made);
            throw failed;
        }
        context.check("record", status);
        try {
            context.check("record", JCudaDriver.cuGraphInstantiate(graph, made, 0));
            context.check("record", JCudaDriver.cuGraphUpload(graph, context.stream()));
        } finally {
            JCudaDriver.cuGraphDestroy(made);
        }
    }

    void touching(Iterable<View> views) {
        for (View v : views) {
            CudaBlock b = (CudaBlock) v.buffer().block();
            if (touched.add(b)) {
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
            context.journal().note("a recorded step", 1, 1, 1, 1);
            context.check("replay", JCudaDriver.cuGraphLaunch(graph, context.stream()));
            context.afterLaunch();
        } finally {
            context.leave();
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        context.pool().endRecording();
        touched.forEach(context.pool()::unpin);
        touched.clear();
        context.pool().merge(own);
        context.release(graph);
    }
}
