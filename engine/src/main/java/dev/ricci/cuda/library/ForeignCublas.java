package dev.ricci.cuda.library;

import static java.lang.foreign.MemorySegment.ofAddress;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** cuBLAS of any major version through the JDK's own foreign functions, where JCublas2's native does not load. */
final class ForeignCublas implements Cublas {
    private static final int DEFAULT_ALGORITHM = -1;
    private static final int DEFAULT_MODE = 0;

    private final Scalars scalars = new Scalars();
    private final MemorySegment scale = scalars.scale();
    private final MemorySegment keep = scalars.keep();
    private final MemorySegment handle;
    private final MethodHandle destroy;
    private final MethodHandle float32;
    private final MethodHandle float32s;
    private final MethodHandle float64;
    private final MethodHandle float64s;
    private final MethodHandle one;
    private final MethodHandle several;

    /** The device's context is current. */
    ForeignCublas(SymbolLookup library, long stream, Workspace workspace) {
        Functions f = new Functions(library);
        destroy = f.of("cublasDestroy_v2", "p");
        float32 = f.of("cublasSgemm_v2", "piiiiippipippi");
        float64 = f.of("cublasDgemm_v2", "piiiiippipippi");
        float32s = f.of("cublasSgemmStridedBatched", "piiiiippilpilppili");
        float64s = f.of("cublasDgemmStridedBatched", "piiiiippilpilppili");
        one = f.of("cublasGemmEx", "piiiiippiipiippiiii");
        several = f.of("cublasGemmStridedBatchedEx", "piiiiippiilpiilppiiliii");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(ValueLayout.ADDRESS);
            Status.check("create", (int) f.of("cublasCreate_v2", "p").invokeExact(place));
            handle = place.get(ValueLayout.ADDRESS, 0);
        } catch (Throwable e) {
            throw Functions.unexpected(e);
        }
        try {
            Status.check("stream", (int) f.of("cublasSetStream_v2", "pp").invokeExact(handle, ofAddress(stream))); // before the workspace
            Status.check("workspace", (int) f.of("cublasSetWorkspace_v2", "ppl").invokeExact(handle, ofAddress(workspace.address()),
                    workspace.bytes()));
            Status.check("mode", (int) f.of("cublasSetMathMode", "pi").invokeExact(handle, DEFAULT_MODE));
        } catch (Throwable e) {
            close();
            throw Functions.unexpected(e);
        }
    }

    @Override
    public void multiply(Gemm g) {
        scalars.set(g);
        try {
            Status.check("product", switch (g.kind()) {
                case FLOAT32 -> g.count() == 1 ? plain(float32, g) : batched(float32s, g);
                case FLOAT64 -> g.count() == 1 ? plain(float64, g) : batched(float64s, g);
                case TF32, BFLOAT16 -> g.count() == 1 ? typed(g) : typedBatch(g);
            });
        } catch (Throwable e) {
            throw Functions.unexpected(e);
        }
    }

    private int plain(MethodHandle f, Gemm g) throws Throwable {
        return (int) f.invokeExact(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, ofAddress(g.a()), g.aLead(),
                ofAddress(g.b()), g.bLead(), keep, ofAddress(g.c()), g.cLead());
    }

    private int batched(MethodHandle f, Gemm g) throws Throwable {
        return (int) f.invokeExact(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, ofAddress(g.a()), g.aLead(),
                g.aStep(), ofAddress(g.b()), g.bLead(), g.bStep(), keep, ofAddress(g.c()), g.cLead(), g.cStep(), g.count());
    }

    private int typed(Gemm g) throws Throwable {
        Gemm.Kind t = g.kind();
        return (int) one.invokeExact(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, ofAddress(g.a()), t.operands,
                g.aLead(), ofAddress(g.b()), t.operands, g.bLead(), keep, ofAddress(g.c()), t.result, g.cLead(), t.arithmetic,
                DEFAULT_ALGORITHM);
    }

    private int typedBatch(Gemm g) throws Throwable {
        Gemm.Kind t = g.kind();
        return (int) several.invokeExact(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, ofAddress(g.a()), t.operands,
                g.aLead(), g.aStep(), ofAddress(g.b()), t.operands, g.bLead(), g.bStep(), keep, ofAddress(g.c()), t.result, g.cLead(),
                g.cStep(), g.count(), t.arithmetic, DEFAULT_ALGORITHM);
    }

    @Override
    public void close() {
        try {
            int ignored = (int) destroy.invokeExact(handle); // at the end there is nothing left to do about a failure
        } catch (Throwable e) {
            throw Functions.unexpected(e);
        }
    }
}
