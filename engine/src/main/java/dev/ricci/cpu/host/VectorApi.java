package dev.ricci.cpu.host;

/** Whether the JDK's Vector API can be used. Imports nothing of it, so that it loads everywhere. */
public final class VectorApi {
    private static final boolean PRESENT = find();

    private VectorApi() {}

    /** Whether the module jdk.incubator.vector is there; where it is not, the first call says so on stderr. */
    public static boolean present() {
        return PRESENT;
    }

    private static boolean find() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!present) {
            System.err.println("cpu: the Vector API is not there, the engine runs slower; "
                    + "start java with --add-modules=jdk.incubator.vector");
        }
        return present;
    }
}
