package dev.ricci;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Linker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The diagram of docs/ARCHITECTURE.md as rules: which package of the engine may know which. */
final class Layers {
    /** Each package with the packages it may import. */
    static final Map<String, List<String>> MAY_IMPORT = diagram();

    private Layers() {}

    private static Map<String, List<String>> diagram() {
        Map<String, List<String>> d = new LinkedHashMap<>();
        d.put("kernels", List.of());
        d.put("formula", List.of());
        d.put("backend", List.of("formula"));
        d.put("cpu", List.of("formula", "backend"));
        d.put("cuda", List.of("formula", "backend", "kernels"));
        d.put("tensor", List.of("formula", "backend"));
        d.put("autograd", List.of("formula", "backend", "tensor"));
        d.put("linalg", List.of("formula", "backend", "tensor"));
        d.put("data", List.of("formula", "backend", "tensor"));
        d.put("interop", List.of("backend", "tensor"));
        d.put("nn", List.of("formula", "backend", "tensor", "autograd"));
        d.put("optim", List.of("formula", "backend", "tensor", "autograd"));
        List<String> front = List.of("formula", "backend", "tensor", "autograd", "linalg", "data", "nn", "optim");
        d.put("train", front);
        d.put("learn", front);
        d.put("stats", front);
        d.put("bayes", Stream.concat(front.stream(), Stream.of("learn", "stats")).toList());
        return d;
    }

    /** Every rule; a package that does not exist yet breaks none. */
    static List<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>();
        MAY_IMPORT.forEach((name, others) -> rules.add(mayImport(name, others)));
        rules.add(everyPackageIsInTheDiagram());
        rules.add(only("only cpu names the Vector API", resideInAPackage("jdk.incubator.vector.."), "cpu"));
        rules.add(only("only cpu names a BLAS", resideInAPackage("org.bytedeco.."), "cpu"));
        rules.add(only("only cuda names JCuda", resideInAnyPackage("jcuda..", "org.jcuda.."), "cuda"));
        rules.add(only("only interop names ND4J", resideInAPackage("org.nd4j.."), "interop"));
        rules.add(only("only the devices call native code", type(Linker.class), "cpu", "cuda"));
        rules.add(slices().matching("dev.ricci.(**)").should().beFreeOfCycles().allowEmptyShould(true));
        return rules;
    }

    private static ArchRule mayImport(String name, List<String> others) {
        Stream<String> known = Stream.concat(Stream.of(name), others.stream());
        return noClasses()
                .that()
                .resideInAPackage(all(name))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.ricci..").and(DescribedPredicate.not(resideInAnyPackage(all(known)))))
                .as(name + " imports nothing of ours but " + others)
                .allowEmptyShould(true);
    }

    private static ArchRule everyPackageIsInTheDiagram() {
        return classes()
                .that()
                .resideInAPackage("dev.ricci..")
                .should()
                .resideInAnyPackage(all(MAY_IMPORT.keySet().stream()))
                .as("every package has a place in the diagram")
                .allowEmptyShould(true);
    }

    private static ArchRule only(String text, DescribedPredicate<? super JavaClass> what, String... owners) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(all(Stream.of(owners)))
                .should()
                .dependOnClassesThat(what)
                .as(text)
                .allowEmptyShould(true);
    }

    private static String all(String name) {
        return "dev.ricci." + name + "..";
    }

    private static String[] all(Stream<String> names) {
        return names.map(Layers::all).toArray(String[]::new);
    }
}
