package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.cpu.host.Memory;

/** A running result in int, which double carries from block to block without loss. */
final class RunningIntegers extends Running {
    RunningIntegers(Reduction r, DType outType, long outStep, DType inType, long inStep) {
        super(r, outType, outStep, inType, inStep);
    }

    @Override
    double start() {
        return switch (r) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Integer.MIN_VALUE;
            case MIN -> Integer.MAX_VALUE;
        };
    }

    @Override
    double join(double a, double b) {
        return combine((int) a, (int) b);
    }

    private int get(long address) {
        return inType == DType.BOOL ? Memory.getByte(Memory.at(address)) : Memory.getInt(Memory.at(address));
    }

    private int combine(int a, int b) {
        return switch (r) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    @Override
    double total(long from, int first, int end) {
        int v = (int) start();
        for (int i = first; i < end; i++) {
            v = combine(v, get(from + i * inStep));
        }
        return v;
    }

    @Override
    void run(long to, long from, int first, int end, double before) {
        int v = (int) before;
        for (int i = first; i < end; i++) {
            v = combine(v, get(from + i * inStep));
            if (outType == DType.BOOL) {
                Memory.setByte(Memory.at(to + i * outStep), (byte) (v != 0 ? 1 : 0));
            } else {
                Memory.setInt(Memory.at(to + i * outStep), v);
            }
        }
    }
}
