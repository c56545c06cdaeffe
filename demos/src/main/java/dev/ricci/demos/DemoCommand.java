package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ricci demo}: the whole show, on every device found, with a report at the end. */
@Command(
        name = "demo",
        header = "See it all: train, find components, measure how speed scales, and write a report.",
        description = "Needs no options. Finds the devices, trains a network on drawn digits and finds their principal components on "
                + "each, measures how performance grows with width, batch, data and threads, and writes a page with interactive charts. "
                + "Takes one to five minutes.",
        footer = {"  ricci demo", "  ricci demo --report ~/ricci.html", "  ricci demo --device emulated"})
final class DemoCommand implements Callable<Integer> {
    @ParentCommand private Main ricci;

    @Option(names = "--report", paramLabel = "FILE.html", defaultValue = "ricci-report.html", description = "Where to write the page.")
    private Path file;

    @Option(names = "--device", paramLabel = "NAME", showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Only this one: cpu, cuda (cuda:1 is the second GPU), or emulated, the CUDA kernels on the processor, with less"
                    + " work since it is slow. By default cuda and cpu, where they can be used.")
    private String device = "auto";

    @Override
    public Integer call() throws IOException {
        OutputFiles.checkWritable("--report", file);
        DeviceChoice.check(device);
        Console console = ricci.console();
        List<Backend> devices = device.equalsIgnoreCase("auto") ? all(console) : List.of(one(console));
        DemoRun.Effort effort = devices.getFirst().name().equals("emulated") ? DemoRun.Effort.EMULATED : DemoRun.Effort.FULL;
        try (Interrupts interrupts = Interrupts.watch(console::line)) {
            new DemoRun(effort, devices, console, interrupts).run().write(file);
            console.line();
            console.line("The report with all charts: @|bold " + file.toAbsolutePath() + "|@");
            console.line("Open it in a browser. Next, try @|bold ricci train --help|@ and @|bold ricci pca --help|@; "
                    + "@|bold ricci devices|@ says what would make this machine faster.");
            return interrupts.requested() ? Interrupts.EXIT_CODE : 0;
        } finally {
            devices.forEach(Backend::close);
        }
    }

    private Backend one(Console console) {
        Backend opened = Devices.open(device, DeviceOptions.DEFAULT);
        Devices.use(opened);
        console.heading("Device");
        console.line("  @|green " + opened.name() + "|@: " + opened.describe());
        return opened;
    }

    /** Every device that can be used, the preferred first; those that only show how another works are left to {@code --device}. */
    private static List<Backend> all(Console console) {
        List<Backend> devices = new ArrayList<>();
        console.heading("Devices");
        for (BackendProvider provider : Devices.providers().stream().filter(BackendProvider::isAutomatic).toList()) {
            try {
                Backend device = provider.open(DeviceOptions.DEFAULT);
                devices.add(device);
                console.line("  @|green " + device.name() + "|@: " + device.describe());
            } catch (IllegalStateException e) {
                console.line("  @|yellow " + e.getMessage() + "|@");
            }
        }
        if (devices.isEmpty()) {
            throw Failure.ofRun("no device can be used; 'ricci devices' says why", null);
        }
        Devices.use(devices.getFirst());
        return devices;
    }
}
