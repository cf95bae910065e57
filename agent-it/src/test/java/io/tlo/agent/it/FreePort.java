package io.tlo.agent.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of the loopback address that nobody listens on, for servers that cannot choose one themselves.
 *
 * <p>Each test JVM has a block of ports to itself: it listens on the block's first port until it ends, so no other
 * test JVM takes that block. The blocks lie below the ports that the system gives to connections and to servers that
 * ask for any port.
 */
final class FreePort {

  private static final int FIRST = 12_000;
  private static final int BLOCK = 100;
  private static final int BLOCKS = 190;

  private static final ServerSocket GUARD = guard();
  private static final AtomicInteger CHOSEN = new AtomicInteger();

  private FreePort() {}

  /** Returns a port that this JVM has not returned before, as long as its block has any. */
  static int choose() {
    for (int attempt = 1; attempt < BLOCK; attempt++) {
      int port = GUARD.getLocalPort() + 1 + CHOSEN.getAndIncrement() % (BLOCK - 1);
      try (ServerSocket socket = listen(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else listens there: the next one is tried.
        continue;
      }
    }
    throw new IllegalStateException("no port is free from " + GUARD.getLocalPort() + " on");
  }

  private static ServerSocket guard() {
    int begin = (int) (ProcessHandle.current().pid() % BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      try {
        return listen(FIRST + (begin + i) % BLOCKS * BLOCK);
      } catch (IOException e) {
        // The block belongs to another JVM: the next one is tried.
        continue;
      }
    }
    throw new IllegalStateException("no block of ports is free");
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
