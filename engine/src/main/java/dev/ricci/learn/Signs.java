package dev.ricci.learn;

import dev.ricci.tensor.Tensor;

/** Directions are known up to their sign only; one is chosen, so that results can be compared. */
final class Signs {
    private Signs() {}

    /** Each row with its entry of largest magnitude positive. */
    static Tensor fixed(Tensor rows) {
        if (rows.size() == 0) {
            return rows;
        }
        Tensor largest = rows.abs().maxKeeping(1);
        // the first entry that reaches the magnitude decides; equal magnitudes of both signs are told apart by their place
        Tensor place = rows.abs().equal(largest).to(rows.dtype()).argmax(1);
        double[] v = rows.toDoubles();
        int[] at = place.toInts();
        float[] sign = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            sign[i] = v[i * rows.size(1) + at[i]] < 0 ? -1 : 1;
        }
        return rows.mul(Tensor.of(sign, at.length, 1).to(rows.backend()).to(rows.dtype()));
    }
}
