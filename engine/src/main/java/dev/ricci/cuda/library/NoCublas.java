package dev.ricci.cuda.library;

/** Why no cuBLAS can be used, and what to do about it. Products run on our own kernels then. */
public final class NoCublas extends IllegalStateException {
    private final String reason;
    private final String remedy;

    NoCublas(String reason, String remedy) {
        super("no cuBLAS: " + reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    public String reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
