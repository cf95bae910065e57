package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets properties of the JVM. */
class TloSettingsTest {

  private final Map<String, String> explicit = new LinkedHashMap<>();
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new LinkedHashMap<>();

  private TloSettings read() {
    return TloSettings.read(explicit, "agent argument", properties, environment);
  }

  @Test
  void variableComesBeforeTheDefault() {
    environment.put("TLO_HISTORY_PER_TASK", "7");

    assertThat(read().value(SettingKey.HISTORY_PER_TASK))
        .isEqualTo(new TloSettings.Value(
            SettingKey.HISTORY_PER_TASK, "7", "variable TLO_HISTORY_PER_TASK"));
  }

  @Test
  void propertyComesBeforeTheVariable() {
    environment.put("TLO_HISTORY_PER_TASK", "7");
    properties.setProperty("tlo.history.per.task", "8");

    assertThat(read().value(SettingKey.HISTORY_PER_TASK))
        .isEqualTo(new TloSettings.Value(
            SettingKey.HISTORY_PER_TASK, "8", "system property tlo.history.per.task"));
  }

  @Test
  void explicitValueComesBeforeProperty() {
    environment.put("TLO_HISTORY_PER_TASK", "7");
    properties.setProperty("tlo.history.per.task", "8");
    explicit.put("history.per.task", "9");

    assertThat(read().value(SettingKey.HISTORY_PER_TASK))
        .isEqualTo(new TloSettings.Value(SettingKey.HISTORY_PER_TASK, "9", "agent argument"));
    assertThat(read().number(SettingKey.HISTORY_PER_TASK)).isEqualTo(9);
  }

  @Test
  void explicitValueThatIsTheDefaultStillHidesTheLowerLayers() {
    environment.put("TLO_JMX", "off");
    explicit.put("jmx", "on");

    assertThat(read().is(SettingKey.JMX, "on")).isTrue();
    assertThat(read().changed()).isZero();
  }

  @Test
  void badValueIsNamedWithItsBoundsAndOriginAndTheNextLayerIsUsed() {
    environment.put("TLO_HISTORY_PER_TASK", "7");
    properties.setProperty("tlo.history.per.task", "-5");

    TloSettings settings = read();

    assertThat(settings.number(SettingKey.HISTORY_PER_TASK)).isEqualTo(7);
    assertThat(settings.faults())
        .containsExactly(new TloSettings.Fault(
            "history.per.task: '-5' is not allowed, allowed: 1 to 100000"
                + " (from system property tlo.history.per.task)",
            false));
  }

  @Test
  void badValueInEveryLayerLeavesTheDefaultAndNamesEach() {
    environment.put("TLO_RESULTS", "some");
    properties.setProperty("tlo.results", "most");
    explicit.put("results", "all");

    TloSettings settings = read();

    assertThat(settings.text(SettingKey.RESULTS)).isEqualTo("safe");
    assertThat(settings.faults())
        .extracting(TloSettings.Fault::sentence)
        .containsExactly(
            "results: 'some' is not allowed, allowed: safe, off, full (from variable TLO_RESULTS)",
            "results: 'most' is not allowed, allowed: safe, off, full"
                + " (from system property tlo.results)",
            "results: 'all' is not allowed, allowed: safe, off, full (from agent argument)");
  }

  @ParameterizedTest
  @CsvSource({
    "history.per.task,0",
    "history.per.task,100001",
    "history.per.task,ten",
    "history.per.task,''",
    "history.per.task,1.5",
    "history.total,0",
    "worker.threads,0",
    "worker.threads,65",
    "worker.queue,-1",
    "worker.queue,99999999999999",
    "jmx,true",
    "log,warn",
    "on.error,stop",
    "intervals,ON"
  })
  void valueOutsideWhatIsAllowedIsRefused(String key, String value) {
    explicit.put(key, value);

    assertThat(read().faults()).singleElement().satisfies(fault -> {
      assertThat(fault.unknownKey()).isFalse();
      assertThat(fault.sentence()).startsWith(key + ": '" + value + "' is not allowed, allowed: ");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "history.per.task,1",
    "history.per.task,100000",
    "worker.threads,64",
    "worker.queue,0",
    "history.total,10000000"
  })
  void valueOnTheBoundIsAllowed(String key, String value) {
    explicit.put(key, value);

    assertThat(read().faults()).isEmpty();
    assertThat(read().changed()).isEqualTo(1);
  }

  @Test
  void unknownKeyIsNamedWithTheNearestKnownOne() {
    properties.setProperty("tlo.histroy.per.task", "5");

    assertThat(read().faults())
        .containsExactly(new TloSettings.Fault(
            "unknown setting 'histroy.per.task' (from system property tlo.histroy.per.task)"
                + "; the nearest known one is 'history.per.task'",
            true));
  }

  @Test
  void unknownKeyThatIsLikeNoneIsNamedWithAllKnownOnes() {
    explicit.put("zzzzzzzzzzzzzzzzzz", "5");

    assertThat(read().faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.sentence())
            .startsWith("unknown setting 'zzzzzzzzzzzzzzzzzz' (from agent argument)"
                + "; known are task.registry, task.state.store, extensions, "));
  }

  @Test
  void faultsOfALayerComeInTheSameOrderEachTime() {
    environment.put("TLO_WORKER_QUEUE", "x");
    environment.put("TLO_JMX", "x");

    assertThat(read().faults())
        .extracting(fault -> fault.sentence().substring(0, 3))
        .containsExactly("jmx", "wor");
  }

  @Test
  void namesThatDoNotBeginLikeOursAreNotRead() {
    environment.put("HISTORY_PER_TASK", "7");
    properties.setProperty("history.per.task", "7");

    assertThat(read().faults()).isEmpty();
    assertThat(read().changed()).isZero();
  }

  @Test
  void valueIsTakenWithoutTheBlanksAroundIt() {
    explicit.put("worker.queue", " 3 ");

    assertThat(read().number(SettingKey.WORKER_QUEUE)).isEqualTo(3);
  }

  @Test
  void listIsSplitAtSemicolonsWithoutEmptyParts() {
    explicit.put("extensions", " a.jar ;; b.jar;");

    assertThat(read().list(SettingKey.EXTENSIONS)).containsExactly("a.jar", "b.jar");
  }

  @Test
  void emptyListHasNoParts() {
    assertThat(read().list(SettingKey.EXTENSIONS)).isEmpty();
  }

  @Test
  void changedCountsTheValuesThatDifferFromTheirDefault() {
    explicit.put("jmx", "off");
    properties.setProperty("tlo.worker.queue", "16");
    environment.put("TLO_LOG", "error");

    assertThat(read().changed()).isEqualTo(2);
  }

  @Test
  void settingsOfTheProcessAreReadFromItsSystemProperties() {
    System.setProperty("tlo.worker.queue", "5");
    try {
      assertThat(TloSettings.load().value(SettingKey.WORKER_QUEUE))
          .isEqualTo(new TloSettings.Value(
              SettingKey.WORKER_QUEUE, "5", "system property tlo.worker.queue"));
    } finally {
      System.clearProperty("tlo.worker.queue");
    }
  }
}
