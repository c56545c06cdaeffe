package dev.ricci.cpu.loop;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.formula.ScalarOp;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteOrder;

/**
 * Writes steps as calls of the JDK's Vector API. Only its own methods are called, which the JIT always inlines: a function of ours in
 * between would be compiled alone once hot and refused for inlining after that, and every vector would then be boxed.
 */
final class VectorWriter extends LaneWriter {
    private static final String API = "jdk.incubator.vector";
    private static final ClassDesc VECTOR = ClassDesc.of(API, "Vector");
    private static final ClassDesc MASK = ClassDesc.of(API, "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(API, "VectorSpecies");
    private static final ClassDesc SHUFFLE = ClassDesc.of(API, "VectorShuffle");
    private static final ClassDesc OPERATORS = ClassDesc.of(API, "VectorOperators");
    private static final ClassDesc SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
    private static final ClassDesc ORDER = ClassDesc.of("java.nio.ByteOrder");


    /** The static field that holds the exact class of vectors. */
    private static final String EXACT = "EXACT";

    /** The static field that holds the species of as many float32 as a vector has float64. */
    private static final String NARROW = "NARROW";
    private static final ClassDesc FLOATS = ClassDesc.of(API, "FloatVector");
    private static final ClassDesc SHAPE = ClassDesc.of(API, "VectorShape");

    private final ClassDesc self;
    private final int width;
    private final ClassDesc lanes;
    private final ClassDesc bits;

    /** Writes into the class self for vectors of width elements. */
    VectorWriter(DType type, int width, ClassDesc self) {
        super(type);
        this.self = self;
        this.width = width;
        this.lanes = ClassDesc.of(API, elementName() + "Vector");
        this.bits = ClassDesc.of(API, type.bytes() == 8 ? "LongVector" : "IntVector");
    }

    @Override
    int width() {
        return width;
    }

    @Override
    TypeKind local(LaneOp.Kind kind) {
        return TypeKind.REFERENCE;
    }

    @Override
    TypeKind accumulator() {
        return TypeKind.REFERENCE;
    }

    private static void species(CodeBuilder b, ClassDesc of) {
        b.getstatic(of, "SPECIES_PREFERRED", SPECIES);
    }

    private void broadcast(CodeBuilder b) {
        b.invokestatic(lanes, "broadcast", MethodTypeDesc.of(lanes, SPECIES, element()));
    }

    private void virtual(CodeBuilder b, String name, ClassDesc result, ClassDesc... arguments) {
        b.invokevirtual(lanes, name, MethodTypeDesc.of(result, arguments));
    }

    private void operator(CodeBuilder b, String name, String kind) {
        b.getstatic(OPERATORS, name, OPERATORS.nested(kind));
    }

    @Override
    void step(CodeBuilder b, LaneCode.Step s, Locals at) {
        int[] v = at.value();
        switch (s.op()) {
            case PARAMETER -> {
                species(b, lanes);
                parameter(b, s.a(), at);
                broadcast(b);
            }
            case NUMBER -> {
                species(b, lanes);
                number(b, Double.longBitsToDouble(s.value()));
                broadcast(b);
            }
            case ADD, SUB, MUL, DIV, MIN, MAX -> {
                b.aload(v[s.a()]).aload(v[s.b()]);
                virtual(b, s.op().name().toLowerCase(java.util.Locale.ROOT), lanes, VECTOR);
            }
            case FMA -> {
                b.aload(v[s.a()]).aload(v[s.b()]).aload(v[s.c()]);
                virtual(b, "fma", lanes, VECTOR, VECTOR);
            }
            case NEG, ABS, SQRT -> {
                b.aload(v[s.a()]);
                virtual(b, s.op().name().toLowerCase(java.util.Locale.ROOT), lanes);
            }
            case LESS -> compare(b, "LT", v[s.a()], v[s.b()]);
            case LESS_EQUAL -> compare(b, "LE", v[s.a()], v[s.b()]);
            case EQUAL -> compare(b, "EQ", v[s.a()], v[s.b()]);
            case MASK_AND -> b.aload(v[s.a()]).aload(v[s.b()]).invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
            case BLEND -> blend(b, v[s.a()], v[s.b()], v[s.c()]);
            case CALL -> call(b, s, v[s.a()], v[s.b()]);
            case CALL_WHERE -> {
                b.aload(v[s.a()]).invokevirtual(MASK, "anyTrue", MethodTypeDesc.of(CD_boolean));
                b.ifThenElse(some -> {
                    some.aload(v[s.c()]);
                    call(some, s, v[s.b()], 0);
                    some.aload(v[s.a()]);
                    virtual(some, "blend", lanes, VECTOR, MASK);
                }, none -> none.aload(v[s.c()]));
            }
            case EACH -> each(b, s, v);
            case TO_BITS, FROM_BITS, BITS_NUMBER, BITS_ADD, BITS_SUB, BITS_AND, BITS_OR, BITS_XOR, BITS_SHL, BITS_SAR ->
                bits(b, s, v);
            case CALL_OF_INTEGERS, INPUT, REPEATED, RARELY -> throw new AssertionError(s);
        }
    }

    @Override
    void all(CodeBuilder b, int mask) {
        b.aload(mask).invokevirtual(MASK, "allTrue", MethodTypeDesc.of(CD_boolean));
    }

    @Override
    void blend(CodeBuilder b, int mask, int then, int otherwise) {
        b.aload(otherwise).aload(then).aload(mask);
        virtual(b, "blend", lanes, VECTOR, MASK);
    }

    private void compare(CodeBuilder b, String operator, int left, int right) {
        b.aload(left);
        operator(b, operator, "Comparison");
        b.aload(right);
        virtual(b, "compare", MASK, OPERATORS.nested("Comparison"), VECTOR);
    }

    private void call(CodeBuilder b, LaneCode.Step s, int x, int y) {
        ScalarOp op = s.function();
        b.aload(x);
        if (op.arity() == 1) {
            operator(b, op.name(), "Unary");
            virtual(b, "lanewise", lanes, OPERATORS.nested("Unary"));
        } else {
            operator(b, op.name(), "Binary");
            b.aload(y);
            virtual(b, "lanewise", lanes, OPERATORS.nested("Binary"), VECTOR);
        }
    }

    /** The lanes go through arrays, which live as long as the call; no vector leaves the loop. */
    private void each(CodeBuilder b, LaneCode.Step s, int[] v) {
        ClassDesc array = element().arrayType();
        int[] at = new int[3];
        for (int i = 0; i < 3; i++) {
            at[i] = i > 0 && s.argument(i) == s.argument(i - 1) ? at[i - 1] : b.allocateLocal(TypeKind.REFERENCE);
            if (i == 0 || at[i] != at[i - 1]) {
                b.loadConstant(width).newarray(TypeKind.from(element())).astore(at[i]);
                b.aload(v[s.argument(i)]).aload(at[i]).iconst_0();
                virtual(b, "intoArray", CD_void, array, CD_int);
            }
        }
        b.aload(at[0]).aload(at[1]).aload(at[2]).loadConstant((int) s.value());
        b.invokestatic(FUNCTIONS, "each", MethodTypeDesc.of(CD_void, array, array, array, CD_int));
        species(b, lanes);
        b.aload(at[0]).iconst_0();
        b.invokestatic(lanes, "fromArray", MethodTypeDesc.of(lanes, SPECIES, array, CD_int));
    }

    private void bits(CodeBuilder b, LaneCode.Step s, int[] v) {
        ClassDesc element = type.bytes() == 8 ? CD_long : CD_int;
        switch (s.op()) {
            case TO_BITS -> {
                b.aload(v[s.a()]);
                virtual(b, type.bytes() == 8 ? "reinterpretAsLongs" : "reinterpretAsInts", bits);
            }
            case FROM_BITS -> {
                b.aload(v[s.a()]);
                b.invokevirtual(bits, "reinterpretAs" + elementName() + "s", MethodTypeDesc.of(lanes));
            }
            case BITS_NUMBER -> {
                species(b, bits);
                bitsConstant(b, s.value());
                b.invokestatic(bits, "broadcast", MethodTypeDesc.of(bits, SPECIES, element));
            }
            case BITS_ADD, BITS_SUB, BITS_AND, BITS_OR -> {
                b.aload(v[s.a()]).aload(v[s.b()]);
                b.invokevirtual(bits, s.op().name().substring(5).toLowerCase(java.util.Locale.ROOT), MethodTypeDesc.of(bits, VECTOR));
            }
            case BITS_XOR -> {
                b.aload(v[s.a()]);
                operator(b, "XOR", "Associative");
                b.aload(v[s.b()]);
                b.invokevirtual(bits, "lanewise", MethodTypeDesc.of(bits, OPERATORS.nested("Binary"), VECTOR));
            }
            case BITS_SHL, BITS_SAR -> {
                b.aload(v[s.a()]);
                operator(b, s.op() == LaneOp.BITS_SHL ? "LSHL" : "ASHR", "Binary");
                bitsConstant(b, s.value());
                b.invokevirtual(bits, "lanewise", MethodTypeDesc.of(bits, OPERATORS.nested("Binary"), element));
            }
            default -> throw new AssertionError(s);
        }
    }

    private void bitsConstant(CodeBuilder b, long v) {
        if (type.bytes() == 8) {
            b.loadConstant(v);
        } else {
            b.loadConstant((int) v);
        }
    }

    /** Gives segment, offset, byte order and, where there is one, mask. */
    private static void push(CodeBuilder b, Place at, int mask) {
        b.getstatic(MEMORY, "ALL", SEGMENT);
        at.push(b);
        b.getstatic(ORDER, ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "LITTLE_ENDIAN" : "BIG_ENDIAN", ORDER);
        if (mask != NO_MASK) {
            b.aload(mask);
        }
    }

    @Override
    void load(CodeBuilder b, Place from, int mask) {
        species(b, lanes);
        push(b, from, mask);
        MethodTypeDesc whole = MethodTypeDesc.of(lanes, SPECIES, SEGMENT, CD_long, ORDER);
        b.invokestatic(lanes, "fromMemorySegment", mask == NO_MASK ? whole : whole.insertParameterTypes(4, MASK));
    }

    /** As for stores, the cast tells the exact class. */
    @Override
    void loadNarrow(CodeBuilder b, Place from, int mask) {
        b.getstatic(self, EXACT, ConstantDescs.CD_Class);
        b.getstatic(self, NARROW, SPECIES);
        push(b, from, NO_MASK);
        MethodTypeDesc whole = MethodTypeDesc.of(FLOATS, SPECIES, SEGMENT, CD_long, ORDER);
        if (mask == NO_MASK) {
            b.invokestatic(FLOATS, "fromMemorySegment", whole);
        } else {
            b.aload(mask).getstatic(self, NARROW, SPECIES).invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
            b.invokestatic(FLOATS, "fromMemorySegment", whole.insertParameterTypes(4, MASK));
        }
        operator(b, "F2D", "Conversion");
        species(b, lanes);
        b.iconst_0().invokevirtual(FLOATS, "convertShape", MethodTypeDesc.of(VECTOR, OPERATORS.nested("Conversion"), SPECIES, CD_int));
        b.invokevirtual(ConstantDescs.CD_Class, "cast", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        b.checkcast(lanes);
    }

    @Override
    void loadRepeated(CodeBuilder b, int address) {
        species(b, lanes);
        b.lload(address);
        loadElement(b);
        broadcast(b);
    }

    /**
     * The cast tells C2 the exact class at once. Without it the store, alone among all methods used here, is tried before the class is
     * known whenever no profile says it, fails to inline, and boxes every vector (seen with identity maps on JDK 25).
     */
    @Override
    void store(CodeBuilder b, int value, Place to, int mask) {
        b.getstatic(self, EXACT, ConstantDescs.CD_Class).aload(value);
        b.invokevirtual(ConstantDescs.CD_Class, "cast", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        b.checkcast(lanes);
        push(b, to, mask);
        MethodTypeDesc whole = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER);
        b.invokevirtual(lanes, "intoMemorySegment", mask == NO_MASK ? whole : whole.insertParameterTypes(3, MASK));
    }

    @Override
    void mask(CodeBuilder b, int i, int n) {
        species(b, lanes);
        b.iload(i).iload(n);
        b.invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int));
    }

