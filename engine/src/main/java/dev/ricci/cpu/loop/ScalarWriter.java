package dev.ricci.cpu.loop;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.formula.ScalarOp;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes steps as plain arithmetic, for machines whose JDK has no Vector API and for steps that vectors do not know. float32 sums and
 * products run in double.
 */
final class ScalarWriter extends LaneWriter {
    private static final ClassDesc INTEGERS = ClassDesc.of("dev.ricci.cpu.loop.IntegerFunctions");
    private static final ClassDesc FUNCTIONS = ClassDesc.of("dev.ricci.cpu.loop.ScalarFunctions");

    private final TypeKind lane;
    private final TypeKind bits;

    ScalarWriter(DType type) {
        super(type);
        this.lane = TypeKind.from(element());
        this.bits = type.bytes() == 8 ? TypeKind.LONG : TypeKind.INT;
    }

    @Override
    int width() {
        return 1;
    }

    @Override
    TypeKind local(LaneOp.Kind kind) {
        return switch (kind) {
            case LANES -> lane;
            case BITS -> bits;
            case MASK -> TypeKind.INT;
        };
    }

    @Override
    void step(CodeBuilder b, LaneCode.Step s, Locals at) {
        int[] v = at.value();
        switch (s.op()) {
            case PARAMETER -> parameter(b, s.a(), at);
            case NUMBER -> number(b, Double.longBitsToDouble(s.value()));
            case ADD, SUB, MUL, DIV, MIN, MAX -> {
                b.loadLocal(lane, v[s.a()]).loadLocal(lane, v[s.b()]);
                binary(b, s.op(), lane);
            }
            case FMA -> {
                b.loadLocal(lane, v[s.a()]).loadLocal(lane, v[s.b()]).loadLocal(lane, v[s.c()]);
                b.invokestatic(MATH, "fma", MethodTypeDesc.of(element(), element(), element(), element()));
            }
            case NEG, ABS, SQRT -> unary(b.loadLocal(lane, v[s.a()]), s.op());
            case LESS, LESS_EQUAL, EQUAL -> compare(b.loadLocal(lane, v[s.a()]).loadLocal(lane, v[s.b()]), s.op());
            case MASK_AND -> b.iload(v[s.a()]).iload(v[s.b()]).iand();
            case BLEND -> blend(b, v[s.a()], v[s.b()], v[s.c()]);
            case CALL -> call(b, s, v[s.a()], v[s.b()]);
            case CALL_OF_INTEGERS -> b.loadLocal(lane, v[s.a()]).loadLocal(lane, v[s.b()])
                    .invokestatic(INTEGERS, IntegerFunctions.method(s.function()), MethodTypeDesc.of(element(), element(), element()));
            case CALL_WHERE -> b.iload(v[s.a()]).ifThenElse(
                    then -> call(then, s, v[s.b()], 0),
                    otherwise -> otherwise.loadLocal(lane, v[s.c()]));
            case EACH -> each(b, s, v);
            case TO_BITS, FROM_BITS, BITS_NUMBER, BITS_ADD, BITS_SUB, BITS_AND, BITS_OR, BITS_XOR, BITS_SHL, BITS_SAR ->
                bits(b, s, v);
            case INPUT, REPEATED, RARELY -> throw new AssertionError(s);
        }
    }

    @Override
    void all(CodeBuilder b, int mask) {
        b.iload(mask);
    }

    @Override
    void blend(CodeBuilder b, int mask, int then, int otherwise) {
        b.iload(mask).ifThenElse(Opcode.IFNE, t -> t.loadLocal(lane, then), e -> e.loadLocal(lane, otherwise));
    }

