package dev.ricci.benchmarks.suites;

import static dev.ricci.benchmarks.peers.EmulatedDriver.Side;

import dev.ricci.backend.Scope;
import dev.ricci.benchmarks.harness.Columns;
import dev.ricci.benchmarks.harness.Moved;
import dev.ricci.benchmarks.peers.EmulatedDriver;
import java.util.Optional;

/**
 * The bytes that each kernel moves against those that it cannot do without.
 *
 * <p>Nothing is timed: the emulated device counts every access of every thread, in kernels that are built for that.
 */
final class BytesSuite implements Suite {
    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String title() {
        return "Bytes of device memory that kernels move, float32, counted access by access; the floor: each input once, each output once";
    }

    @Override
    public String device() {
        return "emulated";
    }

    @Override
    public Optional<String> refusal(String device, boolean quick) {
        if (!device.equals(device())) {
            return Optional.of("bytes: only the emulated device counts them; use --device emulated");
        }
        return System.getProperty("ricci.emulator", "").isBlank() ? Optional.empty()
                : Optional.of("bytes: libraries that were built before do not count; run it without -Dricci.emulator, where g++ is");
    }

    @Override
    public void prepare() {
        System.setProperty("ricci.emulator.count", "true");
    }

    @Override
    public Columns columns() {
        return Moved.COLUMNS;
    }

    @Override
    public void run(Bench bench) {
        EmulatedDriver driver = new EmulatedDriver();
        new KernelWorks(bench).each((what, floor, work) -> {
            if (bench.wants(what)) {
                bench.report().add(count(driver, what, floor, work));
            }
        });
        bench.report().note("asked: by all accesses of all threads, which the caches answer in part; touched: sectors of 32 bytes, each"
                + " once a launch");
    }

    private static Moved count(EmulatedDriver driver, String what, long floor, Runnable work) {
        driver.clear();
        try (Scope _ = Scope.open()) {
            work.run();
        }
        Moved m = new Moved(what, floor, driver.bytes(Side.READ), driver.bytes(Side.WRITTEN),
                driver.bytes(Side.READ_SECTORS) + driver.bytes(Side.WRITTEN_SECTORS), driver.launches());
        if (m.written() == 0) {
            throw new IllegalStateException("bytes: the emulated device was built without counting; start anew with nothing but this suite"
                    + " and without -Dricci.emulator");
        }
        return m;
    }
}
