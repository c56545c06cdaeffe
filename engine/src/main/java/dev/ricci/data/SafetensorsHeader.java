package dev.ricci.data;

import dev.ricci.backend.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The header of a safetensors file, checked: every tensor's bytes lie one after the other, without gap or overlap. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataBytes) {
    static final String FORMAT = "safetensors";

    /** One tensor: where its elements begin and end in the data. */
    record Entry(String name, ElementType type, int[] shape, long from, long to) {}

    static SafetensorsHeader parse(Object file, String text) throws BadFile {
        Object json;
        try {
            json = Json.parse("header", text);
        } catch (BadFile e) {
            throw new BadFile(FORMAT, file, "its header is damaged: " + e.getMessage(), e);
        }
        if (!(json instanceof Map<?, ?> members) || text.charAt(0) != '{') {
            throw new BadFile(FORMAT, file, "its header is no JSON object");
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = Map.of();
        for (Map.Entry<?, ?> m : members.entrySet()) {
            String name = (String) m.getKey();
            if (name.equals("__metadata__")) {
                metadata = metadata(file, m.getValue());
            } else {
                entries.add(entry(file, name, m.getValue()));
            }
        }
        return new SafetensorsHeader(entries, metadata, checked(file, entries));
    }

    private static Map<String, String> metadata(Object file, Object value) throws BadFile {
        Map<String, String> notes = new LinkedHashMap<>();
        if (!(value instanceof Map<?, ?> m)) {
            throw new BadFile(FORMAT, file, "__metadata__ is no object");
        }
        for (Map.Entry<?, ?> e : m.entrySet()) {
            if (!(e.getValue() instanceof String s)) {
                throw new BadFile(FORMAT, file, "__metadata__ holds " + e.getKey() + ", which is not text");
            }
            notes.put((String) e.getKey(), s);
        }
        return notes;
    }

    private static Entry entry(Object file, String name, Object value) throws BadFile {
        String where = file + " (" + name + ")";
        if (!(value instanceof Map<?, ?> m) || !m.keySet().equals(Set.of("dtype", "shape", "data_offsets"))
                || !(m.get("dtype") instanceof String code)) {
            throw new BadFile(FORMAT, where, "its header entry should hold dtype, shape and data_offsets, and holds " + value);
        }
        ElementType type = type(where, code);
        long[] shape = whole(where, "shape", m.get("shape"));
        long[] offsets = whole(where, "data_offsets", m.get("data_offsets"));
        long bytes = Values.count(FORMAT, where, shape) * type.bytes();
        if (offsets.length != 2 || offsets[1] - offsets[0] != bytes) {
            throw new BadFile(FORMAT, where, "data_offsets are " + m.get("data_offsets") + ", but " + code + " of shape " + m.get("shape")
                    + " takes " + bytes + " bytes");
        }
        return new Entry(name, type, Values.ints(shape), offsets[0], offsets[1]);
    }

    private static long[] whole(String where, String what, Object value) throws BadFile {
        if (value instanceof List<?> list && list.stream().allMatch(v -> v instanceof Long n && n >= 0)) {
            return list.stream().mapToLong(v -> (Long) v).toArray();
        }
        throw new BadFile(FORMAT, where, what + " should be a list of whole numbers, 0 or more, and is " + value);
    }

    private static long checked(Object file, List<Entry> entries) throws BadFile {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long end = 0;
        for (Entry e : sorted) {
            if (e.from() != end) {
                throw new BadFile(FORMAT, file + " (" + e.name() + ")", "begins at byte " + e.from()
                        + " of the data, the tensor before ends at " + end + (e.from() < end ? ": they overlap" : ": there is a gap"));
            }
            end = e.to();
        }
        return end;
    }

    static String code(DType dtype) {
        return switch (dtype) {
            case BOOL -> "BOOL";
            case INT32 -> "I32";
            case INT64 -> "I64";
            case FLOAT16 -> "F16";
            case BFLOAT16 -> "BF16";
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
        };
    }

    private static ElementType type(String where, String code) throws BadFile {
        return switch (code) {
            case "BOOL" -> ElementType.BOOL;
            case "U8" -> ElementType.UINT8;
            case "I8" -> ElementType.INT8;
            case "U16" -> ElementType.UINT16;
            case "I16" -> ElementType.INT16;
            case "U32" -> ElementType.UINT32;
            case "U64" -> ElementType.UINT64;
            case "I32" -> ElementType.INT32;
            case "I64" -> ElementType.INT64;
            case "F16" -> ElementType.FLOAT16;
            case "BF16" -> ElementType.BFLOAT16;
            case "F32" -> ElementType.FLOAT32;
            case "F64" -> ElementType.FLOAT64;
            default -> throw new BadFile(FORMAT, where, "has elements of type " + code + ", which cannot be read");
        };
    }
}
