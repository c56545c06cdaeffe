package dev.ricci.cpu.host;

import java.lang.foreign.MemorySegment;

/** A library with LAPACK's routines, by Fortran's interface with integers of 32 bits. */
public interface LapackLibrary {
    /** One line about version and build. */
    String config();

    /** The address of a function. @throws java.util.NoSuchElementException when it has none of that name */
    MemorySegment symbol(String name);

    /** Readies calls of this thread for so many threads of the library's own; what it gives goes to {@link #end}. */
    int begin(int threads);

    /** Ends what {@link #begin} began. */
    void end(int before);
}