    private static void binary(CodeBuilder b, LaneOp op, TypeKind k) {
        ClassDesc t = k.upperBound();
        switch (op) {
            case ADD -> arithmetic(b, k, Opcode.FADD, Opcode.DADD, Opcode.IADD, Opcode.LADD);
            case SUB -> arithmetic(b, k, Opcode.FSUB, Opcode.DSUB, Opcode.ISUB, Opcode.LSUB);
            case MUL -> arithmetic(b, k, Opcode.FMUL, Opcode.DMUL, Opcode.IMUL, Opcode.LMUL);
            case DIV -> {
                if (k == TypeKind.INT || k == TypeKind.LONG) {
                    b.invokestatic(FUNCTIONS, "divide", MethodTypeDesc.of(t, t, t));
                } else {
                    arithmetic(b, k, Opcode.FDIV, Opcode.DDIV, Opcode.IDIV, Opcode.LDIV);
                }
            }
            case MIN -> b.invokestatic(MATH, "min", MethodTypeDesc.of(t, t, t));
            case MAX -> b.invokestatic(MATH, "max", MethodTypeDesc.of(t, t, t));
            default -> throw new AssertionError(op);
        }
    }

    private static void arithmetic(CodeBuilder b, TypeKind k, Opcode f, Opcode d, Opcode i, Opcode l) {
        Opcode one = k == TypeKind.FLOAT ? f : k == TypeKind.DOUBLE ? d : k == TypeKind.LONG ? l : i;
        b.with(java.lang.classfile.instruction.OperatorInstruction.of(one));
    }

    private void unary(CodeBuilder b, LaneOp op) {
        switch (op) {
            case NEG -> arithmetic(b, lane, Opcode.FNEG, Opcode.DNEG, Opcode.INEG, Opcode.LNEG);
            case ABS -> b.invokestatic(MATH, "abs", MethodTypeDesc.of(element(), element()));
            case SQRT -> {
                b.conversion(lane, TypeKind.DOUBLE); // the root of a float in double, rounded, is the float's root rounded once
                b.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
                b.conversion(TypeKind.DOUBLE, lane);
            }
            default -> throw new AssertionError(op);
        }
    }

