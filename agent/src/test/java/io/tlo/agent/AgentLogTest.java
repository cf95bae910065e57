package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("jdk")
class AgentLogTest {

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @Test
  void ofAFaultThatIsHeldBackNoTraceIsWrittenEither() {
    AgentLog log = new AgentLog("debug", stderr);
    for (int i = 0; i < 100; i++) {
      log.fault("fault " + i, new IllegalStateException("cause " + i));
    }
    assertThat(stderr.toString(StandardCharsets.UTF_8))
        .contains("fault 59", "[tlo]     java.lang.IllegalStateException: cause 59")
        .doesNotContain("fault 60", "cause 60");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theHousekeepingGoesOnWhereNobodyReadsStderr() throws InterruptedException {
    try (StuckStream stuck = new StuckStream()) {
      AgentLog log = new AgentLog("error", stuck);
      Thread writer = new Thread(() -> log.fault("nobody reads this", null));
      writer.start();
      stuck.awaitWriter();
      log.run();
      assertThat(writer.isAlive()).isTrue();
    }
  }
}
