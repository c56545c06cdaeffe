package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Views that share memory, ranks to 8 and not beyond, and wrong shapes. */
class ShapesTest {
    private static final int[] EIGHT = {2, 1, 3, 2, 1, 2, 2, 3};

    @Test
    void viewsShareMemory() {
        Tensor x = Tensor.arange(24).reshape(2, 3, 4);
        Tensor[] views = {x.transpose(0, 2), x.diagonal(), x.diagonal(1, 0, 2), x.unfold(2, 3, 1), x.slice(1, -1, Tensor.BEGINNING, -1),
            x.flip(0, 2), x.unsqueeze(1).squeeze(), x.chunk(2, 3)[1], x.split(1, 1, 2)[1], x.reshape(6, 4), x.permute(1, 0, 2),
            x.t().reshape(2, 2, 2, 3), x.broadcastTo(5, 2, 3, 4), x.slice(2, 0, 4, 2).reshape(2, 3, 1, 2), x.select(0, 1)};
        for (Tensor v : views) {
            assertSame(x.view().buffer(), v.view().buffer());
        }
        assertNotSame(x.view().buffer(), x.t().reshape(24).view().buffer(), "strides cannot say this");
    }

    @Test
    void slicesGoBackwardsAsNumPys() {
        Tensor x = Tensor.arange(6);
        assertArrayEquals(new int[] {5, 4, 3, 2, 1, 0}, x.slice(0, Tensor.END, Tensor.BEGINNING, -1).toInts());
        assertArrayEquals(new int[] {5, 4, 3, 2, 1, 0}, x.slice(0, -1, -7, -1).toInts());
        assertArrayEquals(new int[] {4, 2}, x.slice(0, 4, 0, -2).toInts());
        assertArrayEquals(new int[] {4, 2, 0}, x.slice(0, -2, Tensor.BEGINNING, -2).toInts());
        assertArrayEquals(new int[] {5}, x.slice(0, -1, -2, -1).toInts());
        assertArrayEquals(new int[] {3, 4, 5}, x.slice(0, 3, Tensor.END).toInts());
        assertArrayEquals(new int[] {0}, x.slice(0, 0, 6, Integer.MAX_VALUE).toInts());
        assertArrayEquals(new int[] {5}, x.slice(0, 5, Tensor.BEGINNING, Integer.MIN_VALUE).toInts());
        assertEquals(0, x.slice(0, 2, 2, -1).size());
        assertEquals(0, Tensor.zeros(0).slice(0, Tensor.END, Tensor.BEGINNING, -1).size());
        assertRefused("slice: 1 to 4 by -1 of an axis of length 6", () -> x.slice(0, 1, 4, -1));
        assertRefused("slice: 0 to 7 by 1", () -> x.slice(0, 0, 7));
        assertRefused("slice: 4 to 1 by 1", () -> x.slice(0, 4, 1));
        assertRefused("slice: 0 to 3 by 0", () -> x.slice(0, 0, 3, 0));
        assertRefused("slice: 6 to 0 by -1", () -> x.slice(0, 6, 0, -1));
    }

