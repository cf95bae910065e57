package io.tlo.steering;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * Keeps a damaged file beside its place, as {@code <name>.damaged-<time of its last change>}, and never
 * over another one. The same damage is kept once, however often the file is read.
 */
final class DamagedFile {

  private final File file;
  private final String name;

  DamagedFile(File file) {
    this.file = file;
    name = file.getName() + ".damaged-" + UtcText.compact(file.lastModified());
  }

  /** Returns where a file of the same name is kept next. */
  File nextPlace() {
    int number = 1;
    while (place(number).exists()) {
      number++;
    }
    return place(number);
  }

  /**
   * Keeps a copy. The file itself stays where it is until a good one takes its place: else what could be
   * read of it would be gone with the next restart. No other process's new file can be taken for it.
   *
   * @param bytes what was read of the file
   * @return where the copy is
   * @throws IOException if it cannot be written
   */
  File copy(byte[] bytes) throws IOException {
    int number = 1;
    while (!place(number).createNewFile()) {
      if (holds(place(number), bytes)) {
        return place(number);
      }
      number++;
    }
    write(place(number), bytes);
    return place(number);
  }

  /**
   * Moves the file itself, for one that is too large to be copied; only while no other process writes it.
   *
   * @return where the file is now
   * @throws IOException if it cannot be moved
   */
  File move() throws IOException {
    File place = nextPlace();
    Files.move(file.toPath(), place.toPath());
    return place;
  }

  private File place(int number) {
    return new File(file.getParentFile(), number == 1 ? name : name + "-" + number);
  }

  private static boolean holds(File kept, byte[] bytes) throws IOException {
    if (kept.length() != bytes.length) {
      return false;
    }
    try (FileInputStream in = new FileInputStream(kept)) {
      return Arrays.equals(in.readNBytes(bytes.length), bytes);
    }
  }

  private static void write(File kept, byte[] bytes) throws IOException {
    try (FileOutputStream out = new FileOutputStream(kept)) {
      out.write(bytes);
      out.getFD().sync();
    }
  }
}
