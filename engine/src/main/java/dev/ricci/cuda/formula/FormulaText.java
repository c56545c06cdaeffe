package dev.ricci.cuda.formula;

import dev.ricci.backend.DType;
import dev.ricci.formula.Program;
import java.util.List;

/**
 * A stage as CUDA text for the skeletons of map.cuh and reduce.cuh: a functor that keeps all values in registers.
 *
 * <p>Functions are those of scalar.cuh, as in the interpreter, so both give the same bits. Constants are arguments: a formula with
 * other numbers is the same text.
 */
final class FormulaText {
    /** What may be included, in any text. */
    static final List<String> HEADERS = List.of("kernel.cuh", "scalar.cuh", "element.cuh", "space.cuh", "map.cuh", "reduce.cuh");

    private final StringBuilder text = new StringBuilder();

    private FormulaText() {}

    /** The whole text of one kernel with this name. */
    static String of(String kernel, Signature s) {
        FormulaText t = new FormulaText();
        t.line("#include \"" + (s.reduction() == null ? "map.cuh" : "reduce.cuh") + "\"");
        t.line("struct Constants { double constant[" + Instructions.MOST_CONSTANTS + "]; };");
        t.functor("Formula", s.code(), s.type());
        t.line("typedef Closed<" + s.types() + "ull, " + s.wide() + "u, " + s.still() + "u, " + s.outputs() + ", " + s.rank() + "> Known;");
        String operands = typeName(s.type()) + ", " + s.rank() + ", Known";
        if (s.reduction() == null) {
            t.line("KERNEL_BOUNDS(BLOCK, " + kernel + ", Space<" + s.rank() + "> space, Constants given) {");
            t.line("  mapPieces<" + operands + ">(space, Formula{given});");
        } else {
            t.line("KERNEL_BOUNDS(BLOCK, " + kernel + ", Space<" + s.rank() + "> space, Cut cut, Constants given) {");
            t.line("  reducePieces<" + operands + ", ClosedKind<" + Cut.kind(s.reduction()) + "> >(space, cut, Formula{given});");
        }
        t.line("}");
        return t.text.toString();
    }

    private static String typeName(DType type) {
        return switch (type) {
            case INT32 -> "int";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case BOOL -> throw new AssertionError(type + " is not computed in");
        };
    }

    private void line(String s) {
        text.append(s).append('\n');
    }

    private void functor(String name, Program.Code code, DType type) {
        List<Program.Part> parts = code.parts();
        line("struct " + name + " {");
        line("  const Constants& given;");
        line("  template <class A> SCALAR void operator()(A& at) const {");
        line("    typedef " + typeName(type) + " T;");
        line("    constexpr int V = Element<T>::lanes;");
        for (int i = 0; i < parts.size(); i++) {
            given(i, parts.get(i));
        }
        for (int o = 0; o < code.results().size(); o++) {
            line("    T out" + o + "[V];");
        }
        line("#pragma unroll");
        line("    for (int j = 0; j < V; j++) {");
        for (int i = 0; i < parts.size(); i++) {
            line("      const T p" + i + " = " + expression(i, parts.get(i)) + ";");
        }
        for (int o = 0; o < code.results().size(); o++) {
            line("      out" + o + "[j] = p" + code.results().get(o) + ";");
        }
        line("    }");
        for (int o = 0; o < code.results().size(); o++) {
            line("    at.store(" + o + ", out" + o + ");");
        }
        line("  }");
        line("};");
    }

    private void given(int i, Program.Part p) {
        if (p.isParameter()) {
            line("    const T c" + i + " = constantAs<T>(given.constant[" + p.b() + "]);");
        } else if (p.op() == null) {
            line("    T in" + i + "[V];");
            line("    at.load(" + p.a() + ", in" + i + ");");
        }
    }

    private static String expression(int i, Program.Part p) {
        if (p.op() == null) {
            return p.isParameter() ? "c" + i : "in" + i + "[j]";
        }
        String call = "scalar::" + Opcode.of(p.op()).function() + "(p" + p.a();
        return switch (p.op().arity()) {
            case 1 -> call + ")";
            case 2 -> call + ", p" + p.b() + ")";
            default -> call + ", p" + p.b() + ", p" + p.c() + ")";
        };
    }
}