    @Override
    void identity(CodeBuilder b, Reduction r) {
        species(b, lanes);
        number(b, r.identity());
        broadcast(b);
    }

    @Override
    void accumulate(CodeBuilder b, Reduction r, int value, int mask) {
        if (mask == NO_MASK) {
            b.aload(value);
        } else {
            identity(b, r);
            b.aload(value).aload(mask);
            virtual(b, "blend", lanes, VECTOR, MASK);
        }
        combine(b, r);
    }

    @Override
    void combine(CodeBuilder b, Reduction r) {
        String name = switch (r) {
            case SUM -> "add";
            case PROD -> "mul";
            case MAX -> "max";
            case MIN -> "min";
        };
        virtual(b, name, lanes, VECTOR);
    }

    /** Halves are combined until one lane is left: reduceLanes would leave the order open, and interpreted and compiled code differ. */
    @Override
    void collapse(CodeBuilder b, Reduction r) {
        for (int half = width / 2; half >= 1; half /= 2) {
            b.dup();
            b.getstatic(self, rotation(half), SHUFFLE);
            virtual(b, "rearrange", lanes, SHUFFLE);
            combine(b, r);
        }
        b.iconst_0();
        virtual(b, "lane", element(), CD_int);
        travelling(b, TypeKind.from(element()));
    }

