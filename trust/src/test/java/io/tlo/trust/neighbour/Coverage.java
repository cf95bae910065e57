package io.tlo.trust.neighbour;

import io.tlo.testing.ForkedJvm;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JaCoCo. It writes for each class which of its places were reached, under a number that is
 * computed from the class file as JaCoCo was given it: another class file, and no report finds
 * the class.
 */
final class Coverage implements Neighbour {

  private static final int HEADER = 0x01;
  private static final int SESSION = 0x10;
  private static final int CLASS = 0x11;

  private final Path jar;
  private final Path file;
  private final String alone;

  /**
   * Creates one.
   *
   * @param alone what it says of the program when no other agent is there
   */
  Coverage(Path jar, Path folder, String alone) {
    this.jar = jar;
    this.file = folder.resolve("jacoco.exec");
    this.alone = alone;
  }

  @Override
  public Path jar() {
    return jar;
  }

  @Override
  public String arguments() {
    return "includes=app.*,destfile=" + file;
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public String effect(ForkedJvm.Result program) {
    return read(file).getOrDefault("app/Counted", "nothing of the task's class");
  }

  @Override
  public String expected(int calls) {
    return alone;
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> classes = new HashMap<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      for (int block = in.read(); block >= 0; block = in.read()) {
        switch (block) {
          case HEADER -> in.readInt();
          case SESSION -> {
            in.readUTF();
            in.readLong();
            in.readLong();
          }
          case CLASS -> {
            String number = Long.toHexString(in.readLong());
            classes.put(in.readUTF(), places(in) + " places reached of class " + number);
          }
          default -> throw new IllegalStateException("no such block: " + block);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  /** Reads which places were reached, eight in a byte. */
  private static String places(DataInputStream in) throws IOException {
    int all = length(in);
    byte[] bits = in.readNBytes((all + 7) / 8);
    long reached = BitSet.valueOf(bits).cardinality();
    return reached + " of " + all;
  }

  /** Reads a number of which each byte holds seven bits, the lowest first. */
  private static int length(DataInputStream in) throws IOException {
    int part = in.readUnsignedByte();
    return (part & 0x80) == 0 ? part : (part & 0x7F) | (length(in) << 7);
  }
}
