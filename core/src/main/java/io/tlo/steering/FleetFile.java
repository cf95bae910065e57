package io.tlo.steering;

import io.tlo.fleet.SwitchedOff;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was switched off in every instance when the shared store was asked last, for a start without that store.
 *
 * <p>Instances of one machine may share it: each puts the whole state in place of the old one, and all say the same.
 *
 * <p>Thread safety: callers let in one thread at a time.
 */
public final class FleetFile {

  private static final int MOST_BYTES = 10_000_000;

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
      List<SwitchedOff> ignored = new FleetFile(file).read();
      return null;
    } catch (IOException | RuntimeException e) {
      return "fleet.file: " + e.getMessage();
    }
  }

  /**
   * Reads it; nothing if there is none.
   *
   * @throws IOException with a sentence for the user if it cannot be used
   */
  List<SwitchedOff> read() throws IOException {
    if (file == null || !file.exists()) {
      return List.of();
    }
    if (!file.isFile()) {
      throw new IOException("'" + file + "' is no regular file; name another one");
    }
    String others = WriteAccess.ofGroupOrOthers(file);
    if (others != null) {
      throw new IOException("'" + file + "' " + others + ", allowed is its owner alone;"
          + " take the right away (chmod go-w) or name another file");
    }
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      List<SwitchedOff> found = bytes.length > MOST_BYTES ? null : FleetFileFormat.read(bytes);
      if (found == null) {
        throw new IOException("'" + file + "' is damaged; remove it");
      }
      return found;
    }
  }

  /**
   * Writes it, in a folder that is made if it is not there.
   *
   * @throws IOException if that fails
   */
  void write(Collection<SwitchedOff> off) throws IOException {
    if (file == null) {
      throw new IOException("this user has no home folder; name a file");
    }
    try {
      replace(file.toPath(), FleetFileFormat.write(off));
    } catch (InvalidPathException e) {
      throw new IOException("'" + file + "' is no path on this system", e);
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
