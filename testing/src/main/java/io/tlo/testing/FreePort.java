package io.tlo.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A port of the loopback address that nobody listens on, for servers that cannot choose one themselves.
 *
 * <p>Each test JVM has a block of ports to itself: it listens on the block's first port until it ends, so no other
 * test JVM takes that block. The blocks lie below the ports that the system gives to connections and to servers that
 * ask for any port.
 */
public final class FreePort {

  private static final int FIRST = 12_000;
  private static final int BLOCK = 100;
  private static final int BLOCKS = 190;

  private static final ServerSocket GUARD = guard();
  private static final AtomicInteger CHOSEN = new AtomicInteger();

  private FreePort() {}

  /** Returns a port that this JVM has not returned before, as long as its block has any. */
  public static int choose() {
    for (int attempt = 1; attempt < BLOCK; attempt++) {
      int port = GUARD.getLocalPort() + 1 + CHOSEN.getAndIncrement() % (BLOCK - 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + GUARD.getLocalPort() + " on");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = listen(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket guard() {
    int begin = (int) (ProcessHandle.current().pid() % BLOCKS);
    return IntStream.range(begin, begin + BLOCKS)
        .map(block -> FIRST + block % BLOCKS * BLOCK)
        .mapToObj(FreePort::claimed)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no block of ports is free"));
  }

  /** Returns the socket that makes a block this JVM's, nothing if the block is another's. */
  private static Optional<ServerSocket> claimed(int first) {
    try {
      return Optional.of(listen(first));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
