package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.backend.BackendProvider;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Finding;
import dev.ricci.demos.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ricci devices}: what was found on this machine and, for what was not, why and what to do about it. */
@Command(
        name = "devices",
        header = "Show the devices found, and what would make this machine faster.",
        description = "Looks for processors, vector instructions, a BLAS and CUDA devices. For what is missing it says why, and what "
                + "to do.",
        footer = {"  ricci devices"})
final class DevicesCommand implements Callable<Integer> {
    private static final int INDENT = 18;

    @ParentCommand private Main ricci;

    @Override
    public Integer call() {
        Console console = ricci.console();
        for (BackendProvider provider : Devices.providers()) {
            console.heading(provider.name());
            provider.findings().forEach(f -> show(console, f));
        }
        console.line();
        try (Backend chosen = automatic()) {
            console.line("--device auto takes the @|bold " + chosen.name() + "|@: " + chosen.describe());
        }
        return 0;
    }

    /** What {@code auto} takes. Why not those before it stands above, so it is not said again. */
    private static Backend automatic() {
        IllegalStateException reason = new IllegalStateException("no device can be used");
        for (BackendProvider provider : Devices.providers().stream().filter(BackendProvider::isAutomatic).toList()) {
            try {
                return provider.open(DeviceOptions.DEFAULT);
            } catch (IllegalStateException e) {
                reason = e;
            }
        }
        throw reason;
    }

    private static void show(Console console, Finding finding) {
        String mark = console.isUnicode() ? (finding.found() ? "✓" : "✗") : (finding.found() ? "+" : "-");
        String colour = finding.found() ? "green" : "yellow";
        String name = finding.what() + " ".repeat(Math.max(1, INDENT - finding.what().length()));
        console.line("  @|" + colour + " " + mark + "|@ " + name + finding.detail());
        if (!finding.remedy().isEmpty()) {
            List<String> lines = finding.remedy().lines().toList();
            lines.forEach(line -> console.line(" ".repeat(INDENT + 4) + "@|faint " + line + "|@"));
        }
    }
}
