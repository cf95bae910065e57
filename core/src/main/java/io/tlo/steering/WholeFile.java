package io.tlo.steering;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file whole: whatever happens to the process, the path leads to the old content or to the new
 * one. Only for callers that keep other writers away.
 */
final class WholeFile {

  private static final String MARK = ".tmp-";
  private static final int MARK_DIGITS = 16;
  private static final long LEFT_OVER_MILLIS = 60_000;

  private final Path path;
  private final Path directory;

  /**
   * Creates a writer of one file.
   *
   * @param path absolute, and no symbolic link: that would be replaced itself
   */
  WholeFile(Path path) {
    this.path = path;
    directory = path.resolveSibling(".");
  }

  /**
   * Replaces the file; when it returns, the content is on the disk.
   *
   * @throws IOException if that fails; the old content is then in place
   */
  void replace(byte[] content) throws IOException {
    File temporary = createTemporary();
    try {
      write(temporary, content);
      removeLeftOvers(temporary.lastModified() - LEFT_OVER_MILLIS);
      Files.move(temporary.toPath(), path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      removeAfter(e, temporary.toPath());
      throw e;
    }
    forceDirectory();
  }

  private File createTemporary() throws IOException {
    while (true) {
      String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
      String digits = "0".repeat(MARK_DIGITS - number.length()) + number;
      try {
        return Files.createFile(
                path.resolveSibling(path.getFileName() + MARK + digits), permissions())
            .toFile();
      } catch (FileAlreadyExistsException e) {
        // With the next number, then.
      }
    }
  }

  /** Where all that a user makes is open to a group, the file would not be read again. */
  private FileAttribute<?>[] permissions() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))
        }
        : new FileAttribute<?>[0];
  }

  private static void write(File file, byte[] content) throws IOException {
    // Not by a channel: an interrupt of the thread would break that off.
    try (FileOutputStream out = new FileOutputStream(file)) {
      out.write(content);
      out.getFD().sync();
    }
  }

  private static void removeAfter(IOException failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Removes the temporary files of processes that were killed.
   *
   * @param before moment of their last change, by the clock of the file system, in milliseconds
   */
  private void removeLeftOvers(long before) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path each : entries) {
        if (isTemporary(each) && each.toFile().lastModified() < before) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They cost some bytes; what is to be written matters more, and the next write tries again.
      return;
    }
  }

  private boolean isTemporary(Path entry) {
    String name = entry.getFileName().toString();
    String start = path.getFileName() + MARK;
    if (name.length() != start.length() + MARK_DIGITS || !name.startsWith(start)) {
      return false;
    }
    for (int i = start.length(); i < name.length(); i++) {
      if ("0123456789abcdef".indexOf(name.charAt(i)) < 0) {
        return false;
      }
    }
    return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private void forceDirectory() {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every platform lets one open a directory; the new file is in place all the same.
      return;
    }
  }
}
