package dev.ricci.cuda.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import jcuda.JCudaVersion;
import jcuda.LibUtils;

/**
 * Lets JCuda unpack its native libraries into a fresh folder that only this user can enter.
 *
 * <p>JCuda loads whatever lies under a fixed name in the system's shared temporary folder: a half-written copy of another program's
 * ends the JVM, and anyone could put a library there. It asks the property {@code java.io.tmpdir} for that folder at each load, and the
 * JDK's own temporary files do not (they remember its first value), so the property points elsewhere just while JCuda initialises.
 */
public final class PrivateNatives {
    private static final String PROPERTY = "java.io.tmpdir";

    private PrivateNatives() {}

    /** The file that JCuda looks for when it loads a library of its own, as in {@code JCublas2}. */
    public static String fileName(String library) {
        return LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName(library + "-" + JCudaVersion.get()));
    }

    /** Whether JCuda's library of this name, as in {@code JCudaDriver}, is on the class path for this system. */
    public static boolean has(String library) {
        return LibUtils.class.getResource("/lib/" + fileName(library)) != null;
    }

    /**
     * Runs what makes JCuda load a library.
     *
     * @throws IllegalStateException when there can be no private folder, with the remedy; what the initialiser throws, it throws
     */
    public static void initialise(Runnable initialiser) {
        inPrivateFolder(null, null, initialiser);
    }

    /** The same where the library to load is not the one in JCuda's jar: JCuda takes a file that stands there already. */
    public static void initialise(String file, byte[] content, Runnable initialiser) {
        inPrivateFolder(file, content, initialiser);
    }

    private static synchronized void inPrivateFolder(String file, byte[] content, Runnable initialiser) {
        Path folder = null;
        String before = System.getProperty(PROPERTY);
        try {
            folder = Files.createTempDirectory("ricci-natives", permissions());
            if (file != null) {
                Files.write(folder.resolve(file), content);
            }
        } catch (IOException e) {
            remove(folder);
            throw new IllegalStateException("cuda: JCuda's native libraries cannot be unpacked under " + before + " (" + e
                    + "); choose a folder that can be written by -Djava.io.tmpdir=...", e);
        }
        System.setProperty(PROPERTY, folder.toString());
        try {
            initialiser.run();
        } finally {
            System.setProperty(PROPERTY, before);
            remove(folder);
        }
    }

    private static FileAttribute<?>[] permissions() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    /** A loaded library is mapped, so its file may go; where the system does not let it go (Windows), the folder stays. */
    private static void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path p : files) {
                Files.deleteIfExists(p);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(PrivateNatives.class.getName()).log(System.Logger.Level.DEBUG, "stays behind: " + folder, e);
        }
    }
}
