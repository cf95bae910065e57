package io.tlo.benchmarks.store;

import io.tlo.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;

/** Has TLO write records behind a program that calls; then has the same rows written plainly. */
final class Writes {

  private Writes() {}

  /** Takes the store's address, and how many records are written in a turn. */
  public static void main(String[] arguments)
      throws IOException, JMException, InterruptedException {
    Engine.start(arguments[0]);
    int records = Integer.parseInt(arguments[1]);
    StoreMBean store = StoreMBean.await();
    // The first turn makes the tables, and has the JVM compile what the second one runs.
    behind(store, records, 1);
    plainly(arguments[0], "empty");
    System.out.println("behind=" + records / behind(store, records, 2));
    plainly(arguments[0], arguments[1]);
  }

  /** Returns the seconds from the first call until the last record is written. */
  private static double behind(StoreMBean store, int records, int turn) throws JMException {
    long begun = System.nanoTime();
    for (int i = 0; i < records; i++) {
      work(i);
    }
    long ended = store.awaitWritten((long) turn * records);
    store.requireCalls((long) turn * records);
    return (ended - begun) / 1e9;
  }

  /**
   * In a process of its own: two copies of SQLite in one process do not see each other's locks, and what is written
   * through both is lost.
   */
  private static void plainly(String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(java, "-cp", classPath));
    // SQLite is native code, of which Java 24 and later would warn.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(PlainInserts.class.getName());
    command.addAll(List.of(arguments));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(command + " ended with " + code);
    }
  }

  @Task
  static int work(int number) {
    return number;
  }
}
