package io.tlo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one table of settings: every key with its default, what it allows and what it means.
 *
 * <p>A key {@code history.per.task} is read from the agent argument {@code history.per.task=50}, the
 * system property {@code tlo.history.per.task} and the variable {@code TLO_HISTORY_PER_TASK}. All
 * settings are read once, at start. The README's table, the MBean attribute {@code Settings} and the
 * agent's help are made from this table.
 *
 * <p>Thread safety: immutable.
 */
public enum SettingKey {
  /** {@code task.registry}. */
  TASK_REGISTRY(
      "task.registry",
      SettingType.text(),
      "InMemoryTaskRegistry",
      "known name, or class name of a TaskRegistry"),
  /** {@code task.state.store}. */
  TASK_STATE_STORE(
      "task.state.store",
      SettingType.text(),
      "InMemoryTaskStateStore",
      "known name, or class name of a TaskStateStore"),
  /** {@code extensions}. */
  EXTENSIONS("extensions", SettingType.list(), "", "jars that hold custom registries and stores"),
  /** {@code history.per.task}. */
  HISTORY_PER_TASK(
      "history.per.task",
      SettingType.count(1, 100_000),
      "100",
      "records kept of one task; the oldest finished go first, a running one never"),
  /** {@code history.total}. */
  HISTORY_TOTAL(
      "history.total",
      SettingType.count(1, 10_000_000),
      "10000",
      "records kept of all tasks together, enforced within a second"),
  /** {@code results}. */
  RESULTS(
      "results",
      SettingType.choice("safe", "off", "full"),
      "safe",
      "what is kept of a result: safe = values of JDK classes, else the class name; full = any"
          + " result's toString(), which is given 50 ms"),
  /** {@code task.annotations}. */
  TASK_ANNOTATIONS(
      "task.annotations",
      SettingType.classNames(),
      "",
      "class names of further annotations that make a method a task"),
  /** {@code adopt}. */
  ADOPT(
      "adopt",
      SettingType.words(
          "spring",
          "spring-async",
          "ejb",
          "concurrency",
          "quarkus",
          "micronaut",
          "jobrunr",
          "quartz",
          "timer",
          "helidon",
          "xxl-job",
          "all",
          "none"),
      "spring;ejb;concurrency;quarkus;micronaut;jobrunr;quartz;timer;helidon;xxl-job",
      "frameworks whose tasks are adopted; by default all that only the framework itself calls"),
  /** {@code disabled}. */
  DISABLED(
      "disabled",
      SettingType.patterns(),
      "",
      "tasks that start switched off: names or full methods, * stands for any characters"),
  /** {@code switch.file}. */
  SWITCH_FILE(
      "switch.file",
      SettingType.path(),
      "",
      "file in which operators' switches are kept over a restart; it comes before disabled"),
  /** {@code trigger}. */
  TRIGGER(
      "trigger",
      SettingType.choice("all", "own", "off"),
      "all",
      "which tasks operators may run: all, own = those under io.tlo.Task, none"),
  /** {@code intervals}. */
  INTERVALS(
      "intervals", SettingType.choice("on", "off"), "on", "run tasks that declare an interval"),
  /** {@code overrun.factor}. */
  OVERRUN_FACTOR(
      "overrun.factor",
      SettingType.count(0, 1_000),
      "3",
      "an execution that runs longer than this many times the task's 95th percentile (and its"
          + " interval, and a second) is an overrun; 0: never"),
  /** {@code absence.factor}. */
  ABSENCE_FACTOR(
      "absence.factor",
      SettingType.count(0, 1_000),
      "3",
      "a recurring task that is on, and has begun nothing though it was due this many times (and for a"
          + " second), is absent; 0: never"),
  /** {@code worker.threads}. */
  WORKER_THREADS(
      "worker.threads",
      SettingType.count(1, 64),
      "2",
      "threads that run recurring tasks and what a program submits; as many more run triggered"
          + " tasks"),
  /** {@code worker.queue}. */
  WORKER_QUEUE(
      "worker.queue",
      SettingType.count(0, 10_000),
      "16",
      "triggered executions that may wait, and as many submitted ones; further ones are refused"),
  /** {@code store.queue}. */
  STORE_QUEUE(
      "store.queue",
      SettingType.count(1, 1_000_000),
      "10000",
      "ended executions that may wait for a custom store; further ones are dropped and counted"),
  /** {@code store.url}. */
  STORE_URL(
      "store.url",
      SettingType.text("jdbc:postgresql://host/database, or jdbc:sqlite:file"),
      "",
      "the database of the state store jdbc"),
  /** {@code store.user}. */
  STORE_USER("store.user", SettingType.text(), "", "who the state store jdbc logs in as"),
  /** {@code store.password}. */
  STORE_PASSWORD(
      "store.password",
      SettingType.text("a password; only from the variable TLO_STORE_PASSWORD, or a program"),
      "",
      "password of the state store jdbc; shown nowhere"),
  /** {@code store.password.file}. */
  STORE_PASSWORD_FILE(
      "store.password.file",
      SettingType.path(),
      "",
      "file whose first line is the password of the state store jdbc"),
  /** {@code store.retention}. */
  STORE_RETENTION(
      "store.retention",
      SettingType.duration(),
      "30d",
      "how long the state store jdbc keeps a record"),
  /** {@code app.name}. */
  APP_NAME(
      "app.name",
      SettingType.text(),
      "",
      "what the state store jdbc calls the application; by default its main class or jar"),
  /** {@code instance.name}. */
  INSTANCE_NAME(
      "instance.name",
      SettingType.text(),
      "",
      "what the state store jdbc calls this JVM; by default host and process id"),
  /** {@code fleet.file}. */
  FLEET_FILE(
      "fleet.file",
      SettingType.path(),
      "",
      "file that keeps what is switched off in every instance, for a start without the state store;"
          + " by default one for each application in the folder .tlo of the user's home"),
  /** {@code exclusive}. */
  EXCLUSIVE(
      "exclusive",
      SettingType.patterns(),
      "",
      "tasks that run on one instance of the application at a time, which the state store jdbc"
          + " decides: names or full methods, * stands for any characters"),
  /** {@code exclusive.lease}. */
  EXCLUSIVE_LEASE(
      "exclusive.lease",
      SettingType.duration("1s", "1d"),
      "1m",
      "how long an instance keeps an exclusive task after it last ran it, and so how long turns are"
          + " left out at most when that instance dies"),
  /** {@code exclusive.wait}. */
  EXCLUSIVE_WAIT(
      "exclusive.wait",
      SettingType.duration("10ms", "1m"),
      "1s",
      "how long a call of an exclusive task waits at most for the state store; ten seconds while"
          + " that is still being opened"),
  /** {@code exclusive.on.error}. */
  EXCLUSIVE_ON_ERROR(
      "exclusive.on.error",
      SettingType.choice("skip", "run"),
      "skip",
      "what becomes of a call of an exclusive task while the state store cannot be asked"),
  /** {@code jmx}. */
  JMX("jmx", SettingType.choice("on", "off"), "on", "publish MBeans"),
  /** {@code log}. */
  LOG(
      "log",
      SettingType.choice("off", "error", "info", "debug"),
      "info",
      "what the agent says on stderr"),
  /** {@code on.error}. */
  ON_ERROR(
      "on.error",
      SettingType.choice("continue", "fail"),
      "continue",
      "a bad setting is reported and its default used, or the JVM does not start (exit code 1);"
          + " a custom class that is there is made later and cannot stop it");

  private final String key;
  private final SettingType type;
  private final String defaultText;
  private final String description;

  SettingKey(String key, SettingType type, String defaultText, String description) {
    this.key = key;
    this.type = type;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** Returns the key as it is written in agent arguments, {@code history.per.task}. */
  public String key() {
    return key;
  }

  /** Returns the name of the system property, {@code tlo.history.per.task}. */
  public String property() {
    return "tlo." + key;
  }

  /** Returns the name of the environment variable, {@code TLO_HISTORY_PER_TASK}. */
  public String variable() {
    return "TLO_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns the default, empty if the setting is empty by default. */
  public String defaultText() {
    return defaultText;
  }

  /** Returns what values are allowed, {@code "1 to 100000"}. */
  public String allowed() {
    return type.allowed();
  }

  /** Returns what the setting means, in a few words. */
  public String description() {
    return description;
  }

  /** Returns whether the value is shown to nobody, and not taken from where everybody can read it. */
  public boolean isSecret() {
    return this == STORE_PASSWORD;
  }

  boolean allows(String value) {
    return type.allows(value);
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (SettingKey key : values()) {
      keys.add(key.key);
    }
    return keys;
  }
}
