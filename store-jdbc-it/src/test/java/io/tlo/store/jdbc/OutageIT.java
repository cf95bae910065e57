package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tlo.testing.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that goes away under load and comes back: {@code -Dtlo.store.outage=60} for how many seconds, in a
 * build until the store has noticed. The calls go on as before, and each execution is accounted for. How fast they
 * were meanwhile is printed.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OutageIT {

  private static final Duration OUTAGE = Duration.ofSeconds(Tier.size("tlo.store.outage", 0, 2));
  private static final Duration WARM_UP = OUTAGE.isZero() ? OUTAGE : Duration.ofSeconds(2);
  private static final int CUTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String AWAY =
      "[tlo] the state store cannot be reached, records wait for it: ";

  @TempDir
  static Path serversFolder;

  private static @Nullable StoppableServer server;

  @TempDir
  Path folder;

  private static StoppableServer server() {
    StoppableServer present = server;
    if (present == null) {
      present = StoppableServer.in(serversFolder);
      server = present;
    }
    return present;
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aServerThatIsStoppedAndStartedAgainCostsOneLine() {
    assertLines(throughAbsence(server()::stop), 1);
  }

  @Test
  void aServerThatIsKilledAndStartedAgainCostsOneLine() {
    assertLines(throughAbsence(server()::kill), 1);
  }

  /** Asserts that it was told, and how often at most; a database that is merely slow is told beside that. */
  private static void assertLines(List<String> err, int most) {
    assertThat(err).isNotEmpty();
    assertThat(err)
        .filteredOn(line -> !StoredProgram.saysThatTheDatabaseIsSlow(line))
        .hasSizeLessThanOrEqualTo(most);
  }

  /** Returns what stands on stderr after the server was away. */
  private List<String> throughAbsence(Runnable goAway) {
    String url = server().newDatabase();
    try (LoadedProgram program = start(url)) {
      thereFor(program);
      program.say("phase away");
      goAway.run();
      program.goOn(OUTAGE);
      program.awaitRetry();
      program.awaitDropped();
      assertThat(program.rest().queued()).isPositive();

      program.say("go back");
      server().startAgain();
      return backAndEnd(program, () -> url);
    }
  }

  @Test
  void connectionsThatAreCutCostALineEachTimeAtMostAndNoRecord() {
    String url = server().newDatabase();
    try (LoadedProgram program = start(url)) {
      thereFor(program);
      program.say("phase cut");
      int connections = 0;
      for (int i = 0; i < CUTS; i++) {
        connections +=
            Awaitility.await().atMost(PATIENCE).until(() -> server().cut(), number -> number > 0);
        program.goOn(OUTAGE.dividedBy(CUTS));
        program.awaitMoreWritten();
      }
      program.rest();
      program.say("go back");
      // Beside other programs the connections of one cut may be missed at different times.
      assertLines(backAndEnd(program, () -> url), Tier.isNightly() ? CUTS : connections);
    }
  }

  @Test
  void aDiskThatIsFullAndHasRoomAgainCostsOneLine() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    String[] onSmallDisk = smallDisk(disk);
    try (LoadedProgram program =
        LoadedProgram.start(LoadedProgram.jvm(classes(), url(disk)).startedBy(onSmallDisk))) {
      thereFor(program);
      program.say("fill " + disk.resolve("other"));
      program.awaitOut("full");
      // What SQLite has of the disk lasts for a while.
      program.awaitRetry();
      program.say("phase full");
      program.goOn(OUTAGE);
      program.awaitDropped();
      assertThat(program.rest().queued()).isPositive();

      program.say("go back").say("free " + disk.resolve("other"));
      assertLines(backAndEnd(program, () -> url(copyOf(disk, program))), 1);
    }
  }

  /** Copies the database of a program that rests from the disk that it alone sees; returns where to. */
  private Path copyOf(Path disk, LoadedProgram program) {
    Path copy = folder.resolve("copy");
    // To a path through /proc SQLite would not keep: it looks up where links lead, for itself.
    Path seen = Path.of("/proc/" + program.pid() + "/root" + disk);
    try {
      Files.createDirectory(copy);
      // In this order: what goes from the first into the second meanwhile is in both.
      Files.copy(seen.resolve("tlo.db-wal"), copy.resolve("tlo.db-wal"));
      Files.copy(seen.resolve("tlo.db"), copy.resolve("tlo.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static String url(Path disk) {
    return "jdbc:sqlite:" + disk.resolve("tlo.db");
  }

  /** Returns the command that starts a program with a disk of its own there, where that is allowed. */
  private static String[] smallDisk(Path mountPoint) throws IOException {
    long megabytes = 16 + 4 * OUTAGE.toSeconds();
    // A disk that this process alone sees; then it goes on as the program.
    String script = "mount -t tmpfs -o size=" + megabytes + "m tlo \"$0\" && exec \"$@\"";
    String[] command = {"unshare", "-r", "-m", "sh", "-c", script, mountPoint.toString()};
    assumeThat(succeeds(command, "true"))
        .as("a process may mount a disk of its own")
        .isTrue();
    return command;
  }

  private static boolean succeeds(String[] command, String program) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(program);
    try {
      return new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path classes() {
    return LoadedProgram.compile(folder.resolve("classes"));
  }

  private LoadedProgram start(String url) {
    return LoadedProgram.start(LoadedProgram.jvm(classes(), url));
  }

  private static void thereFor(LoadedProgram program) {
    program.say("go warm-up");
    program.awaitMoreWritten();
    program.goOn(WARM_UP);
    program.say("phase there");
    program.awaitMoreWritten();
    program.goOn(OUTAGE);
  }

  /** Returns what stands on stderr, after what was written is found in the table. */
  private static List<String> backAndEnd(LoadedProgram program, Supplier<String> database) {
    program.awaitMoreWritten();
    program.goOn(OUTAGE);
    program.rest();
    program.awaitNothingQueued();
    LoadedProgram.Stored stored = program.rest();
    String url = database.get();
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record"))
        .isEqualTo(Long.toString(stored.written()));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record where finished_at is null"))
        .isEqualTo("0");
    System.out.println(program.table());
    List<String> err = program.end();
    assertThat(err).allMatch(line -> line.startsWith(AWAY));
    return err;
  }
}
