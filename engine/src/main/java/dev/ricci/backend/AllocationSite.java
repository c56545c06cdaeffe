package dev.ricci.backend;

import java.util.List;
import java.util.stream.Collectors;

/** Where in the user's program memory is being asked for. */
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
}
