package dev.ricci.data;

import dev.ricci.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Reads and writes NumPy's NPZ files: named arrays in order, a zip archive of NPY files. */
public final class Npz {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0); // the same bytes whenever it is written

    private Npz() {}

    /** Reads all arrays, stored or compressed, onto the current device, in the order of the file. */
    public static Map<String, Tensor> read(Path file) throws IOException {
        Source.size("npz", file);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry e = entries.nextElement();
                if (!e.getName().endsWith(".npy")) {
                    throw new BadFile("npz", file, "holds " + e.getName() + ", which is no .npy array");
                }
                String name = e.getName().substring(0, e.getName().length() - 4);
                if (arrays.put(name, read(zip, e, file).tensor()) != null) {
                    throw new BadFile("npz", file, "holds " + name + " twice");
                }
            }
        } catch (ZipException | EOFException e) {
            throw new BadFile("npz", file, "is no zip archive, or cut short or damaged (" + e.getMessage() + ")", e);
        }
        return arrays;
    }

    private static Values read(ZipFile zip, ZipEntry e, Path file) throws IOException {
        String where = file + " (" + e.getName() + ")";
        try (InputStream raw = zip.getInputStream(e)) {
            CheckedInputStream in = new CheckedInputStream(raw, new CRC32());
            Values v = Npy.values(Source.of("npz", where, in, -1), where);
            if (e.getCrc() >= 0 && in.getChecksum().getValue() != e.getCrc()) {
                throw new BadFile("npz", where, "is damaged: its check sum is not that of its bytes");
            }
            return v;
        }
    }

    /** Writes named tensors as they are: all of the file or nothing. */
    public static void write(Path file, Map<String, Tensor> arrays) throws IOException {
        write(file, arrays, ZipEntry.STORED);
    }

    /** Writes named tensors, compressed: all of the file or nothing. */
    public static void writeCompressed(Path file, Map<String, Tensor> arrays) throws IOException {
        write(file, arrays, ZipEntry.DEFLATED);
    }

    private static void write(Path file, Map<String, Tensor> arrays, int method) throws IOException {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Tensor> a : arrays.entrySet()) {
                Values v = Values.of(a.getValue());
                ZipEntry e = new ZipEntry(a.getKey() + ".npy");
                e.setMethod(method);
                e.setTimeLocal(EPOCH);
                if (method == ZipEntry.STORED) {
                    measure(e, v);
                }
                zip.putNextEntry(e);
                Npy.write(zip, v);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /** A stored entry says its size and check sum before its bytes. */
    private static void measure(ZipEntry e, Values v) throws IOException {
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        Npy.write(sum, v);
        e.setCrc(sum.getChecksum().getValue());
        e.setSize(NpyHeader.bytes(ElementType.of(v.dtype()), v.shape()).length + v.data().byteSize());
        e.setCompressedSize(e.getSize());
    }
}
