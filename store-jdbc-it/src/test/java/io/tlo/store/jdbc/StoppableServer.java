package io.tlo.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL that no other test uses, which goes away and comes back with its port and its data. */
final class StoppableServer {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path data;
  private EmbeddedPostgres running;
  private int databases;

  private StoppableServer(Path data) {
    this.data = data;
    this.running = start(builder(data));
  }

  /** Starts one whose data are in that folder. */
  static StoppableServer in(Path folder) {
    return new StoppableServer(folder.resolve("data"));
  }

  private static EmbeddedPostgres.Builder builder(Path data) {
    return TestDatabase.starter()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        // Otherwise what was committed last is gone after a kill.
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(PATIENCE);
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of an empty database. */
  String newDatabase() {
    String name = "test" + ++databases;
    TestDatabase.execute(url("postgres"), "create database " + name);
    return url(name);
  }

  private String url(String database) {
    return running.getJdbcUrl("postgres", database);
  }

  /** Cuts all connections, and shuts down; nothing happens if it has been stopped. */
  void stop() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills all of its processes. */
  void kill() {
    ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
    // It first, or it would start others in the place of those that die.
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    stop();
  }

  private long postmasterPid() {
    try {
      return Long.parseLong(
          Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    running = start(builder(data).setPort(running.getPort()));
  }

  /** Cuts the connections of the store; returns how many there were. */
  int cut() {
    return Integer.parseInt(TestDatabase.ask(
        url("postgres"),
        "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity"
            + " where application_name = 'tlo'"));
  }
}
