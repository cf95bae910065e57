package io.tlo.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a process has a {@code /tmp} of its own, many JDKs before 23 look for its socket in their own one, and wait
 * in vain. While this is open they find a link there to the socket.
 */
final class SocketLink implements AutoCloseable {

  private static final int FIRST_THAT_LOOKS_THERE = 23;

  private final @Nullable Path link;

  private SocketLink(@Nullable Path link) {
    this.link = link;
  }

  /**
   * Makes the link if it is needed.
   *
   * @throws io.tlo.agent.cli.exit.CommandFailure if it is needed and cannot be made, or if the process would not
   *     see that it is asked and write its threads into the application's output
   */
  static SocketLink to(LocalJvm jvm) {
    ProcessFiles process = ProcessFiles.of(jvm.pid());
    if (Runtime.version().feature() >= FIRST_THAT_LOOKS_THERE || !process.hasOwnTmp()) {
      return new SocketLink(null);
    }
    Path socket = process.attachSocket();
    if (!Files.exists(socket) && !process.hasWritableFolder()) {
      throw AttachFailure.ownTmp(jvm, null);
    }
    try {
      Path link = Path.of("/tmp").resolve(socket.getFileName());
      if (!isLeft(link, socket)) {
        Files.createSymbolicLink(link, socket);
      }
      // Ctrl-C ends the command as well.
      link.toFile().deleteOnExit();
      return new SocketLink(link);
    } catch (IOException e) {
      throw AttachFailure.ownTmp(jvm, e);
    }
  }

  /** Returns whether a command that was killed has left its link. What else bears that name is another process's. */
  private static boolean isLeft(Path link, Path socket) throws IOException {
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(socket);
  }

  @Override
  public void close() {
    if (link != null) {
      try {
        Files.deleteIfExists(link);
      } catch (IOException e) {
        // It is tried again when this process ends.
        return;
      }
    }
  }
}
