package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they write; the number of rounds is the property {@code tlo.test.kill.rounds}, and when each is
 * killed follows from the property {@code tlo.test.kill.seed}.
 */
@Tag("jdk")
class SwitchFileKillTest {

  private static final int ROUNDS = Integer.getInteger("tlo.test.kill.rounds", 10);
  private static final int MOST_SWITCHES = 2_000;
  private static final int MOST_ACKNOWLEDGED_BEFORE = 40;
  private static final int MOST_NANOS_BEFORE = 10_000_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private static final long SEED = Long.getLong("tlo.test.kill.seed", System.nanoTime());

  private final Random random = new Random(SEED);
  private final List<String> lost = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private int total;
  private int files;

  @Test
  void noAcknowledgedSwitchIsLostAndNoFileIsDamagedWhenWritersAreKilled() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      if (acknowledged.size() > MOST_SWITCHES) {
        acknowledged.clear();
        files++;
      }
      Path file = directory.resolve("switches-" + files);
      killWriters(file, round);
      check(file);
    }

    System.out.printf(
        "kill -9 while writing switches: seed %d, %d rounds, %d acknowledged, %d lost,"
            + " %d unreadable%n",
        SEED, ROUNDS, total, lost.size(), unreadable.size());
    assertThat(lost).as("seed %d", SEED).isEmpty();
    assertThat(unreadable).as("seed %d", SEED).isEmpty();
  }

  private void killWriters(Path file, int round) throws IOException, InterruptedException {
    List<PuttingProcess> writers = new ArrayList<>();
    for (int i = 0; i <= round % 2; i++) {
      writers.add(PuttingProcess.start(file, "com.acme.Round" + round + ".by" + i + "()-"));
    }
    for (PuttingProcess writer : writers) {
      writer.awaitAcknowledged(1 + random.nextInt(MOST_ACKNOWLEDGED_BEFORE));
      // Any moment between two acknowledged switches, and of the other writer's.
      LockSupport.parkNanos(random.nextInt(MOST_NANOS_BEFORE));
      List<String> written = writer.kill();
      total += written.size();
      acknowledged.addAll(written);
    }
  }

  private void check(Path file) {
    SwitchFile read = SwitchFile.open(
        file.toFile(), Clock.systemUTC(), (sentence, cause) -> unreadable.add(sentence));
    for (String method : acknowledged) {
      if (!PuttingProgram.kind(method).equals(read.get(method))) {
        lost.add(method);
      }
    }
  }
}
