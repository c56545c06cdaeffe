package dev.ricci.data;

import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors with notes, as a safetensors file holds them (huggingface/safetensors): eight bytes for the header's length, the header in
 * JSON, the elements, little-endian.
 *
 * @param tensors in the order of the header
 * @param metadata free text under free names
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final long LONGEST_HEADER = 100_000_000; // the format's own limit
    private static final String METADATA = "__metadata__";

    /**
     * Reads a file onto the current device.
     *
     * @throws BadFile for a header that lies about its length, tensors that overlap, leave gaps or stand outside the file, names that
     *     stand twice, types that cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        long size = Source.size(SafetensorsHeader.FORMAT, file);
        try (Source in = Source.openPlain(SafetensorsHeader.FORMAT, file)) {
            long length = ByteBuffer.wrap(in.bytes(8, "the header's length")).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
                throw new BadFile(SafetensorsHeader.FORMAT, file, "says its header has " + Long.toUnsignedString(length)
                        + " bytes; the file has " + size + ": it is cut short or no safetensors file");
            }
            byte[] text = in.bytes((int) length, "the header");
            SafetensorsHeader header = SafetensorsHeader.parse(file, Json.utf8(SafetensorsHeader.FORMAT, file, text));
            MemorySegment data = in.rest(header.dataBytes());
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry e : header.entries()) {
                tensors.put(e.name(), values(e, data, file).tensor());
            }
            return new Safetensors(tensors, header.metadata());
        }
    }

    private static Values values(SafetensorsHeader.Entry e, MemorySegment data, Path file) throws BadFile {
        MemorySegment part = data.asSlice(e.from(), e.to() - e.from());
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            e.type().swap(part);
        }
        String where = file + " (" + e.name() + ")";
        return new Values(e.type().dtype(), e.shape(), e.type().widen(part, SafetensorsHeader.FORMAT, where));
    }

    /** Writes the file, the tensors of larger elements first so that each stands aligned: all of it or nothing. */
    public void write(Path file) throws IOException {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("safetensors: no tensor can be named " + METADATA + ", the name of the notes");
        }
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparing(e -> -e.getValue().dtype().bytes()));
        byte[] header = header(order).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            out.write(header);
            for (Map.Entry<String, Tensor> e : order) {
                write(out, Values.of(e.getValue()));
            }
        });
    }

    private static void write(OutputStream out, Values v) throws IOException {
        Sink.write(out, v.data(), ElementType.of(v.dtype()), ByteOrder.LITTLE_ENDIAN);
    }

    private String header(List<Map.Entry<String, Tensor>> order) {
        Map<String, Long> starts = new LinkedHashMap<>();
        long at = 0;
        for (Map.Entry<String, Tensor> e : order) {
            starts.put(e.getKey(), at);
            at += bytes(e.getValue());
        }
        Map<String, Object> all = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            all.put(METADATA, new TreeMap<>(metadata)); // an order of our own: that of Map.of is another in every JVM
        }
        tensors.forEach((name, t) -> {
            long from = starts.get(name);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", SafetensorsHeader.code(t.dtype()));
            entry.put("shape", t.shape());
            entry.put("data_offsets", new long[] {from, from + bytes(t)});
            all.put(name, entry);
        });
        String text = Json.write(all);
        int padding = -text.getBytes(StandardCharsets.UTF_8).length & 7;
        return text + " ".repeat(padding);
    }

    private static long bytes(Tensor t) {
        return t.size() * t.dtype().bytes();
    }
}