    /** The static field that holds the shuffle which brings lane i + by to lane i. */
    private static String rotation(int by) {
        return "ROTATE_" + by;
    }

    @Override
    void declareFields(ClassBuilder c, boolean widens) {
        for (int half = width / 2; half >= 1; half /= 2) {
            c.withField(rotation(half), SHUFFLE, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
        c.withField(EXACT, ConstantDescs.CD_Class, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        if (widens) {
            c.withField(NARROW, SPECIES, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
        c.withMethodBody("<clinit>", MethodTypeDesc.of(CD_void), ClassFile.ACC_STATIC, b -> {
            species(b, lanes);
            b.invokeinterface(SPECIES, "vectorType", MethodTypeDesc.of(ConstantDescs.CD_Class));
            b.putstatic(self, EXACT, ConstantDescs.CD_Class);
            if (widens) {
                b.getstatic(ConstantDescs.CD_Float, "TYPE", ConstantDescs.CD_Class);
                b.loadConstant(width * Float.SIZE).invokestatic(SHAPE, "forBitSize", MethodTypeDesc.of(SHAPE, CD_int));
                b.invokestatic(SPECIES, "of", MethodTypeDesc.of(SPECIES, ConstantDescs.CD_Class, SHAPE), true);
                b.putstatic(self, NARROW, SPECIES);
            }
            for (int half = width / 2; half >= 1; half /= 2) {
                species(b, lanes);
                b.loadConstant(half).iconst_1().iconst_1();
                b.invokestatic(SHUFFLE, "iota", MethodTypeDesc.of(SHUFFLE, SPECIES, CD_int, CD_int, CD_boolean));
                b.putstatic(self, rotation(half), SHUFFLE);
            }
            b.return_();
        });
    }
}
