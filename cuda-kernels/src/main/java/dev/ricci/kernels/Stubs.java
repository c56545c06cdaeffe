package dev.ricci.kernels;

import java.util.List;

/**
 * Text of the functions that JCuda's natives want and the emulator does not have: each says that it is not supported. A
 * function that is missing altogether would end the JVM when it is called.
 */
final class Stubs {
    private Stubs() {}

    /** Weak, so that an emulated function of the same name wins. */
    static String text(String names) {
        List<String> lines = names.lines().filter(n -> !n.isBlank()).toList();
        StringBuilder text = new StringBuilder("extern \"C\" __attribute__((visibility(\"default\"))) int ricciEmulatorMissing(const char*);\n");
        for (String name : lines) {
            boolean blas = name.startsWith("cublas");
            text.append("extern \"C\" __attribute__((weak, visibility(\"default\"))) int ").append(name).append("() { ")
                    .append(blas ? "ricciEmulatorMissing(\"" + name + "\"); return 15;" : "return ricciEmulatorMissing(\"" + name + "\");")
                    .append(" }\n");
        }
        return text.toString();
    }
}
