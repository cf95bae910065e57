package io.tlo.steering;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Says whether another process holds the lock of a file. */
final class LockedProgram {

  private LockedProgram() {}

  /** Takes the file; ends with 1 if it is locked, else with 0. */
  public static void main(String[] arguments) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      System.exit(channel.tryLock() == null ? 1 : 0);
    }
  }
}
