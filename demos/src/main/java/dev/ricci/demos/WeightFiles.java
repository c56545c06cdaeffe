package dev.ricci.demos;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name files for what was learnt. */
final class WeightFiles {
    /** Where Ctrl-C saves when no file is named. */
    static final Path RESCUE = Path.of("ricci-interrupted.safetensors");

    @Option(names = "--save", paramLabel = "FILE",
            description = "Keep the weights, and all that is needed to go on, as safetensors; written after every epoch.")
    Path save;

    @Option(names = "--resume", paramLabel = "FILE",
            description = "Go on from a saved file: --epochs counts those done before too, and the result is that of a run without a "
                    + "break.")
    Path resume;

    void check() {
        OutputFiles.checkWritable("--save", save);
        if (resume != null && !Files.isReadable(resume)) {
            throw Failure.ofUsage("--resume: " + resume + " cannot be read; name a file that --save wrote");
        }
    }

    /** Where the weights of an interrupted run are. */
    Path kept() {
        return save != null ? save : RESCUE;
    }
}
