package dev.ricci.cuda;

import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.library.LibraryFinder;
import dev.ricci.cuda.library.LibraryPlace;
import dev.ricci.kernels.Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where the libraries that go with a driver stand: the emulated driver has its own, and must not meet the machine's. */
final class Libraries {
    private Libraries() {}

    static Function<String, Optional<LibraryPlace>> finder(Driver driver) {
        return driver.isEmulated() ? Libraries::emulated : LibraryFinder::find;
    }

    private static Optional<LibraryPlace> emulated(String soname) {
        Path path = Emulator.build().folder().resolve(soname);
        return Files.isRegularFile(path) ? Optional.of(new LibraryPlace(path, "emulated")) : Optional.empty();
    }
}
