package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static dev.ricci.kernels.EmulatedDriver.pointer;
import static dev.ricci.kernels.EmulatedDriver.text;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kernels from text at run time: compiled, loaded by their PTX and run, and bad text refused with the compiler's words. */
class EmulatorNvrtcTest {
    private static final int COMPILATION = 6;

    private static EmulatedDriver driver;

    @BeforeAll
    static void load() {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
        driver.run("ricciEmulatorReset");
    }

    private static long program(String source, String... headersByName) {
        int count = headersByName.length / 2;
        MemorySegment headers = ARENA.allocate(ADDRESS, Math.max(1, count));
        MemorySegment names = ARENA.allocate(ADDRESS, Math.max(1, count));
        for (int i = 0; i < count; i++) {
            names.setAtIndex(ADDRESS, i, text(headersByName[2 * i]));
            headers.setAtIndex(ADDRESS, i, text(headersByName[2 * i + 1]));
        }
        return driver.handle("nvrtcCreateProgram", text(source), text("formula.cu"), count, headers, names);
    }

    private static int compile(long program, String... options) {
        MemorySegment table = ARENA.allocate(ADDRESS, Math.max(1, options.length));
        for (int i = 0; i < options.length; i++) {
            table.setAtIndex(ADDRESS, i, text(options[i]));
        }
        return driver.call("nvrtcCompileProgram", pointer(program), options.length, table);
    }

    @Test
    void textBecomesAKernel() {
        long program = program(
                """
                #include "kernel.cuh"
                #include "factor.h"
                KERNEL(times, float* y, int n) { if (threadIdx.x < n) y[threadIdx.x] *= FACTOR; }
                """,
                "factor.h", "#define FACTOR (3.f + MORE)\n");
        assertEquals(0, compile(program, "--gpu-architecture=compute_75", "-DMORE=1"), () -> driver.log(program));
        String ptx = driver.ptx(program);
        assertTrue(ptx.contains(".visible .entry times(\n\t.param .u64 times_param_0,\n\t.param .u32 times_param_1\n)"), ptx);
        long y = driver.upload(1, 2);
        assertEquals(0, driver.launch(driver.function(driver.module(ptx), "times"), 1, 2, 0, 0, y, 2), driver::message);
        assertEquals(8f, driver.download(y, 2)[1]);
    }

    @Test
    void twoProgramsMayUseTheSameName() {
        long[] functions = new long[2];
        for (int i = 0; i < 2; i++) {
            String source = "#include \"kernel.cuh\"\nKERNEL(same, float* y) { y[0] = " + (i + 1) + "; }\n";
            functions[i] = driver.function(driver.compile(source), "same");
        }
        long y = driver.upload(0);
        for (int i : new int[] {0, 1, 0}) {
            assertEquals(0, driver.launch(functions[i], 1, 1, 0, 0, y), driver::message);
            assertEquals(i + 1f, driver.download(y, 1)[0]);
        }
    }

    @Test
    void badTextGivesTheCompilersLog() {
        long program = program("#include \"kernel.cuh\"\nKERNEL(bad, float* y) { y[0] = nothing; }\n");
        assertEquals(COMPILATION, compile(program));
        String log = driver.log(program);
        assertTrue(log.contains("formula.cu:2:") && log.contains("nothing"), log);
        long none = program("int f() { return 1; }\n");
        assertEquals(COMPILATION, compile(none));
        assertEquals("no kernel declared by KERNEL(name, ...) in formula.cu\n", driver.log(none));
        assertEquals(5, compile(program, "--no-such-option"));
    }

    @Test
    void itSaysItsVersion() {
        MemorySegment major = ARENA.allocate(JAVA_INT);
        MemorySegment minor = ARENA.allocate(JAVA_INT);
        driver.ok("nvrtcVersion", major, minor);
        assertEquals(13, major.get(JAVA_INT, 0));
        MemorySegment place = ARENA.allocateFrom(ADDRESS, pointer(program("int x;")));
        driver.ok("nvrtcDestroyProgram", place);
        assertEquals(4, driver.call("nvrtcDestroyProgram", place), "a stale handle is an error");
    }
}
