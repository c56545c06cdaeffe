package dev.ricci.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One build of the emulated device: its libraries from {@code emulator/*.cpp}, and a library of its own for every
 * {@code cuda/*.cu}, as nvcc makes a module of its own. Each is kept by the hash of all that went into it, so a changed kernel
 * alone is compiled again.
 */
final class EmulatorBuild {
    /** For kernels: a GPU reads 16 bytes only where the address is a multiple of 16, and this processor would not mind. */
    private static final List<String> CHECKS = List.of("-fsanitize=alignment", "-fsanitize-undefined-trap-on-error");

    private final Compiler compiler;
    private final EmulatorSources sources;
    private final CacheFolder cache;
    private Path work;

    EmulatorBuild(Compiler compiler, EmulatorSources sources, CacheFolder cache) {
        this.compiler = compiler;
        this.sources = sources;
        this.cache = cache;
    }

    /** The libraries; the argument runs before what takes time. */
    EmulatedLibraries run(Runnable starting) {
        Path result = cache.path().resolve(hash("", "", lines(compiler.kernelFlags())));
        if (!Files.exists(result)) {
            // The lock saves a second JVM the work; that both are right without it is the rename's doing.
            try (FileChannel channel = FileChannel.open(cache.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.exists(result)) {
                    starting.run();
                    make(result);
                    cache.forgetOld();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("emulated: the build in " + cache.path() + " failed", e);
            }
        }
        CacheFolder.touch(result);
        return new EmulatedLibraries(result);
    }

    private void make(Path result) throws IOException {
        work = cache.temporary();
        try {
            Path source = work.resolve("src");
            sources.unpack(source);
            Path device = cache.path().resolve("parts").resolve("device-" + hash("emulator/", "", ""));
            if (!Files.exists(device)) {
                makeDevice(source, device);
            }
            copyAll(device, work);
            Files.writeString(work.resolve("kernel-flags"), lines(compiler.kernelFlags()));
            Path kernels = Files.createDirectory(work.resolve("kernels"));
            inParallel(sources.names("cuda/", ".cu"), name -> makeKernels(source, name, kernels));
            CacheFolder.finish(work, result);
        } finally {
            CacheFolder.delete(work);
        }
    }

    /** The libraries of driver, cuBLAS and NVRTC, in a folder of their own. */
    private void makeDevice(Path source, Path result) throws IOException {
        Path made = Files.createDirectory(work.resolve("device"));
        Path objects = Files.createDirectory(work.resolve("objects"));
        List<String> files = new ArrayList<>(sources.names("emulator/", ".cpp"));
        for (String library : List.of("driver", "cublas")) {
            String stubs = Stubs.text(sources.text("emulator/" + library + "-names.txt"));
            Files.writeString(source.resolve("emulator/" + library + "-stubs.cpp"), stubs);
            files.add(library + "-stubs.cpp");
        }
        inParallel(files, name -> compiler.run(
                source, List.of("-c", "emulator/" + name, "-o", objects.resolve(name + ".o").toString())));
        List<String> driver = files.stream().filter(f -> !f.startsWith("cublas") && !f.startsWith("nvrtc")).toList();
        link(made, "libcuda.so.1", objects, driver, List.of("-ldl", "-lpthread", "-Wl,-Bsymbolic"));
        List<String> cublas = files.stream().filter(f -> f.startsWith("cublas")).toList();
        for (int version : List.of(12, 13)) {
            String name = "libcublas.so." + version;
            Path map = Files.writeString(objects.resolve(name + ".map"), name + " { global: cublas*; local: *; };\n");
            link(made, name, objects, cublas, List.of("-Wl,--version-script=" + map, made.resolve("libcuda.so.1").toString()));
        }
        List<String> nvrtc = files.stream().filter(f -> f.startsWith("nvrtc")).toList();
        link(made, "libnvrtc.so.13", objects, nvrtc, List.of(made.resolve("libcuda.so.1").toString(), "-ldl"));
        // The emulated NVRTC starts the same compiler.
        Files.writeString(made.resolve("compiler"), compiler.command() + "\n" + lines(compiler.flags()) + lines(CHECKS));
        CacheFolder.finish(made, result);
    }

    private static String lines(List<String> words) {
        return words.stream().map(w -> w + "\n").collect(Collectors.joining());
    }

    private void link(Path folder, String library, Path objects, List<String> files, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("-shared", "-Wl,-soname," + library, "-Wl,-rpath,$ORIGIN"));
        arguments.addAll(List.of("-o", folder.resolve(library).toString()));
        files.forEach(f -> arguments.add(objects.resolve(f + ".o").toString()));
        arguments.addAll(more);
        compiler.run(folder, arguments);
    }

    /** Compiled in the folder above the sources, so that messages name {@code cuda/softmax.cu} on every machine. */
    private void makeKernels(Path source, String name, Path folder) {
        try {
            String base = name.substring(0, name.lastIndexOf('.'));
            String hash = hash("emulator/", ".h", Sources.hash(source.resolve("cuda").resolve(name)) + lines(compiler.kernelFlags()));
            Path kept = cache.path().resolve("parts").resolve(base + "-" + hash + ".so");
            if (!Files.exists(kept)) {
                Path made = work.resolve(base + ".so");
                Path object = work.resolve(base + ".o"); // linked without those flags, one of which would link a library of its own
                List<String> arguments = new ArrayList<>(CHECKS);
                arguments.addAll(compiler.kernelFlags());
                arguments.addAll(List.of("-c", "-w", "-Icuda", "-iquote", "emulator", "-x", "c++", "cuda/" + name, "-o",
                        object.toString()));
                compiler.run(source, arguments);
                compiler.run(source, List.of("-shared", object.toString(), "-Wl,-rpath,$ORIGIN/..",
                        work.resolve("libcuda.so.1").toString(), "-o", made.toString()));
                Files.delete(object);
                CacheFolder.finish(made, kept);
            }
            copy(kept, folder.resolve(base + ".so"));
        } catch (IOException e) {
            throw new UncheckedIOException("emulated: " + name + " cannot be built in " + cache.path(), e);
        }
    }

    /** Over compiler, flags, the sources whose names begin and end so, and more. */
    private String hash(String prefix, String ending, String more) {
        var digest = Sources.sha256();
        Consumer<String> add = text -> {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        };
        add.accept(compiler.version());
        compiler.flags().forEach(add);
        CHECKS.forEach(add);
        add.accept(more);
        sources.files().forEach((name, bytes) -> {
            if (name.startsWith(prefix) && name.endsWith(ending)) {
                add.accept(name);
                digest.update(bytes);
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 10);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to);
        }
    }

    private static void inParallel(List<String> names, Consumer<String> action) {
        try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<?>> running = new ArrayList<>();
            for (String name : names) {
                running.add(pool.submit(() -> action.accept(name)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException cause) {
                throw cause;
            }
            throw new IllegalStateException("emulated: the build failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("emulated: the build was interrupted", e);
        }
    }
}
