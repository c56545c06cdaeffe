package dev.ricci.cuda.library;

/** NVIDIA's library of matrix products, opened for one device's stream. Calls are made by one thread at a time, the context current. */
public interface Cublas extends AutoCloseable {
    /** Hands the product to the stream. @throws IllegalStateException where the library refuses it */
    void multiply(Gemm g);

    /** Gives the library's own memory back; the context is current. */
    @Override
    void close();
}
