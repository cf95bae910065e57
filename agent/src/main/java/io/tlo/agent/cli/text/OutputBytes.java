package io.tlo.agent.cli.text;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands bytes on, and keeps why they could not be written: a {@link java.io.PrintStream} tells only that.
 *
 * <p>Thread safety: that of the stream below.
 */
final class OutputBytes extends OutputStream {

  private final OutputStream below;
  private volatile @Nullable IOException failure;

  OutputBytes(OutputStream below) {
    this.below = below;
  }

  /** Returns what failed last, null if nothing has. */
  @Nullable
  IOException failure() {
    return failure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      below.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      below.flush();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
