package io.tlo.steering;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Reads a switch file, with {@code java.io} alone and without a lock: it is read while the application
 * starts, and writers move whole files into place.
 */
final class SwitchFileSource {

  /** Larger files are neither read nor written. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  private SwitchFileSource() {}

  /**
   * Returns what is in the file; nothing if there is none.
   *
   * @throws IOException with a sentence for the user, if the path cannot lead to a switch file, the file
   *     cannot be read, or it is of a newer format
   */
  static SwitchContent read(File file) throws IOException {
    requireUsable(file);
    if (!file.exists()) {
      return SwitchContent.NONE;
    }
    long length = file.length();
    if (length > MOST_BYTES) {
      return SwitchContent.tooLarge(length);
    }
    byte[] bytes = bytes(file);
    if (bytes.length > MOST_BYTES) {
      return SwitchContent.tooLarge(bytes.length);
    }
    SwitchFileParser parser = new SwitchFileParser(bytes);
    String newer = parser.newerVersion();
    if (newer != null) {
      throw new IOException("switch file '" + file + "' is of format " + newer
          + ", this version of TLO reads format " + SwitchFileFormat.VERSION
          + "; it is left alone and switches are not kept; use a newer TLO or name another file in"
          + " switch.file");
    }
    return parser.parse();
  }

  /**
   * Checks that there is, or could be, a file at a path, and that no other user writes it.
   *
   * @throws IOException with a sentence for the user, if there is something else or no
   *     directory, or others may write the file
   */
  static void requireUsable(File file) throws IOException {
    if (file.isFile()) {
      requireOwn(file);
      return;
    }
    if (file.exists()) {
      throw new IOException("switch file '" + file + "' is "
          + (file.isDirectory() ? "a directory" : "no regular file")
          + "; it is left alone and switches are not kept; name a file in switch.file");
    }
    File directory = file.getAbsoluteFile().getParentFile();
    if (directory == null || !directory.isDirectory()) {
      throw new IOException("switch file '" + file + "': there is no directory '" + directory
          + "'; switches are not kept; create it or name another file in switch.file");
    }
    if (!directory.canExecute()) {
      throw new IOException("switch file '" + file + "': this program may not look into '"
          + directory + "'; switches are not kept; allow it or name another file in switch.file");
    }
  }

  /**
   * Checks that no other user writes what is at a path, if there is anything: whoever does switches the application's
   * tasks.
   *
   * @throws IOException with a sentence for the user, if another one may
   */
  static void requireOwn(File file) throws IOException {
    String others = WriteAccess.ofGroupOrOthers(file);
    if (others != null) {
      throw new IOException("switch file '" + file + "' " + others
          + ", allowed is its owner alone; it is neither read nor written, switches are not kept;"
          + " take the right away (chmod go-w) or name another file in switch.file");
    }
    String another = WriteAccess.ofForeignOwner(file);
    if (another != null) {
      throw new IOException("switch file '" + file + "' " + another
          + ", allowed are root and the user of this program; it is neither read nor written,"
          + " switches are not kept; give it to this user (chown) or name another file in"
          + " switch.file");
    }
  }

  private static byte[] bytes(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new IOException(
          "switch file '" + file + "' cannot be read (" + e + "); what it holds is not in force;"
              + " let this program read it or name another file in switch.file",
          e);
    }
  }
}
