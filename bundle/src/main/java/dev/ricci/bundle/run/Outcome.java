package dev.ricci.bundle.run;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What became of the tests of one class: the counts, and a few lines on each that failed or was skipped. */
final class Outcome implements TestExecutionListener {
    private static final int MESSAGE_LINES = 20;
    private static final int FRAMES = 10;

    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private int passed;
    private int failed;
    private int skipped;

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skip(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable cause = result.getThrowable().orElse(null);
        if (result.getStatus() == Status.ABORTED) {
            skip(test, cause == null ? "" : cause.getMessage());
        } else if (result.getStatus() == Status.FAILED) {
            failed++;
            failures.add(name(test));
            describe(cause);
        } else if (test.isTest()) {
            passed++;
        }
    }

    private void skip(TestIdentifier test, String reason) {
        skipped++;
        String line = name(test) + ": " + reason;
        if (!skips.contains(line)) {
            skips.add(line);
        }
    }

    /** The method, and what the test calls itself where that says more: one row of a table, say. */
    private static String name(TestIdentifier test) {
        String shown = test.getDisplayName();
        return test.getSource().orElse(null) instanceof MethodSource m && !shown.startsWith(m.getMethodName())
                ? m.getMethodName() + " " + shown
                : shown;
    }

    private void describe(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String prefix = t == cause ? "    " : "    caused by ";
            t.toString().lines().limit(MESSAGE_LINES).forEach(line -> failures.add(prefix + line));
            int frames = 0;
            for (StackTraceElement frame : t.getStackTrace()) {
                if (frame.getClassName().startsWith("dev.ricci.") && !frame.getClassName().startsWith("dev.ricci.bundle.")
                        && frames++ < FRAMES) {
                    failures.add("      at " + frame);
                }
            }
        }
    }

    Journal.Counts counts() {
        return new Journal.Counts(passed, failed, skipped);
    }

    /** The name of each test that failed, its message and where it was. */
    List<String> failures() {
        return failures;
    }

    /** The name of each test that was skipped, and why. */
    List<String> skips() {
        return skips;
    }
}
