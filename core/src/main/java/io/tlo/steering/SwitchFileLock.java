package io.tlo.steering;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all others away from a file while it is rewritten: other processes, and other threads and class
 * loaders of this JVM. The lock lies on a file beside it, {@code <name>.lock}, that is never removed.
 *
 * <p>Thread safety: safe for many threads.
 */
final class SwitchFileLock {

  private static final long MOST_PAUSE_MICROS = 2_000;

  private final long mostWaitNanos;

  /**
   * Stays open for good. Where locks belong to the process, closing any channel of a file frees every lock
   * that the process has on it, also one that another class loader's copy of this class holds.
   */
  private @Nullable Opened opened;

  SwitchFileLock(Duration mostWait) {
    mostWaitNanos = mostWait.toNanos();
  }

  /**
   * Waits for the lock of a file. The caller releases it.
   *
   * @throws IOException with a sentence for the user, if it is not free in time, cannot be had at all, or
   *     the thread is interrupted
   */
  FileLock acquire(Path file) throws IOException {
    Path path = file.resolveSibling(file.getFileName() + ".lock");
    long start = System.nanoTime();
    while (true) {
      FileLock lock = tryOnce(path);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - start >= mostWaitNanos) {
        throw new IOException("switch file '" + file + "' is not written: its lock '" + path
            + "' was held by others for " + Duration.ofNanos(mostWaitNanos).toMillis()
            + " ms; try again");
      }
      pause(file);
    }
  }

  private @Nullable FileLock tryOnce(Path path) throws IOException {
    try {
      Opened current = opened(path);
      FileLock lock = current.channel.tryLock();
      if (lock != null && !current.isAt(path)) {
        // Somebody removed the file in between; others would lock the one that replaces it.
        lock.release();
        return null;
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new IOException(
          "switch file is not written: its lock '" + path + "' cannot be had (" + e
              + "); let this program write there or name another file in switch.file",
          e);
    }
  }

  private synchronized Opened opened(Path path) throws IOException {
    if (opened == null || !opened.isAt(path)) {
      // A link that somebody else has put there may lead to any file, which would be made.
      FileChannel channel = FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      opened = new Opened(channel, path, key(path));
    }
    return opened;
  }

  private static void pause(Path file) throws IOException {
    try {
      // Of no fixed length, so that two that wait do not keep in step.
      Duration length =
          Duration.ofNanos(1_000 * ThreadLocalRandom.current().nextLong(500, MOST_PAUSE_MICROS));
      Thread.sleep(length.toMillis(), length.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("switch file '" + file
          + "' is not written: the thread was interrupted while it waited for the lock; try again");
    }
  }

  /** Returns what tells a file from a later one at the same path; null if there is none, or no means. */
  private static @Nullable Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** A channel and the file that it leads to. */
  private static final class Opened {
    final FileChannel channel;
    private final Path path;
    private final @Nullable Object key;

    Opened(FileChannel channel, Path path, @Nullable Object key) {
      this.channel = channel;
      this.path = path;
      this.key = key;
    }

    boolean isAt(Path other) throws IOException {
      return path.equals(other) && Objects.equals(key, key(other));
    }
  }
}
