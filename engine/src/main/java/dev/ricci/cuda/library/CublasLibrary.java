package dev.ricci.cuda.library;

import dev.ricci.backend.Choice;
import dev.ricci.backend.Finding;
import dev.ricci.cuda.driver.Context;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cuBLAS that is loaded into this process: of CUDA 12, for which JCublas2 is made, or of CUDA 13.
 *
 * <p>It is called through JCublas2 where its native loads, else through the JDK's foreign functions; {@link Use} can say
 * otherwise.
 */
public final class CublasLibrary {
    /** Major versions, the first found is taken. */
    private static final List<String> MAJORS = List.of("12", "13");

    /** Every function that is called, by either way: a missing one would end the JVM when JCublas2's native called it. */
    private static final List<String> FUNCTIONS = List.of("cublasCreate_v2", "cublasDestroy_v2", "cublasSetStream_v2",
            "cublasSetWorkspace_v2", "cublasSetMathMode", "cublasGetProperty", "cublasSgemm_v2", "cublasDgemm_v2",
            "cublasSgemmStridedBatched", "cublasDgemmStridedBatched", "cublasGemmEx", "cublasGemmStridedBatchedEx");

    private static final String REMEDY = "install cuBLAS of CUDA 12 or 13: the CUDA toolkit, or pip install nvidia-cublas-cu12; until then"
            + " products run on Ricci's own kernels";

    /** Whether and how cuBLAS is used: the setting {@code ricci.cuda.cublas}. */
    public enum Use {
        JCUBLAS,
        FOREIGN,
        NONE;

        static final String PROPERTY = "ricci.cuda.cublas";

        /** @throws IllegalArgumentException for an unknown word, naming the choices */
        public static Use setting() {
            return new Choice<Use>(PROPERTY).with("jcublas", JCUBLAS).with("foreign", FOREIGN).with("none", NONE)
                    .named(System.getProperty(PROPERTY, "jcublas"));
        }
    }

    private final String soname;
    private final LibraryPlace place;
    private final SymbolLookup functions;
    private final String version;
    private final Optional<String> whyForeign;

    private CublasLibrary(String soname, LibraryPlace place, SymbolLookup functions, Use use) {
        this.soname = soname;
        this.place = place;
        this.functions = functions;
        version = CublasVersion.of(functions, soname);
        whyForeign = use == Use.FOREIGN ? Optional.of("as -D" + Use.PROPERTY + "=foreign asks") : JcublasNative.load(soname);
    }

    /**
     * Finds and loads one. The finder knows where a file of a name stands.
     *
     * @throws NoCublas when there is none that can be used, with the reason and the remedy
     */
    public static CublasLibrary load(Function<String, Optional<LibraryPlace>> finder, Use use) {
        if (use == Use.NONE) {
            throw new NoCublas("-D" + Use.PROPERTY + "=none asks for none", "leave that property out");
        }
        StringBuilder reasons = new StringBuilder();
        for (String major : MAJORS) {
            String soname = "libcublas.so." + major;
            Optional<LibraryPlace> place = finder.apply(soname);
            if (place.isPresent()) {
                try {
                    return load(soname, place.get(), finder.apply("libcublasLt.so." + major), use);
                } catch (NoCublas e) {
                    reasons.append(reasons.isEmpty() ? "" : "; ").append(e.reason());
                }
            }
        }
        throw new NoCublas(reasons.isEmpty() ? "neither libcublas.so.12 nor libcublas.so.13 was found" : reasons.toString(), REMEDY);
    }

    private static CublasLibrary load(String soname, LibraryPlace place, Optional<LibraryPlace> light, Use use) {
        Path path = place.path();
        Path beside = path.resolveSibling(soname.replace("cublas", "cublasLt"));
        if (Files.exists(beside)) {
            lookup(beside); // the one of the same version
        } else {
            light.ifPresent(l -> lookup(l.path()));
        }
        SymbolLookup functions = lookup(path);
        List<String> missing = FUNCTIONS.stream().filter(f -> functions.find(f).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new NoCublas(path + " has no " + String.join(", ", missing), REMEDY);
        }
        return new CublasLibrary(soname, place, functions, use);
    }

    private static SymbolLookup lookup(Path library) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) { // the system's loader refuses it; it does not say why
            throw new NoCublas(library + " cannot be loaded: it is no library for this system, or one that it needs is missing", REMEDY);
        } catch (IllegalCallerException e) {
            throw new NoCublas("native access is denied", "start java with --enable-native-access=ALL-UNNAMED");
        }
    }

    /** What `ricci devices` tells: version, place and how it is called, or why there is none and what to do. Never throws. */
    public static Finding finding(Function<String, Optional<LibraryPlace>> finder) {
        try {
            return Finding.found("cuBLAS", load(finder, Use.setting()).describe());
        } catch (NoCublas e) {
            return Finding.missing("cuBLAS", e.reason(), e.remedy());
        } catch (IllegalArgumentException e) {
            return Finding.missing("cuBLAS", e.getMessage(), "choose another word");
        }
    }

    /** Opens it for a device's stream, with memory of its own. @throws NoCublas where it does not start, as with an older driver */
    public Cublas open(Context context) {
        return context.within(() -> {
            try {
                return new OpenCublas(context, this::open);
            } catch (IllegalStateException e) {
                throw new NoCublas(place.path() + " does not start: " + e.getMessage(), REMEDY);
            }
        });
    }

    private Cublas open(Context context, Workspace workspace) {
        return whyForeign.isEmpty()
                ? new JcudaCublas(context.stream(), workspace)
                : new ForeignCublas(functions, context.streamAddress(), workspace);
    }

    /** One line: version, where it was found, how it is called. */
    public String describe() {
        String how = whyForeign.isPresent() ? "through foreign functions (" + whyForeign.get() + ")"
                : soname.endsWith("12") ? "through JCublas2" : "through a copy of JCublas2 made for it";
        return version + ", " + how + ", " + place.path() + " (" + place.how() + ")";
    }
}
