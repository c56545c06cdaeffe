package dev.ricci.cuda.product;

import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.library.Cublas;
import dev.ricci.cuda.library.CublasLibrary;
import dev.ricci.cuda.library.LibraryPlace;
import dev.ricci.cuda.library.NoCublas;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Matrix products on one device: by cuBLAS where it is and takes them, else by our own kernels.
 *
 * <p>cuBLAS is loaded at the first product that wants it: that takes a while, and many programs need none.
 */
public final class Products implements AutoCloseable {
    private final Context context;
    private final Function<String, Optional<LibraryPlace>> finder;
    private final Precision precision = Precision.setting();
    private final CublasLibrary.Use use = CublasLibrary.Use.setting();
    private final TiledProduct tiled;
    private CublasLibrary library;
    private Cublas cublas;
    private LibraryProduct byLibrary;
    private LibraryProduct exactly;
    private NoCublas without;
    /** Written last, read first: then what was found is seen. */
    private volatile boolean sought;

    /**
     * The finder knows where a library's file of a name stands.
     *
     * @throws IllegalArgumentException for an unknown word in {@code ricci.cuda.products} or {@code ricci.cuda.cublas}
     */
    public Products(Context context, Function<String, Optional<LibraryPlace>> finder) {
        this.context = context;
        this.finder = finder;
        this.tiled = new TiledProduct(context);
    }

    /** out = scale a b + keep out over the last two axes. Shapes and types have been checked. */
    public void matmul(View out, View a, View b, double scale, double keep) {
        if (out.size() == 0) {
            return;
        }
        Geometry g = Geometry.of(out, a, b);
        if (Way.of(g, out.dtype()).library() && hasLibrary()) {
            byLibrary.multiply(out, a, b, scale, keep);
        } else {
            tiled.multiply(g, scale, keep);
        }
    }

    /** The same in float32 arithmetic throughout, whatever the setting: what is left of a factorisation would lose its digits. */
    public void exact(View out, View a, View b, double scale, double keep) {
        if (out.size() == 0) {
            return;
        }
        Geometry g = Geometry.of(out, a, b);
        if (Way.of(g, out.dtype()).library() && found()) {
            exactly.multiply(out, a, b, scale, keep);
        } else {
            tiled.multiply(g, scale, keep);
        }
    }

    /** What large products run on, for people; loads cuBLAS where that has not been done. */
    public String describe() {
        return hasLibrary() ? "cuBLAS " + library.describe() : "own kernels (" + without.reason() + ")";
    }

    /** cuBLAS as products call it, where there is one; calls are made by one thread at a time, the device's context current. */
    public Optional<Cublas> cublas() {
        return hasLibrary() ? Optional.of(cublas) : Optional.empty();
    }

    private boolean hasLibrary() {
        boolean found = found();
        if (without != null && precision != Precision.FLOAT32) {
            throw new IllegalStateException("matmul: " + Precision.PROPERTY + "=" + precision.name().toLowerCase(Locale.ROOT)
                    + " needs cuBLAS; " + without.getMessage());
        }
        return found;
    }

    private boolean found() {
        if (!sought) {
            context.within(this::seek); // that lock alone: who records a step holds it when it comes here
        }
        return byLibrary != null;
    }

    private Void seek() {
        if (!sought) {
            try {
                library = CublasLibrary.load(finder, use);
                cublas = library.open(context);
                exactly = new LibraryProduct(context, cublas, Precision.FLOAT32);
                byLibrary = new LibraryProduct(context, cublas, precision);
            } catch (NoCublas e) {
                without = e;
                if (use != CublasLibrary.Use.NONE) {
                    System.getLogger(Products.class.getName()).log(System.Logger.Level.INFO, e.getMessage());
                }
            }
            sought = true;
        }
        return null;
    }

    /** Gives cuBLAS's memory back, once; the device is still open. Of a lost one the driver takes all memory together. */
    @Override
    public void close() {
        if (sought && cublas != null && context.isUsable()) {
            context.within(() -> {
                cublas.close();
                return null;
            });
        }
    }
}
