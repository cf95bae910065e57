package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.JdbcStore;
import io.tlo.trust.PrintedNumbers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that does not answer: an ordinary call does not notice, a call of an exclusive task
 * waits for as long as its user allows and no longer, and every execution is accounted for.
 */
class DatabaseAwayIT {

  private static final String STORE = "tlo:type=Store";
  private static final int SECONDS = Extent.of(1, 2, 2);
  private static final int AWAY_SECONDS = Extent.of(5, 6, 30);
  private static final int WAIT_MILLIS = 300;
  // As the application starts, a call of an exclusive task waits for the store to be opened.
  private static final int OPENING_MILLIS = 10_000;
  // A thread that is to be woken waits for a processor that others have.
  private static final int BUSY_MILLIS = 1_400;
  // Of several calls one at least is not kept waiting by other programs.
  private static final int MOST_OF_THE_SHORTEST = 3 * WAIT_MILLIS;

  @TempDir
  Path folder;

  /** In a transaction that keeps all others from writing. */
  private static Connection locked(JdbcStore store) throws SQLException {
    Connection connection = store.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 10000");
      statement.execute("begin immediate");
    }
    return connection;
  }

  /** Calls until the exclusive task runs: the store is there, and this program has the lease. */
  private static void awaitRan(ForkedJvm.Running program, String phase) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> DatabaseCalls.call(program, phase, 0).get(phase + ".ran") > 0);
  }

  private static void awaitAllWritten(JmxClient client, long records) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(
                client.number(STORE, "RecordsWritten") + client.number(STORE, "RecordsDropped"))
            .isEqualTo(records));
  }

  private static Numbers assertExact(JmxClient client, PrintedNumbers told) {
    Numbers numbers = Numbers.of(client);
    assertThat(told.get("wrong")).isZero();
    assertThat(numbers.calls()).isEqualTo(told.get("ordinary") + told.get("asked"));
    assertThat(numbers.ended()).isEqualTo(told.get("ordinary") + told.get("exclusive"));
    assertThat(numbers.adviceFailures()).isZero();
    return numbers;
  }

  @Test
  void aFileThatAnotherProgramHasLockedCostsAnExclusiveCallItsWaitAndNoOtherAnything()
      throws Exception {
    JdbcStore store = JdbcStore.in(folder);
    String terms = "exclusive.lease=2s,exclusive.wait=" + WAIT_MILLIS + "ms,";
    try (ForkedJvm.Running program = DatabaseCalls.start(folder, terms + store.arguments());
        JmxClient client = JmxClient.to(program)) {
      awaitRan(program, "opened");
      PrintedNumbers there = DatabaseCalls.call(program, "there", SECONDS);
      PrintedNumbers away;
      try (Connection lock = locked(store)) {
        away = DatabaseCalls.call(program, "away", AWAY_SECONDS);
        assertThat(lock.isClosed()).isFalse();
      }
      awaitRan(program, "soon");
      PrintedNumbers back = DatabaseCalls.call(program, "back", SECONDS);

      assertNoLongWait(away);
      // The lease ended while the database was away, and nobody knew whose it was.
      assertThat(away.get("asked") - there.get("asked")).isGreaterThan(away.get("away.ran"));
      Numbers numbers = assertExact(client, back);
      awaitAllWritten(client, numbers.ended());
      assertThat(store.number("select count(*) from tlo_record where status <> 'Skipped'"))
          .isEqualTo(client.number(STORE, "RecordsWritten"));
      assertThat(program.err().lines()).hasSizeLessThanOrEqualTo(1);
      Figures.of(7)
          .check(
              "SQLite's file locked by another program for " + AWAY_SECONDS + " s, exclusive.wait="
                  + WAIT_MILLIS + "ms",
              "longest ordinary call " + away.get("away.ordinary") + " ms, exclusive "
                  + away.get("away.exclusive") + " ms, skipped unless leased; results the same; "
                  + numbers.calls() + " calls accounted for");
    }
  }

  /** Other programs lengthen a few calls; of many the half, and the shortest, say what is meant. */
  private static void assertNoLongWait(PrintedNumbers away) {
    assertThat(2 * away.get("away.slow")).as("%s", away).isLessThan(away.get("away.made"));
    assertThat(away.get("away.leftOut")).as("%s", away).isPositive();
    assertThat(away.get("away.least")).as("%s", away).isLessThan(MOST_OF_THE_SHORTEST);
    if (!Extent.isLanding()) {
      int busy = busyMillis(away, "away");
      assertThat(away.get("away.ordinary")).as("%s", away).isLessThan(busy);
      assertThat(away.get("away.exclusive")).as("%s", away).isLessThan(WAIT_MILLIS + busy);
    }
  }

  /** By as much as the machine has kept the program from running in the same time. */
  private static int busyMillis(PrintedNumbers numbers, String phase) {
    return BUSY_MILLIS + 3 * Math.toIntExact(numbers.get(phase + ".stall"));
  }

  @Tag("nightly")
  @Test
  void aServerThatAcceptsAndNeverAnswersCostsAnExclusiveCallItsWaitAndNoOtherAnything()
      throws IOException {
    String terms = "store.user=tlo,exclusive.wait=" + WAIT_MILLIS + "ms,";
    try (ServerSocket mute = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + mute.getLocalPort() + "/tlo";
      try (ForkedJvm.Running program =
              DatabaseCalls.start(folder, terms + JdbcStore.arguments(url));
          JmxClient client = JmxClient.to(program)) {
        PrintedNumbers opening = DatabaseCalls.call(program, "opening", 2);
        PrintedNumbers away = DatabaseCalls.call(program, "away", AWAY_SECONDS);

        assertThat(opening.get("opening.exclusive"))
            .isLessThan(OPENING_MILLIS + busyMillis(opening, "opening"));
        assertThat(opening.get("opening.ordinary"))
            .as("%s", opening)
            .isLessThan(busyMillis(opening, "opening"));
        assertNoLongWait(away);
        assertThat(away.get("exclusive")).isZero();
        Numbers numbers = assertExact(client, away);
        assertThat(client.number(STORE, "RecordsQueued") + client.number(STORE, "RecordsDropped"))
            .isEqualTo(numbers.ended());
        Figures.of(7)
            .check(
                "PostgreSQL's port answers nothing for " + AWAY_SECONDS + " s, exclusive.wait="
                    + WAIT_MILLIS + "ms",
                "longest ordinary call " + away.get("away.ordinary") + " ms, exclusive "
                    + away.get("away.exclusive") + " ms (" + opening.get("opening.exclusive")
                    + " ms while the store is opened); " + numbers.calls()
                    + " calls accounted for");
      }
    }
  }

  @Test
  void whereTheUserAllowsAMinuteTheCallIsSeenToWait() throws Exception {
    JdbcStore store = JdbcStore.in(folder);
    String terms = "exclusive.lease=2s,exclusive.wait=1m,";
    try (ForkedJvm.Running program = DatabaseCalls.start(folder, terms + store.arguments())) {
      awaitRan(program, "there");
      long held;
      try (Connection lock = locked(store)) {
        held = DatabaseCalls.call(program, "away", 4).get("away.exclusive");
        assertThat(lock.isClosed()).isFalse();
      }
      assertThat(held).isGreaterThan(MOST_OF_THE_SHORTEST);
      Figures.of(7)
          .control("the same file with exclusive.wait=1m", "an exclusive call " + held + " ms");
    }
  }
}