    @Test
    void overlappingWindowsAddUp() {
        BothDevices.run(() -> {
            Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5}).wanted();
            Tensor windows = x.unfold(0, 3, 1);
            assertArrayEquals(new double[] {1, 2, 3, 2, 3, 4, 3, 4, 5}, windows.toDoubles());
            assertArrayEquals(new double[] {1, 2, 3, 2, 1}, Gradients.of(windows.sum()).get(x).toDoubles());
            assertArrayEquals(new double[] {2, 8, 18, 16, 10}, Gradients.of(x.unfold(0, 3, 1).square().sum()).get(x).toDoubles());
            Tensor squares = windows.detach().matmul(windows.detach().t()); // an overlapping view on both sides
            assertArrayEquals(new double[] {14, 20, 26, 20, 29, 38, 26, 38, 50}, squares.toDoubles());
        });
    }

    @Test
    void eightAxesGoThroughEverything() {
        BothDevices.run(() -> {
            int n = Arrays.stream(EIGHT).reduce(1, (a, b) -> a * b);
            Tensor flat = Tensor.arange(n).to(DType.FLOAT32);
            Tensor x = flat.reshape(EIGHT);
            Tensor back = x.permute(7, 6, 5, 4, 3, 2, 1, 0);
            assertArrayEquals(flat.toFloats(), back.copy().permute(7, 6, 5, 4, 3, 2, 1, 0).copy().toFloats());
            Tensor mixed = x.permute(3, 0, 6, 2, 1, 7, 4, 5);
            assertArrayEquals(flat.toFloats(), mixed.copy().permute(1, 4, 3, 0, 6, 7, 2, 5).reshape(-1).toFloats());
            assertEquals(n * (n - 1) / 2.0, back.add(mixed.permute(5, 2, 7, 6, 0, 3, 4, 1)).sum().item() / 2);
            Tensor sums = back.sum(0, 2, 5, 7);
            assertArrayEquals(new int[] {2, 1, 2, 1}, sums.shape());
            assertEquals(n * (n - 1) / 2.0, sums.sum().item());
            assertArrayEquals(flat.toFloats(), mixed.max(4).permute(1, 3, 0, 5, 6, 2, 4).reshape(-1).toFloats());
            assertArrayEquals(x.cumsum(2).toFloats(), back.cumsum(5).permute(7, 6, 5, 4, 3, 2, 1, 0).toFloats());
            assertArrayEquals(x.sort(5).order().toInts(), back.sort(2).order().permute(7, 6, 5, 4, 3, 2, 1, 0).toInts());
            Tensor index = Tensor.of(new int[] {1, 0, 1});
            Tensor gathered = back.gather(index, 7);
            assertArrayEquals(x.gather(index, 0).toFloats(), gathered.permute(7, 6, 5, 4, 3, 2, 1, 0).toFloats());
            Tensor products = mixed.matmul(mixed.t());
            assertEquals(mixed.square().sum().item(), products.diagonal().sum().item(), 1e-3 * n * n);
            assertArrayEquals(x.toFloats(), x.tile(1, 2, 1, 1, 1, 1, 1, 1).slice(1, 1, 2).toFloats());
            Tensor tiles = x.tile(2, 1, 1, 2, 1, 1, 1, 3);
            assertEquals(12 * x.sum().item(), tiles.sum().item());
            assertArrayEquals(x.toFloats(), tiles.slice(0, 2, 4).slice(3, 2, 4).slice(7, 6, 9).toFloats());
            assertArrayEquals(x.toFloats(), x.repeat(2, 3).slice(3, 1, 4, 2).toFloats());
            int[] one = {0, 1, 0, 0, 0, 0, 0, 1};
            assertArrayEquals(x.toFloats(), x.pad(one, one, 5).slice(1, 1, 2).slice(7, 1, 4).toFloats());
            assertEquals(EIGHT[2] - 1, x.argmax(2).max().item());
            assertArrayEquals(x.softmax(7).toFloats(), back.softmax(0).permute(7, 6, 5, 4, 3, 2, 1, 0).toFloats(), 1e-6f);
            assertEquals(n - 1, x.quantile(1.0).item());
        });
    }

    @Test
    void nineAxesAreRefused() {
        Tensor x = Tensor.zeros(EIGHT);
        int[] nine = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        String message = "tensors have 8 axes at most, got the 9 of shape [";
        for (Runnable r : new Runnable[] {() -> Tensor.zeros(nine), () -> x.unsqueeze(0), () -> x.unsqueeze(-1), () -> x.unfold(0, 1, 1),
            () -> Tensor.ones(1).reshape(nine), () -> Tensor.ones(1).broadcastTo(nine), () -> Shaping.stack(0, x, x),
            () -> Tensor.ones(1).tile(nine), () -> x.gather(Tensor.zeros(DType.INT32, 1, 1), 0), () -> Tensor.of(new float[1], nine),
            () -> x.to(DType.INT32).oneHot(2), () -> x.quantile(Tensor.zeros(2, 2), 0)}) {
            String got = assertThrows(IllegalArgumentException.class, r::run).getMessage();
            assertTrue(got.contains(message), got);
        }
    }

    @Test
    void wrongCallsAreRefused() {
        Tensor x = Tensor.zeros(2, 3);
        assertRefused("diagonal: of two different axes, got 1 and -1", () -> x.diagonal(0, 1, -1));
        assertEquals(0, x.diagonal(Integer.MIN_VALUE, 0, 1).size() + x.diagonal(Integer.MAX_VALUE, 0, 1).size());
        assertRefused("unfold: windows of 4 elements, 1 apart, of an axis of length 3", () -> x.unfold(1, 4, 1));
        assertRefused("unfold: windows of 2 elements, 0 apart", () -> x.unfold(1, 2, 0));
        assertRefused("split: sizes are 0 or more and add up to the length of the axis, 3, got [1, 1]", () -> x.split(1, 1, 1));
        assertRefused("split: sizes are 0 or more", () -> x.split(1, -1, 4));
        assertRefused("chunk: 1 part or more, got 0", () -> x.chunk(0, 0));
        assertEquals(2, x.chunk(0, 100).length);
        assertRefused("pad: one length for each of the 2 axes", () -> x.pad(new int[1], new int[2], 0));
        assertRefused("pad: borders have 0 elements or more", () -> x.pad(new int[] {0, -1}, new int[2], 0));
        assertRefused("pad: an axis has 2147483647 elements at most", () -> x.pad(new int[2], new int[] {0, Integer.MAX_VALUE}, 0));
        assertRefused("padReflect: borders are shorter than the axis", () -> x.padReflect(new int[] {2, 0}, new int[2]));
        assertRefused("padReplicate: borders are of axes that have elements",
                () -> Tensor.zeros(0).padReplicate(new int[] {1}, new int[1]));
        assertRefused("tile: counts are 0 or more, got -1", () -> x.tile(-1));
        assertRefused("tile: an axis has 2147483647 elements at most", () -> x.tile(Integer.MAX_VALUE));
        assertRefused("repeat: counts are 0 or more, got -2", () -> x.repeat(-2, 0));
        assertRefused("squeeze: axis -2 is named twice", () -> Tensor.zeros(1, 1).squeeze(0, -2));
        assertRefused("squeeze: the length of axis 1 and 1 must agree, got 3 and 1", () -> x.squeeze(1));
        assertRefused("stack: shapes must be the same, got [2, 3] and [3, 2]", () -> Shaping.stack(0, x, x.t()));
        assertRefused("stack: at least one tensor", () -> Shaping.stack(0));
        assertRefused("reshape: [0] has 0 elements, which do not fill [65536, 65536, 65536, 65536]",
                () -> Tensor.zeros(0).reshape(1 << 16, 1 << 16, 1 << 16, 1 << 16));
        assertRefused("concat: an axis has 2147483647 elements at most, got 4294967294", () -> {
            Tensor wide = Tensor.zeros(1).broadcastTo(Integer.MAX_VALUE);
            Shaping.concat(0, wide, wide);
        });
        assertRefused("roll: axis 2 of a tensor of rank 2", () -> x.roll(1, 2));
    }

    private static void assertRefused(String message, Runnable call) {
        String got = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(got.startsWith(message), got);
    }

    @Test
    void emptyRepetitions() {
        Tensor x = Tensor.ones(2, 3);
        assertArrayEquals(new int[] {0, 3}, x.tile(0, 1).shape());
        assertArrayEquals(new int[] {2, 0}, x.repeat(0, 1).shape());
        assertArrayEquals(new int[] {2, 3}, x.tile().shape());
        assertEquals(1, Tensor.zeros(0).chunk(0, 3).length);
    }
}
