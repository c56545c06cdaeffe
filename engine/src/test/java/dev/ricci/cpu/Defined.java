package dev.ricci.cpu;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Buffer;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;

/** The basic operations of a device and none of its overrides: fused operations come from their definitions. */
public record Defined(Backend device) implements Backend {
    @Override
    public String name() {
        return device.name();
    }

    @Override
    public String describe() {
        return device.describe();
    }

    @Override
    public Buffer allocate(long bytes) {
        return device.allocate(bytes);
    }

    @Override
    public long liveBytes() {
        return device.liveBytes();
    }

    @Override
    public void write(View to, MemorySegment from) {
        device.write(to, from);
    }

    @Override
    public void read(View from, MemorySegment to) {
        device.read(from, to);
    }

    @Override
    public void map(Formula f, View out, View... in) {
        device.map(f, out, in);
    }

    @Override
    public void reduce(Reduction r, Formula f, View out, View... in) {
        device.reduce(r, f, out, in);
    }

    @Override
    public void argument(Reduction r, View out, View in, int axis) {
        device.argument(r, out, in, axis);
    }

    @Override
    public void matmul(View out, View a, View b, double scale, double keep) {
        device.matmul(out, a, b, scale, keep);
    }

    @Override
    public void gather(View out, View table, View index, int axis) {
        device.gather(out, table, index, axis);
    }

    @Override
    public void scatterAdd(View out, View index, View values, int axis) {
        device.scatterAdd(out, index, values, axis);
    }

    @Override
    public void scan(Reduction r, View out, View in, int axis) {
        device.scan(r, out, in, axis);
    }

    @Override
    public void sort(View values, View order, View in, int axis) {
        device.sort(values, order, in, axis);
    }

    @Override
    public void random(Draw draw, View out, View counter, View... parameters) {
        device.random(draw, out, counter, parameters);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        device.factor(kind, out, in);
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        device.solve(kind, out, a, b);
    }

    @Override
    public void finish() {
        device.finish();
    }

    @Override
    public void trim() {
        device.trim();
    }

    @Override
    public void close() {
        device.close();
    }
}
