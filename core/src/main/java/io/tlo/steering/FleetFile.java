package io.tlo.steering;

import io.tlo.fleet.SwitchedOff;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What was switched off in every instance when the shared store was asked last, for a start without that store.
 *
 * <p>Instances of one machine may share it: each puts the whole state in place of the old one, and all say the same.
 * A file that was not understood is never written over.
 *
 * <p>Thread safety: callers let in one thread at a time.
 */
public final class FleetFile {

  private static final int MOST_BYTES = 10_000_000;
  private static final String LEFT_ALONE = "; it is left as it is, name another file";

  /** Where there is no place for a file. */
  public static final FleetFile NONE = new FleetFile();

  private final @Nullable File file;

  /** Creates what reads and writes a file, which need not be there. */
  public FleetFile(File file) {
    this.file = file.getAbsoluteFile();
  }

  private FleetFile() {
    this.file = null;
  }

  /**
   * Returns what is wrong with a file, as a sentence; null if it can be used, or is not there yet.
   * The file is not touched.
   */
  public static @Nullable String fault(File file) {
    try {
      FleetFile looked = new FleetFile(file);
      return looked.read().isDamaged() ? "fleet.file: " + looked.damage() : null;
    } catch (IOException | RuntimeException e) {
      return "fleet.file: " + e.getMessage();
    }
  }

  /** Returns that it is damaged, as a sentence. */
  String damage() {
    return "'" + file
        + "' is damaged; what could be read of it holds, and the next write keeps a copy"
        + " beside it";
  }

  /**
   * Reads it; nothing if there is none.
   *
   * @throws IOException with a sentence for the user if it cannot be used; it is not written either then
   */
  FleetContent read() throws IOException {
    if (file == null) {
      return FleetContent.NONE;
    }
    if (file.exists()) {
      return read(file, bytes(file));
    }
    requireNotHidden(file);
    return FleetContent.NONE;
  }

  /** A file that cannot be looked at is, to the JDK, not there. */
  private static void requireNotHidden(File file) throws IOException {
    File folder = file.getParentFile();
    while (folder != null && !folder.exists()) {
      folder = folder.getParentFile();
    }
    if (folder != null && !(folder.isDirectory() && folder.canExecute())) {
      throw new IOException("'" + file + "' cannot be looked at, since '" + folder + "' "
          + (folder.isDirectory() ? "is closed to this program" : "is no folder")
          + "; name another file");
    }
  }

  private static byte[] bytes(File file) throws IOException {
    if (!file.isFile()) {
      throw new IOException("'" + file + "' is no regular file" + LEFT_ALONE);
    }
    String others = WriteAccess.ofGroupOrOthers(file);
    if (others != null) {
      throw new IOException("'" + file + "' " + others + ", allowed is its owner alone;"
          + " take the right away (chmod go-w) or name another file");
    }
    String another = WriteAccess.ofForeignOwner(file);
    if (another != null) {
      throw new IOException("'" + file + "' " + another + ", allowed are root and the user of this"
          + " program; give it to this user (chown) or name another file");
    }
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new IOException("'" + file + "' cannot be read (" + e + ")" + LEFT_ALONE, e);
    }
  }

  private static FleetContent read(File file, byte[] bytes) throws IOException {
    if (bytes.length > MOST_BYTES) {
      throw new IOException("'" + file + "' has more than " + MOST_BYTES + " bytes" + LEFT_ALONE);
    }
    FleetContent found = FleetFileFormat.read(bytes);
    if (found == null) {
      throw new IOException("'" + file + "' is "
          + (FleetFileFormat.isFleetFile(bytes)
              ? "a fleet file of another format than 1"
              : "no fleet file")
          + LEFT_ALONE);
    }
    return found;
  }

  /**
   * Writes it, in a folder that is made if it is not there. A copy of a damaged file is kept beside it.
   *
   * @throws IOException if that fails, or what is there cannot be used: that is left as it is
   */
  void write(Collection<SwitchedOff> off) throws IOException {
    if (file == null) {
      throw new IOException("this user has no home folder; name a file");
    }
    try {
      if (file.exists()) {
        keepDamaged(file);
      }
      replace(file.toPath(), FleetFileFormat.write(off));
    } catch (InvalidPathException e) {
      throw new IOException("'" + file + "' is no path on this system", e);
    }
  }

  private static void keepDamaged(File file) throws IOException {
    byte[] bytes = bytes(file);
    if (read(file, bytes).isDamaged() && bytes.length > 0) {
      // A link's target is what will be replaced, so the copy lies there.
      new DamagedFile(file.getCanonicalFile()).copy(bytes);
    }
  }

  private static void replace(Path path, byte[] content) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    // A link stays, and what it leads to is replaced.
    new WholeFile(Files.isSymbolicLink(path) ? path.toRealPath() : path).replace(content);
  }
}