    private void compare(CodeBuilder b, LaneOp op) {
        switch (lane) {
            case FLOAT -> b.fcmpg(); // NaN gives 1: neither less nor equal
            case DOUBLE -> b.dcmpg();
            case LONG -> b.lcmp();
            default -> {
                Opcode direct = op == LaneOp.LESS ? Opcode.IF_ICMPLT : op == LaneOp.EQUAL ? Opcode.IF_ICMPEQ : Opcode.IF_ICMPLE;
                b.ifThenElse(direct, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
                return;
            }
        }
        Opcode test = op == LaneOp.LESS ? Opcode.IFLT : op == LaneOp.EQUAL ? Opcode.IFEQ : Opcode.IFLE;
        b.ifThenElse(test, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
    }

    private void call(CodeBuilder b, LaneCode.Step s, int x, int y) {
        ScalarOp op = s.function();
        MethodTypeDesc of = MethodTypeDesc.of(CD_double, CD_double);
        b.loadLocal(lane, x).conversion(lane, TypeKind.DOUBLE);
        if (op.arity() > 1) {
            b.loadLocal(lane, y).conversion(lane, TypeKind.DOUBLE);
            of = of.insertParameterTypes(1, CD_double);
        }
        b.invokestatic(MATH, op.name().toLowerCase(java.util.Locale.ROOT), of);
        b.conversion(TypeKind.DOUBLE, lane);
    }

    private void each(CodeBuilder b, LaneCode.Step s, int[] v) {
        for (int i = 0; i < 3; i++) {
            b.loadLocal(lane, v[s.argument(i)]).conversion(lane, TypeKind.DOUBLE);
        }
        b.loadConstant((int) s.value());
        b.invokestatic(FUNCTIONS, "each", MethodTypeDesc.of(CD_double, CD_double, CD_double, CD_double, CD_int));
        b.conversion(TypeKind.DOUBLE, lane);
    }

    private void bits(CodeBuilder b, LaneCode.Step s, int[] v) {
        boolean wide = bits == TypeKind.LONG;
        ClassDesc box = ClassDesc.of(wide ? "java.lang.Double" : "java.lang.Float");
        switch (s.op()) {
            case TO_BITS -> b.loadLocal(lane, v[s.a()])
                    .invokestatic(box, wide ? "doubleToRawLongBits" : "floatToRawIntBits",
                            wide ? MethodTypeDesc.of(CD_long, CD_double) : MethodTypeDesc.of(CD_int, CD_float));
            case FROM_BITS -> b.loadLocal(bits, v[s.a()])
                    .invokestatic(box, wide ? "longBitsToDouble" : "intBitsToFloat",
                            wide ? MethodTypeDesc.of(CD_double, CD_long) : MethodTypeDesc.of(CD_float, CD_int));
            case BITS_NUMBER -> {
                if (wide) {
                    b.loadConstant(s.value());
                } else {
                    b.loadConstant((int) s.value());
                }
            }
            case BITS_SHL, BITS_SAR -> {
                b.loadLocal(bits, v[s.a()]).loadConstant((int) s.value());
                boolean left = s.op() == LaneOp.BITS_SHL;
                operator(b, left ? (wide ? Opcode.LSHL : Opcode.ISHL) : (wide ? Opcode.LSHR : Opcode.ISHR));
            }
            default -> {
                b.loadLocal(bits, v[s.a()]).loadLocal(bits, v[s.b()]);
                operator(b, switch (s.op()) {
                    case BITS_ADD -> wide ? Opcode.LADD : Opcode.IADD;
                    case BITS_SUB -> wide ? Opcode.LSUB : Opcode.ISUB;
                    case BITS_AND -> wide ? Opcode.LAND : Opcode.IAND;
                    case BITS_OR -> wide ? Opcode.LOR : Opcode.IOR;
                    case BITS_XOR -> wide ? Opcode.LXOR : Opcode.IXOR;
                    default -> throw new AssertionError(s);
                });
            }
        }
    }

    private static void operator(CodeBuilder b, Opcode o) {
        b.with(java.lang.classfile.instruction.OperatorInstruction.of(o));
    }

    @Override
    void load(CodeBuilder b, Place from, int mask) {
        from.push(b);
        loadElement(b);
    }

    @Override
    void loadNarrow(CodeBuilder b, Place from, int mask) {
        from.push(b);
        b.invokestatic(MEMORY, "getFloat", MethodTypeDesc.of(CD_float, CD_long)).f2d();
    }

    @Override
    void loadRepeated(CodeBuilder b, int address) {
        b.lload(address);
        loadElement(b);
    }

    @Override
    void store(CodeBuilder b, int value, Place to, int mask) {
        to.push(b);
        b.loadLocal(lane, value);
        b.invokestatic(MEMORY, "set" + elementName(), MethodTypeDesc.of(CD_void, CD_long, element()));
    }

    @Override
    void mask(CodeBuilder b, int i, int n) {
        throw new AssertionError("scalar code leaves no rest");
    }

    @Override
    TypeKind accumulator() {
        return lane == TypeKind.FLOAT ? TypeKind.DOUBLE : lane;
    }

    @Override
    void identity(CodeBuilder b, Reduction r) {
        if (type.isInteger()) {
            number(b, r.identity());
        } else {
            b.loadConstant(r.identity());
        }
    }

    @Override
    void accumulate(CodeBuilder b, Reduction r, int value, int mask) {
        b.loadLocal(lane, value).conversion(lane, accumulator());
        combine(b, r);
    }

    @Override
    void combine(CodeBuilder b, Reduction r) {
        binary(b, switch (r) {
            case SUM -> LaneOp.ADD;
            case PROD -> LaneOp.MUL;
            case MAX -> LaneOp.MAX;
            case MIN -> LaneOp.MIN;
        }, accumulator());
    }

    @Override
    void collapse(CodeBuilder b, Reduction r) {
        travelling(b, accumulator());
    }
}
