package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DefaultsTest {

  @Test
  void everySettingHasTheDefaultThatIsDocumented() {
    TloSettings settings = TloSettings.read(Map.of(), "test", new Properties(), Map.of());

    assertThat(settings.values())
        .extracting(value -> value.key().key() + "=" + value.text())
        .containsExactly(
            "task.registry=InMemoryTaskRegistry",
            "task.state.store=InMemoryTaskStateStore",
            "extensions=",
            "history.per.task=100",
            "history.total=10000",
            "results=safe",
            "task.annotations=",
            "adopt=spring;ejb;concurrency;quarkus;micronaut;jobrunr;quartz;timer;helidon;xxl-job",
            "disabled=",
            "switch.file=",
            "trigger=all",
            "intervals=on",
            "overrun.factor=3",
            "absence.factor=3",
            "worker.threads=2",
            "worker.queue=16",
            "store.queue=10000",
            "store.url=",
            "store.user=",
            "store.password=",
            "store.password.file=",
            "store.retention=30d",
            "app.name=",
            "instance.name=",
            "fleet.file=",
            "exclusive=",
            "exclusive.lease=1m",
            "exclusive.wait=1s",
            "exclusive.on.error=skip",
            "jmx=on",
            "log=info",
            "on.error=continue");
  }

  @Test
  void everyDefaultNamesItselfAsItsOrigin() {
    TloSettings settings = TloSettings.read(Map.of(), "test", new Properties(), Map.of());

    assertThat(settings.values()).extracting(TloSettings.Value::origin).containsOnly("default");
    assertThat(settings.changed()).isZero();
    assertThat(settings.faults()).isEmpty();
  }

  @Test
  void everyDefaultIsAllowedByItsOwnSetting() {
    for (SettingKey key : SettingKey.values()) {
      assertThat(key.allows(key.defaultText())).as(key.key()).isTrue();
    }
  }

  @Test
  void everySettingSaysWhatItMeansAndWhatItAllows() {
    for (SettingKey key : SettingKey.values()) {
      assertThat(key.description()).as(key.key()).isNotBlank();
      assertThat(key.allowed()).as(key.key()).isNotBlank();
    }
  }

  @Test
  void propertyAndVariableFollowFromTheKey() {
    assertThat(SettingKey.HISTORY_PER_TASK.key()).isEqualTo("history.per.task");
    assertThat(SettingKey.HISTORY_PER_TASK.property()).isEqualTo("tlo.history.per.task");
    assertThat(SettingKey.HISTORY_PER_TASK.variable()).isEqualTo("TLO_HISTORY_PER_TASK");
    assertThat(SettingKey.ON_ERROR.variable()).isEqualTo("TLO_ON_ERROR");
  }
}
