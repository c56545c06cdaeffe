package dev.ricci.bundle.run;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM where a test class takes too long: on a machine that nobody watches, one test that hangs is not to cost all the others.
 *
 * <p>The report gets the stacks of our threads first.
 */
final class Watch implements AutoCloseable {
    /** What the JVM then ends with, as the command {@code timeout} does. */
    static final int STATUS = 124;

    private final CountDownLatch over = new CountDownLatch(1);

    Watch(String testClass, int seconds, Paper paper) {
        Thread.ofPlatform().daemon().name("watch").start(() -> {
            try {
                if (!over.await(seconds, TimeUnit.SECONDS)) {
                    paper.line("  " + testClass + " took more than " + seconds + " s; what its threads were doing:");
                    stacks(paper);
                    Runtime.getRuntime().halt(STATUS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void stacks(Paper paper) {
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            boolean ours = Arrays.stream(each.getValue()).anyMatch(f -> f.getClassName().startsWith("dev.ricci."));
            if (ours && each.getKey() != Thread.currentThread()) {
                paper.detail("    " + each.getKey().getName());
                for (StackTraceElement frame : each.getValue()) {
                    paper.detail("      at " + frame);
                }
            }
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
