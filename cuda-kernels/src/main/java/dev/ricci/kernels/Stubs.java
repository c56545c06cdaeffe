package dev.ricci.kernels;

import java.util.List;

/**
 * Text of the functions that JCuda's natives want and the emulator does not have: each says that it is not supported. A
 * function that is missing altogether would end the JVM when it is called; so would {@code cuGetExportTable}, which NVIDIA's own
 * NVRTC looks for in any driver that is loaded.
 */
final class Stubs {
    private Stubs() {}

    /** Weak, so that an emulated function of the same name wins. */
    static String text(String names) {
        List<String> lines = names.lines().filter(n -> !n.isBlank()).toList();
        String export = "extern \"C\" __attribute__((%svisibility(\"default\"))) int ";
        StringBuilder text = new StringBuilder(export.formatted("")).append("ricciEmulatorMissing(const char*);\n");
        for (String name : lines) {
            String missing = "ricciEmulatorMissing(\"" + name + "\")";
            // The driver's code comes from the function; CUBLAS_STATUS_NOT_SUPPORTED is 15.
            String body = name.startsWith("cublas") ? missing + "; return 15;" : "return " + missing + ";";
            text.append(export.formatted("weak, ")).append(name).append("() { ").append(body).append(" }\n");
        }
        return text.toString();
    }
}
