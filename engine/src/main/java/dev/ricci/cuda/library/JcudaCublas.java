package dev.ricci.cuda.library;

import dev.ricci.cuda.driver.Raw;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasGemmAlgo;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.runtime.cudaStream_t;

/** cuBLAS through JCublas2. Statuses are checked here: JCuda's exceptions are off, as in the driver's package. */
final class JcudaCublas implements Cublas {
    private final cublasHandle handle = new cublasHandle();
    private final Scalars scalars = new Scalars();
    private final Raw scale = new Raw(scalars.scale().address());
    private final Raw keep = new Raw(scalars.keep().address());

    /** The native is loaded, the device's context is current. */
    JcudaCublas(CUstream stream, Workspace workspace) {
        Status.check("create", JCublas2.cublasCreate(handle));
        try {
            Status.check("stream", JCublas2.cublasSetStream(handle, new cudaStream_t(stream))); // forgets the workspace: it comes after
            Status.check("workspace", JCublas2.cublasSetWorkspace(handle, new Raw(workspace.address()), workspace.bytes()));
            Status.check("mode", JCublas2.cublasSetMathMode(handle, cublasMath.CUBLAS_DEFAULT_MATH));
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    @Override
    public void multiply(Gemm g) {
        scalars.set(g);
        Status.check("product", switch (g.kind()) {
            case FLOAT32 -> float32(g);
            case FLOAT64 -> float64(g);
            // The forms without _new are older ones that drop errors.
            case TF32, BFLOAT16 -> g.count() == 1 ? one(g) : several(g);
        });
    }

    private int float32(Gemm g) {
        Raw a = new Raw(g.a());
        Raw b = new Raw(g.b());
        Raw c = new Raw(g.c());
        return g.count() == 1
                ? JCublas2.cublasSgemm(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, a, g.aLead(), b, g.bLead(),
                        keep, c, g.cLead())
                : JCublas2.cublasSgemmStridedBatched(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, a, g.aLead(),
                        g.aStep(), b, g.bLead(), g.bStep(), keep, c, g.cLead(), g.cStep(), g.count());
    }

    private int float64(Gemm g) {
        Raw a = new Raw(g.a());
        Raw b = new Raw(g.b());
        Raw c = new Raw(g.c());
        return g.count() == 1
                ? JCublas2.cublasDgemm(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, a, g.aLead(), b, g.bLead(),
                        keep, c, g.cLead())
                : JCublas2.cublasDgemmStridedBatched(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, a, g.aLead(),
                        g.aStep(), b, g.bLead(), g.bStep(), keep, c, g.cLead(), g.cStep(), g.count());
    }

    private int one(Gemm g) {
        Gemm.Kind t = g.kind();
        return JCublas2.cublasGemmEx_new(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, new Raw(g.a()), t.operands,
                g.aLead(), new Raw(g.b()), t.operands, g.bLead(), keep, new Raw(g.c()), t.result, g.cLead(), t.arithmetic,
                cublasGemmAlgo.CUBLAS_GEMM_DEFAULT);
    }

    private int several(Gemm g) {
        Gemm.Kind t = g.kind();
        return JCublas2.cublasGemmStridedBatchedEx_new(handle, g.operationA(), g.operationB(), g.m(), g.n(), g.k(), scale, new Raw(g.a()),
                t.operands, g.aLead(), g.aStep(), new Raw(g.b()), t.operands, g.bLead(), g.bStep(), keep, new Raw(g.c()), t.result,
                g.cLead(), g.cStep(), g.count(), t.arithmetic, cublasGemmAlgo.CUBLAS_GEMM_DEFAULT);
    }

    @Override
    public void close() {
        JCublas2.cublasDestroy(handle);
    }
}
