package dev.ricci.cuda.formula;

import dev.ricci.backend.Reduction;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Kernel;
import dev.ricci.cuda.library.Nvrtc;
import dev.ricci.kernels.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kernels of single formulas: those that are known to the build, and those that NVRTC makes, one for each formula and kind of operands,
 * when it is first used. They are kept while the device is open; there are {@link #MOST} at most, and what comes later is interpreted.
 */
final class Compiled {
    private static final int MOST = 4096;

    private final Context context;
    private final Optional<Nvrtc> compiler;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<Signature, Kernel> kernels = new ConcurrentHashMap<>();

    Compiled(Context context, Optional<Nvrtc> compiler) {
        this.context = context;
        this.compiler = compiler;
        if (compiler.isPresent()) {
            FormulaText.HEADERS.forEach(h -> headers.put(h, Kernels.source(h)));
        }
    }

    /** @return whether there was a kernel for it */
    boolean map(Stage s, Space space, int blocks) {
        Kernel k = kernel(s, space, null);
        if (k == null) {
            return false;
        }
        Arguments a = Arguments.start();
        space.write(a, space.rank());
        constants(s, a);
        k.launch(blocks, Interpreter.BLOCK, 0, a);
        return true;
    }

    /** @return whether there was a kernel for it */
    boolean reduce(Stage s, Space space, Cut cut) {
        Kernel k = kernel(s, space, cut.reduction());
        if (k == null) {
            return false;
        }
        Arguments a = Arguments.start();
        space.write(a, space.rank());
        cut.write(a);
        constants(s, a);
        k.launch(cut.blocks(), cut.chunks(), 1, Interpreter.BLOCK, 1, 0, a);
        return true;
    }

    private Kernel kernel(Stage s, Space space, Reduction r) {
        Stage.Latest latest = s.latest();
        if (latest != null && latest.signature().fits(space, r)) {
            return latest.kernel();
        }
        Signature signature = Signature.of(s, space, r);
        Kernel k = kernels.get(signature);
        if (k == null && kernels.size() < MOST) {
            k = make(signature); // not under the map's lock: who records a step holds the device when it comes here
            Kernel before = k == null ? null : kernels.putIfAbsent(signature, k);
            k = before == null ? k : before;
        }
        s.latest(new Stage.Latest(signature, k));
        return k;
    }

    /** Null where there is none to be had. */
    private Kernel make(Signature s) {
        String known = Known.KERNELS.get(s);
        if (known != null) {
            return context.kernel("formulas", known);
        }
        String name = s.kernelName();
        return compiler.map(c -> context.compiled(c.compile(name + ".cu", FormulaText.of(name, s), headers), name)).orElse(null);
    }

    private static void constants(Stage s, Arguments a) {
        a.begin(8).float64s(s.constants(), s.constants().length).skip(8 * (Instructions.MOST_CONSTANTS - s.constants().length)).end(8);
    }
}
