package dev.ricci.backend;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;

/** Where in the user's program memory is being asked for, and by which operation. */
public final class AllocationSite {
    private static final int FRAMES = 4;
    private static final List<String> INSIDE =
            List.of("dev.ricci.backend.", "dev.ricci.cpu.", "dev.ricci.cuda.", "dev.ricci.tensor.", "java.");

    private AllocationSite() {}

    /** The innermost calls of this thread outside of the engine; finding them takes microseconds. */
    public static String find() {
        return StackWalker.getInstance().walk(frames -> frames
                .dropWhile(f -> INSIDE.stream().anyMatch(f.getClassName()::startsWith))
                .limit(FRAMES)
                .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
                .collect(Collectors.joining(" < ")));
    }

    /** The operation that was called from outside the engine, as in {@code matmul} or {@code Cholesky.of}: for errors, as it is slow. */
    static String operation() {
        CodeSource engine = AllocationSite.class.getProtectionDomain().getCodeSource();
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames
                .takeWhile(f -> isOperation(f) && engine.equals(f.getDeclaringClass().getProtectionDomain().getCodeSource()))
                .filter(f -> !f.getMethodName().contains("$"))
                .map(AllocationSite::name)
                .reduce("read", (inner, outer) -> outer));
    }

    private static boolean isOperation(StackFrame f) {
        return !f.getClassName().startsWith("java.") && (INSIDE.stream().anyMatch(f.getClassName()::startsWith)
                || f.getClassName().startsWith("dev.ricci.linalg."));
    }

    private static String name(StackFrame f) {
        String type = f.getDeclaringClass().getSimpleName();
        boolean ofTensor = type.equals("Tensor") || f.getDeclaringClass().isInterface();
        return ofTensor ? f.getMethodName() : type + "." + f.getMethodName();
    }
}
