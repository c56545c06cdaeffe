package dev.ricci.cuda.product;

import dev.ricci.backend.Choice;
import dev.ricci.cuda.library.Gemm;

/** How exactly cuBLAS multiplies float32: the setting {@code ricci.cuda.products}. */
enum Precision {
    /** As float32 says. */
    FLOAT32(Gemm.Kind.FLOAT32),
    /** Operands rounded to 10 bits behind the point: several times faster from Ampere on. */
    TF32(Gemm.Kind.TF32),
    /** Operands rounded to 7 bits behind the point. */
    BFLOAT16(Gemm.Kind.BFLOAT16);

    static final String PROPERTY = "ricci.cuda.products";

    final Gemm.Kind kind;

    Precision(Gemm.Kind kind) {
        this.kind = kind;
    }

    /** @throws IllegalArgumentException for an unknown word, naming the choices */
    static Precision setting() {
        return new Choice<Precision>(PROPERTY).with("float32", FLOAT32).with("tf32", TF32).with("bfloat16", BFLOAT16)
                .named(System.getProperty(PROPERTY, "float32"));
    }
}
