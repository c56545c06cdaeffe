package dev.ricci.data;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/** A set of labelled grey images on the host: one byte a pixel, 0 (paper) to 255 (ink), and a label from 0 to 9 for each image. */
public final class ImageSet {
    /** The number of different labels. */
    public static final int CLASSES = 10;

    private final byte[] pixels;
    private final byte[] labels;
    private final int rows;
    private final int columns;

    /** Takes the arrays over without copying: the caller gives them up. */
    ImageSet(byte[] pixels, byte[] labels, int rows, int columns) {
        this.pixels = pixels;
        this.labels = labels;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Images from memory.
     *
     * @param pixels unsigned bytes, image after image, each row after row
     * @param labels one for each image, 0 to 9
     */
    public static ImageSet of(byte[] pixels, byte[] labels, int rows, int columns) {
        Check.count("images", pixels.length, labels.length, rows, columns);
        for (byte label : labels) {
            Check.range("images", "labels", label, label, CLASSES);
        }
        return new ImageSet(pixels.clone(), labels.clone(), rows, columns);
    }

    /** Reads an IDX file of images and one of labels, plain or gzip, and checks that they belong together. */
    public static ImageSet read(Path imageFile, Path labelFile) throws IOException {
        Idx images = Idx.read(imageFile);
        Idx labels = Idx.read(labelFile);
        expect(images, imageFile, 3, "images (unsigned bytes, 3 axes)");
        expect(labels, labelFile, 1, "labels (unsigned bytes, 1 axis)");
        int[] shape = images.shape();
        int n = labels.shape()[0];
        if (shape[0] != n) {
            throw new BadFile("idx", imageFile, "has " + shape[0] + " images, but " + labelFile + " has " + n
                    + " labels; the two files do not belong together");
        }
        if (n == 0 || shape[1] == 0 || shape[2] == 0) {
            throw new BadFile("idx", imageFile, "has no images: shape " + Arrays.toString(shape));
        }
        byte[] classes = labels.toBytes();
        for (int i = 0; i < n; i++) {
            if (classes[i] < 0 || classes[i] >= CLASSES) {
                throw new BadFile("idx", labelFile, "label " + i + " is " + (classes[i] & 0xFF) + "; labels are 0 to " + (CLASSES - 1));
            }
        }
        return new ImageSet(images.toBytes(), classes, shape[1], shape[2]);
    }

    private static void expect(Idx array, Path file, int rank, String what) throws BadFile {
        if (array.type() != ElementType.UINT8 || array.shape().length != rank) {
            throw new BadFile("idx", file, "should hold " + what + ", but holds " + array.type() + " with "
                    + array.shape().length + " axes");
        }
        long size = 1;
        for (int d : array.shape()) {
            size *= d;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new BadFile("idx", file, size + " bytes are more than one image set holds (2 GiB); split the file");
        }
    }

    /** Writes the images and the labels as two IDX files, gzip where a name ends in {@code .gz}. */
    public void write(Path imageFile, Path labelFile) throws IOException {
        Idx.of(pixels, count(), rows, columns).write(imageFile);
        Idx.of(labels, count()).write(labelFile);
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The label of an image. */
    public int label(int image) {
        return labels[image];
    }

    /** The pixels of one image, row after row, as unsigned bytes. */
    public byte[] image(int image) {
        int size = rows * columns;
        return Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
    }

    /** The images from one to before another. */
    public ImageSet slice(int from, int to) {
        if (from < 0 || to < from || to > count()) {
            throw new IllegalArgumentException("slice: images " + from + " to " + to + " of " + count());
        }
        int size = rows * columns;
        return new ImageSet(Arrays.copyOfRange(pixels, from * size, to * size), Arrays.copyOfRange(labels, from, to), rows, columns);
    }

    /**
     * The mean and standard deviation of all pixels, as a scaling that makes them 0 and 1.
     *
     * @throws IllegalArgumentException when all pixels are equal
     */
    public Scaling standardisation() {
        long sum = 0;
        long squares = 0;
        for (byte p : pixels) {
            int v = p & 0xFF;
            sum += v;
            squares += v * v;
        }
        double mean = (double) sum / pixels.length;
        double variance = (double) squares / pixels.length - mean * mean;
        if (!(variance > 0)) {
            throw new IllegalArgumentException("standardisation: all pixels of the " + count() + " images are " + (pixels[0] & 0xFF)
                    + ", so they have nothing to learn from; check the images");
        }
        return new Scaling(mean / 255, Math.sqrt(variance) / 255);
    }

    /** float32 [count, rows, columns]. */
    public Tensor images(Scaling scaling) {
        return scaled(scaling, count(), rows, columns);
    }

    /** float32 [count, rows * columns], one image a row. */
    public Tensor matrix(Scaling scaling) {
        return scaled(scaling, count(), rows * columns);
    }

    private Tensor scaled(Scaling scaling, int... shape) {
        float[] table = scaling.table();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(Math.max(1, 4L * pixels.length), 8);
            for (int i = 0; i < pixels.length; i++) {
                values.setAtIndex(ValueLayout.JAVA_FLOAT, i, table[pixels[i] & 0xFF]);
            }
            return Tensor.of(DType.FLOAT32, values, shape);
        }
    }

    /** int32 [count]. */
    public Tensor classes() {
        int[] values = new int[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i];
        }
        return Tensor.of(values, values.length);
    }

    /** The images at these indices as float32 [indices, rows * columns] with their labels, still on the host. */
    public HostBatch batch(Scaling scaling, int... indices) {
        float[] table = scaling.table();
        int size = rows * columns;
        float[] inputs = new float[Math.multiplyExact(indices.length, size)];
        int[] targets = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Check.range("batch", "images", indices[i], indices[i], count());
            targets[i] = labels[indices[i]];
            for (int p = 0; p < size; p++) {
                inputs[i * size + p] = table[pixels[indices[i] * size + p] & 0xFF];
            }
        }
        return new HostBatch(inputs, new int[] {indices.length, size}, targets);
    }

    /** The batches of an epoch in the order of the seed and the epoch, the last one perhaps smaller, made one at a time on the host. */
    public Iterator<HostBatch> batches(Scaling scaling, int batch, long seed, int epoch) {
        if (batch < 1 || batch > count()) {
            throw new IllegalArgumentException("batches: a batch of " + batch + " of " + count() + " images; take 1 to " + count());
        }
        int[] order = new SplitMix(seed, SplitMix.ORDER, epoch).permutation(count());
        return IntStream.range(0, Math.ceilDiv(count(), batch))
                .mapToObj(b -> batch(scaling, Arrays.copyOfRange(order, b * batch, Math.min((b + 1) * batch, count()))))
                .iterator();
    }
}
