package dev.ricci.cuda;

import dev.ricci.backend.Bytes;
import dev.ricci.backend.Finding;
import dev.ricci.cuda.driver.Driver;
import dev.ricci.cuda.driver.PrivateNatives;
import dev.ricci.cuda.driver.Properties;
import dev.ricci.cuda.factor.FactorWay;
import dev.ricci.cuda.library.CublasLibrary;
import dev.ricci.cuda.library.Nvrtc;
import dev.ricci.kernels.Emulator;
import java.util.ArrayList;
import java.util.List;

/** Looks for all that the CUDA device needs, and says of each missing piece why and what to do. */
final class Doctor {
    private Doctor() {}

    static List<Finding> findings() {
        List<Finding> all = new ArrayList<>(jcuda());
        try {
            Driver driver = Driver.load();
            all.add(Finding.found("driver", driver.describe()));
            for (int i = 0; i < Properties.count(); i++) {
                all.add(device(Properties.of(i)));
            }
            all.add(CublasLibrary.finding(Libraries.finder(driver)));
            all.add(Nvrtc.finding(Libraries.finder(driver)));
            all.addAll(FactorWay.findings());
        } catch (IllegalStateException e) {
            all.add(split("driver", e.getMessage()));
        }
        return all;
    }

    static List<Finding> emulatedFindings() {
        List<Finding> all = new ArrayList<>(jcuda());
        try {
            boolean built = !System.getProperty("ricci.emulator", "").isBlank();
            all.add(Finding.found("compiler", built
                    ? "not needed: built before, in " + Emulator.build().folder()
                    : Emulator.compiler()));
            all.addAll(FactorWay.findings());
        } catch (IllegalStateException e) {
            all.add(split("compiler", e.getMessage()));
        }
        return all;
    }

    /** Worth a line only where it is missing. */
    private static List<Finding> jcuda() {
        return PrivateNatives.has("JCudaDriver") ? List.of() : List.of(split("JCuda", "cuda: " + Driver.NO_NATIVE));
    }

    private static Finding device(Properties p) {
        String what = "device " + p.ordinal();
        String text = p.name() + ", compute capability " + p.capability() + ", " + p.multiprocessors() + " multiprocessors, "
                + Bytes.text(p.bytes());
        return p.isSupported()
                ? Finding.found(what, text)
                : Finding.missing(what, text, "kernels need compute capability " + Properties.LEAST_MAJOR + "." + Properties.LEAST_MINOR
                        + " or newer (Turing, 2018)");
    }

    /** A message of the form "device: reason; remedy". */
    private static Finding split(String what, String message) {
        int reason = message.indexOf(": ") + 2;
        int remedy = message.indexOf("; ");
        return remedy < 0
                ? Finding.missing(what, message.substring(reason), "")
                : Finding.missing(what, message.substring(reason, remedy), message.substring(remedy + 2));
    }
}
