package dev.ricci.cpu.loop;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.ricci.backend.Reduction;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the class of one loop: {@code run} calls {@code whole} for all whole vectors and {@code rest}, where one is left, for the last
 * part of one. They are methods apart, so that the JIT compiles one copy of the steps at a time.
 */
final class LoopClass {
    static final ClassDesc SELF = ClassDesc.of("dev.ricci.cpu.loop.CompiledLoop");
    private static final ClassDesc LOOP = ClassDesc.of("dev.ricci.cpu.loop.Loop");
    private static final ClassDesc PARTIAL = ClassDesc.of("dev.ricci.cpu.loop.Partial");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_double, CD_long.arrayType(), CD_double.arrayType(), CD_int);
    private static final MethodTypeDesc PART = RUN.insertParameterTypes(2, CD_int);
    private static final int STATIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;

    /** What becomes of the values: they are reduced (or null), stored, or both. Bit k of narrow says that input k is to be widened. */
    record Use(Reduction reduction, boolean stores, long narrow) {}

    private final Lowering lowering;
    private final Use use;
    private final LaneWriter writer;

    private LoopClass(Lowering lowering, Use use, LaneWriter writer) {
        this.lowering = lowering;
        this.use = use;
        this.writer = writer;
    }

    /** The bytes of a class that extends {@link Loop}. */
    static byte[] write(Lowering lowering, Use use, LaneWriter writer) {
        return new LoopClass(lowering, use, writer).write();
    }

    private byte[] write() {
        return ClassFile.of().build(SELF, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            c.withSuperclass(LOOP);
            c.withMethodBody("<init>", MethodTypeDesc.of(CD_void), 0, b -> b.aload(0)
                    .loadConstant(writer.width())
                    .loadConstant(use.reduction == null ? 0 : 1)
                    .loadConstant(use.stores ? 1 : 0)
                    .invokespecial(LOOP, "<init>", MethodTypeDesc.of(CD_void, CD_int, CD_boolean, CD_boolean)).return_());
            writer.declareFields(c, use.narrow != 0);
            c.withMethodBody("run", RUN, 0, this::run);
            c.withMethodBody("whole", PART, STATIC, b -> new LoopBody(b, lowering, use, writer).whole());
            if (writer.width() > 1) {
                c.withMethodBody("rest", PART, STATIC, b -> new LoopBody(b, lowering, use, writer).rest());
            }
        });
    }

    /** Locals: this, at, parameters, n. */
    private void run(CodeBuilder b) {
        int width = writer.width();
        if (width == 1) {
            b.aload(1).aload(2).iconst_0().iload(3).invokestatic(SELF, "whole", PART).dreturn();
            return;
        }
        int end = b.allocateLocal(TypeKind.INT);
        b.iload(3).loadConstant(-width).iand().istore(end);
        Label onlyRest = b.newLabel();
        Label noRest = b.newLabel();
        b.iload(end).ifeq(onlyRest);
        b.aload(1).aload(2).iconst_0().iload(end).invokestatic(SELF, "whole", PART);
        b.iload(end).iload(3).if_icmpge(noRest);
        rest(b, end);
        if (use.reduction == null) {
            b.dadd();
        } else {
            b.invokestatic(PARTIAL, Partial.method(use.reduction, writer.type), MethodTypeDesc.of(CD_double, CD_double, CD_double));
        }
        b.labelBinding(noRest).dreturn();
        b.labelBinding(onlyRest);
        rest(b, end);
        b.dreturn();
    }

    private static void rest(CodeBuilder b, int from) {
        b.aload(1).aload(2).iload(from).iload(3).invokestatic(SELF, "rest", PART);
    }
}
