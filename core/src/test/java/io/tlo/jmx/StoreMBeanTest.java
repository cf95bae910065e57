package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Forwarder;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TestBench;
import io.tlo.execution.Timeline;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.SilentStore;
import io.tlo.state.TaskStateRecord;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class StoreMBeanTest {

  private static final ObjectName STORE = Published.name("tlo:type=Store");

  private final Forwarder forwarder =
      new Forwarder((text, cause) -> {}, true, 5, Timeline.system());
  private final Published published = new Published(new TestBench(forwarder));

  @AfterEach
  void close() {
    published.close();
    forwarder.close(Duration.ZERO);
  }

  @Test
  void itIsThereWhileThereIsACustomStoreAndItsNumbersComeOut() throws JMException {
    LiveTask task = published.task("Orders", "ship", none -> null);
    published.publisher.tellWhatIsDue();
    for (int i = 0; i < 7; i++) {
      published.bench.succeed(task, i);
    }

    assertThat(published.get(STORE, "Store")).isEqualTo("InMemoryTaskStateStore");
    assertThat(published.get(STORE, "RecordsQueued")).isEqualTo(5L);
    assertThat(published.get(STORE, "RecordsDropped")).isEqualTo(2L);
    assertThat(published.get(STORE, "RecordsWritten")).isEqualTo(0L);
    assertThat(published.get(STORE, "QueueCapacity")).isEqualTo(5);
    assertThat(published.get(STORE, "Retries")).isEqualTo(0L);
    assertThat(published.get(STORE, "LagMillis")).isInstanceOf(Long.class);
    assertThat(published.get(STORE, "LastError")).isNull();

    forwarder.abandon();
    published.publisher.tellWhatIsDue();
    assertThat(published.server.isRegistered(STORE)).isFalse();
  }

  @Test
  void theLastErrorIsOneLineWithoutSecretsAndHasItsTime() throws JMException {
    LiveTask task = published.task("Orders", "ship", none -> null);
    published.publisher.tellWhatIsDue();
    forwarder.start(null, new RefusingStore());
    published.bench.succeed(task, 1);
    forwarder.flush(Duration.ofSeconds(30));

    assertThat(published.get(STORE, "LastError"))
        .isEqualTo("java.lang.IllegalStateException: password=*** no\\u0007w");
    assertThat(published.get(STORE, "LastErrorAt")).isInstanceOf(Date.class);
    assertThat(published.get(STORE, "RecordsDropped")).isEqualTo(1L);
  }

  private static final class RefusingStore implements BatchTaskStateStore, SilentStore {
    @Override
    public void write(List<TaskStateRecord> records) {
      throw new IllegalStateException("password=swordfish\nno\u0007w");
    }
  }

  @Test
  void withoutACustomStoreThereIsNone() {
    try (Published plain = new Published()) {
      plain.publisher.tellWhatIsDue();
      assertThat(plain.server.isRegistered(STORE)).isFalse();
    }
  }
}
