package dev.ricci.cuda.row;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.Kernel;

/** One operation on rows in all its versions and both types; each is found when it is first used. */
final class RowKernel {
    private final Context context;
    private final String file;
    private final String name;
    private final Kernel[] found = new Kernel[2 * Version.values().length];

    RowKernel(Context context, String file, String name) {
        this.context = context;
        this.file = file;
        this.name = name;
    }

    private Kernel kernel(DType type, Version version) {
        int i = 2 * version.ordinal() + (type == DType.FLOAT32 ? 0 : 1);
        if (found[i] == null) { // threads that race here find the same one
            found[i] = context.kernel(file, name + "_" + Family.ending(type) + "_" + version.ending());
        }
        return found[i];
    }

    /** Whether the kernel is better for these rows than its definition. */
    boolean isFor(Rows rows) {
        return rows.fit() && !(rows.version() == Version.STREAMED && rows.tooFew(rows.width()));
    }

    /** Runs it with what stands in the arguments already, the rows, and for the streamed version their number at a time. */
    void launch(Rows rows, DType type, Arguments a) {
        Version version = rows.version();
        boolean streamed = version == Version.STREAMED;
        launch(rows, type, version, rows.blocks(streamed ? rows.width() : version.rowsInBlock()), a);
    }

    /** The same with a number of blocks. */
    void launch(Rows rows, DType type, Version version, int blocks, Arguments a) {
        rows.write(a);
        if (version == Version.STREAMED) {
            a.int32(rows.width());
        }
        kernel(type, version).launch(blocks, Rows.BLOCK, 0, a);
    }
}
