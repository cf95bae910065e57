package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is configured wrongly, the application runs as without the agent, and one line names the fault. The
 * programs are short: custom classes are built at their end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadConfigurationIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static int calls;
        public static void main(String[] arguments) {
          Main main = new Main();
          for (int i = 0; i < 3; i++) {
            main.work();
          }
          System.out.println("worked " + calls + " times");
          System.exit(7);
        }
        @Task(description = "counts")
        void work() { calls++; }
      }
      """;

  /** A store with the body given, and what every store needs. */
  private static String store(String head, String body) {
    return """
        package app;
        import io.tlo.state.*;
        import java.util.*;
        public %s implements TaskStateStore {
          %s
          public void create(TaskStateRecord record) {}
          public void update(TaskStateRecord record) {}
          public Optional<TaskStateRecord> get(long id) { return Optional.empty(); }
          public void delete(long id) {}
          public List<TaskStateRecord> latest(String taskName, int limit) { return List.of(); }
          public List<TaskStateRecord> latest(int limit) { return List.of(); }
          public long count() { return 0; }
        }
        """.formatted(head, body);
  }

  private static String recurring(String name, String interval, String parameter) {
    return """
        package app;
        import io.tlo.Task;
        public class %s {
          public static void main(String[] arguments) { Main.main(arguments); }
          @Task(interval = "%s")
          static void turn(%s) {}
          static { if (new Object().hashCode() == 0) { turn(%s); } }
        }
        """.formatted(name, interval, parameter, parameter.isEmpty() ? "" : "1");
  }

  private static final String ALLOWED_INTERVAL =
      ", allowed: 10ms to 365d, such as 30s, 5m or PT30S; the task has no interval";

  private static final String KEYS =
      "known are task.registry, task.state.store, extensions, history.per.task, history.total, <any>,"
          + " on.error; it is ignored";

  /** One wrong configuration; {@code <any>} in the line stands for text that JDKs word differently. */
  private static final class Bad {
    private final String label;
    private final String line;
    private String arguments = "log=error";
    private String mainClass = "app.Main";
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private Bad(String label, String line) {
      this.label = label;
      this.line = line;
    }

    private static Bad argument(String text, String line) {
      Bad bad = new Bad("argument " + text, line);
      bad.arguments += "," + text;
      return bad;
    }

    private static Bad property(String name, String value, String line) {
      Bad bad = new Bad("property " + name + "=" + value, line);
      bad.options.add("-D" + name + "=" + value);
      return bad;
    }

    private static Bad variable(String name, String value, String line) {
      Bad bad = new Bad("variable " + name + "=" + value, line);
      bad.variables.put(name, value);
      return bad;
    }

    private static Bad main(String name, String line) {
      Bad bad = new Bad("program " + name, line);
      bad.mainClass = "app." + name;
      return bad;
    }

    @Override
    public String toString() {
      return label.length() > 80 ? label.substring(0, 80) + "..." : label;
    }
  }

  @TempDir
  static Path folder;

  private Path classes;
  private ForkedJvm.Result plain;

  @BeforeAll
  void compile() throws IOException {
    classes = TestProgram.in(folder.resolve("classes"))
        .compile(
            MAIN,
            store("abstract class AbstractStore", ""),
            store("interface InterfaceStore extends TaskStateStore, Cloneable", "")
                .replaceAll("implements TaskStateStore", "")
                .replaceAll("(?m)^  public .*$", ""),
            store("class NeedyStore", "public NeedyStore(int size) {}"),
            store("class ClosedStore", "private ClosedStore() {}"),
            store(
                "class ThrowingStore",
                "public ThrowingStore() { throw new IllegalStateException(\"no disk\"); }"),
            store(
                "class SpoiltStore",
                "static final int SIZE = Integer.parseInt(\"big\"); public SpoiltStore() {}"),
            store("class NewerStore", ""),
            store("class GarbledStore", ""),
            store("class LonelyStore", "private final Missing missing = new Missing();"),
            "package app;\npublic class Missing {}",
            store("class FineStore", ""),
            store("class HiddenStore", "").replace("public class", "class"),
            recurring("Soon", "soon", ""),
            recurring("TooShort", "9ms", ""),
            recurring("TooLong", "366d", ""),
            recurring("Negative", "-1s", ""),
            recurring("NoUnit", "30", ""),
            recurring("Fraction", "1.5h", ""),
            recurring("Month", "P1M", ""),
            recurring("Overflow", "PT99999999999999999999H", ""),
            recurring("Forged", "1s\\n[tlo] all is well", ""),
            recurring("WithParameter", "1s", "int size"));
    Files.delete(classes.resolve("app/Missing.class"));
    byte[] newer = Files.readAllBytes(classes.resolve("app/NewerStore.class"));
    newer[7] = 120;
    Files.write(classes.resolve("app/NewerStore.class"), newer);
    Files.write(classes.resolve("app/GarbledStore.class"), new byte[] {1, 2, 3});
    Files.writeString(folder.resolve("text.jar"), "no jar");
    Files.createDirectories(folder.resolve("folder.jar"));
    plain = ForkedJvm.on(classes, Built.core()).withoutAgent().run("app.Main");
    assertThat(plain).isEqualTo(new ForkedJvm.Result(7, "worked 3 times\n", ""));
  }

  static Stream<Bad> malformedArguments() {
    String write = " is not key=value (from agent argument); write one key, '=' and a value";
    return Stream.of(
        Bad.argument("history.per.task", "'history.per.task'" + write),
        Bad.argument("jmx off", "'jmx off'" + write),
        Bad.argument("=5", "'=5'" + write),
        Bad.argument("=", "'='" + write),
        Bad.argument("x".repeat(5000), "'" + "x".repeat(100) + "...'" + write),
        Bad.argument(
            "history.per.task=5,history.per.task=6",
            "'history.per.task' is given twice (from agent argument); the first is used"),
        Bad.argument("log=debug", "'log' is given twice (from agent argument); the first is used"));
  }

  static Stream<Bad> unknownKeys() {
    return Stream.of(
        Bad.argument("histroy.per.task=50", unknown("histroy.per.task", "history.per.task")),
        Bad.argument("History.Per.Task=50", unknown("History.Per.Task", "history.per.task")),
        Bad.argument("worker_threads=2", unknown("worker_threads", "worker.threads")),
        Bad.argument("worker.thread=2", unknown("worker.thread", "worker.threads")),
        Bad.argument("on-error=fail", unknown("on-error", "on.error")),
        Bad.argument("jnx=off", unknown("jnx", "jmx")),
        Bad.argument("j\u0007mx=off", unknown("j mx", "jmx")),
        Bad.argument("frobnicate=1", "unknown setting 'frobnicate' (from agent argument); " + KEYS),
        Bad.argument(
            "k".repeat(3000) + "=1",
            "unknown setting '" + "k".repeat(100) + "...' (from agent argument); " + KEYS),
        Bad.argument(
            "задача=1", "unknown setting '<any>' (from agent argument); <any>; it is ignored"));
  }

  private static String unknown(String key, String nearest) {
    return "unknown setting '" + key + "' (from agent argument); the nearest known one is '"
        + nearest + "'; it is ignored";
  }

  static Stream<Bad> badValues() {
    String perTask = "1 to 100000";
    return Stream.of(
        value("history.per.task", "many", perTask),
        value("history.per.task", "", perTask),
        value("history.per.task", "-1", perTask),
        value("history.per.task", "0", perTask),
        value("history.per.task", "100001", perTask),
        value("history.per.task", "99999999999999999999", perTask),
        value("history.per.task", "1e3", perTask),
        value("history.per.task", "0x10", perTask),
        value("history.per.task", "5.5", perTask),
        value("history.total", "10000001", "1 to 10000000"),
        value("worker.threads", "65", "1 to 64"),
        value("worker.queue", "-1", "0 to 10000"),
        value("jmx", "yes", "on, off"),
        value("jmx", "ON", "on, off"),
        value("jmx", "=on", "on, off"),
        value("jmx", "on\\", "on, off"),
        value("results", "all", "safe, off, full"),
        value("intervals", "30s", "on, off"),
        value("on.error", "stop", "continue, fail"),
        value("task.annotations", "com.acme.*", "class names separated by ';'"),
        value("task.annotations", "com.acme.Job;1st", "class names separated by ';'"),
        Bad.argument("jmx=on\\,off", notAllowed("jmx", "on,off", "on, off")),
        Bad.argument("jmx=o\nff", notAllowed("jmx", "o ff", "on, off")),
        Bad.argument("jmx=\u001b[31mred", notAllowed("jmx", " [31mred", "on, off")),
        Bad.argument("jmx=вимкнено", notAllowed("jmx", "<any>", "on, off")),
        Bad.argument(
            "jmx=" + "y".repeat(20_000), notAllowed("jmx", "y".repeat(100) + "...", "on, off")));
  }

  private static Bad value(String key, String value, String allowed) {
    return Bad.argument(key + "=" + value, notAllowed(key, value, allowed));
  }

  private static String notAllowed(String key, String value, String allowed) {
    return notAllowed(key, value, allowed, "agent argument");
  }

  private static String notAllowed(String key, String value, String allowed, String origin) {
    return key + ": '" + value + "' is not allowed, allowed: " + allowed + " (from " + origin
        + "); it is ignored";
  }

  static Stream<Bad> propertiesAndVariables() {
    return Stream.of(
        property("history.per.task", "many", "1 to 100000"),
        property("worker.threads", "1000", "1 to 64"),
        property("jmx", "", "on, off"),
        property("log", "loud", "off, error, info, debug"),
        property("on.error", "never", "continue, fail"),
        Bad.property(
            "tlo.histori.total",
            "5",
            "unknown setting 'histori.total' (from system property tlo.histori.total);"
                + " the nearest known one is 'history.total'; it is ignored"),
        Bad.property(
            "tlo.", "5", "unknown setting '' (from system property tlo.); <any>; it is ignored"),
        variable("TLO_HISTORY_PER_TASK", "history.per.task", "many", "1 to 100000"),
        variable("TLO_WORKER_QUEUE", "worker.queue", "99999", "0 to 10000"),
        variable("TLO_JMX", "jmx", "true", "on, off"),
        variable("TLO_LOG", "log", "trace", "off, error, info, debug"),
        variable("TLO_RESULTS", "results", "", "safe, off, full"),
        Bad.variable(
            "TLO_HISTRY_TOTAL",
            "5",
            "unknown setting 'histry.total' (from variable TLO_HISTRY_TOTAL);"
                + " the nearest known one is 'history.total'; it is ignored"),
        Bad.variable(
            "TLO_HOME", "/opt", "unknown setting 'home' (from variable TLO_HOME); " + KEYS));
  }

  private static Bad property(String key, String value, String allowed) {
    String name = "tlo." + key;
    return Bad.property(name, value, notAllowed(key, value, allowed, "system property " + name));
  }

  private static Bad variable(String name, String key, String value, String allowed) {
    return Bad.variable(name, value, notAllowed(key, value, allowed, "variable " + name));
  }

  static Stream<Bad> customClasses() {
    String notFound = "is not found; use InMemoryTaskStateStore, or put the class on the class"
        + " path or into a jar named in extensions";
    String unusable = "is not a public class that can be constructed; make it one";
    String noConstructor = "has no public constructor without parameters; give it one";
    return Stream.of(
        custom("app.Absent", notFound),
        custom("inMemoryTaskStateStore", notFound),
        custom("app/FineStore", notFound),
        custom("", notFound),
        custom("app.Main", "does not implement io.tlo.state.TaskStateStore; let it"),
        custom("java.lang.String", "does not implement io.tlo.state.TaskStateStore; let it"),
        custom("app.AbstractStore", unusable),
        custom("app.InterfaceStore", unusable),
        custom("app.HiddenStore", unusable),
        custom("app.NeedyStore", noConstructor),
        custom("app.ClosedStore", noConstructor),
        custom(
            "app.ThrowingStore",
            "threw java.lang.IllegalStateException: no disk from its constructor; mend it"),
        custom(
            "app.SpoiltStore",
            "threw java.lang.NumberFormatException: For input string: \"big\" from its static"
                + " initialiser; mend it"),
        custom(
            "app.NewerStore",
            "cannot be loaded (java.lang.UnsupportedClassVersionError: <any>); mend it"),
        custom("app.GarbledStore", "cannot be loaded (java.lang.ClassFormatError: <any>); mend it"),
        custom(
            "app.LonelyStore",
            "threw java.lang.NoClassDefFoundError: app/Missing from its constructor; mend it"),
        Bad.argument(
            "task.registry=app.FineStore",
            "task.registry: class 'app.FineStore' (from agent argument) does not implement"
                + " io.tlo.registry.TaskRegistry; let it; InMemoryTaskRegistry is used"),
        Bad.variable(
            "TLO_TASK_REGISTRY",
            "app.Absent",
            "task.registry: class 'app.Absent' (from variable TLO_TASK_REGISTRY) is not found; use"
                + " InMemoryTaskRegistry, or put the class on the class path or into a jar named in"
                + " extensions; InMemoryTaskRegistry is used"),
        extensions("missing.jar", ""),
        extensions("text.jar", ""),
        extensions("folder.jar", ""),
        extensions("missing.jar", ",task.state.store=app.InTheMissingJar"));
  }

  private static Bad custom(String name, String why) {
    return Bad.argument(
        "task.state.store=" + name,
        "task.state.store: class '" + name + "' (from agent argument) " + why
            + "; InMemoryTaskStateStore is used");
  }

  private static Bad extensions(String name, String more) {
    Path jar = folder.resolve(name);
    return Bad.argument(
        "extensions=" + jar + more,
        "extensions: '" + jar + "' is not a jar that can be read, allowed: paths of jars separated"
            + " by ';' (from agent argument)");
  }

  static Stream<Bad> intervals() {
    return Stream.of(
        interval("Soon", "soon", "is not a duration"),
        interval("TooShort", "9ms", "is out of bounds"),
        interval("TooLong", "366d", "is out of bounds"),
        interval("Negative", "-1s", "is not a duration"),
        interval("NoUnit", "30", "is not a duration"),
        interval("Fraction", "1.5h", "is not a duration"),
        interval("Month", "P1M", "is not a duration"),
        interval("Overflow", "PT99999999999999999999H", "is not a duration"),
        interval("Forged", "1s [tlo] all is well", "is not a duration"),
        Bad.main(
            "WithParameter",
            "app.WithParameter.turn(int): has parameters and cannot run at an interval; remove one"
                + " of the two"));
  }

  private static Bad interval(String name, String value, String why) {
    return Bad.main(
        name, "app." + name + ".turn(): interval: '" + value + "' " + why + ALLOWED_INTERVAL);
  }

  /** Of each way to be wrong, one; trust runs the matrix. */
  static Stream<Bad> oneOfEachKind() {
    return Stream.of(malformedArguments(), unknownKeys(), badValues(), customClasses(), intervals())
        .map(kind -> kind.findFirst().orElseThrow());
  }

  static Stream<Bad> oneOfEachOrigin() {
    return Stream.of(
        property("history.per.task", "many", "1 to 100000"),
        variable("TLO_WORKER_QUEUE", "worker.queue", "99999", "0 to 10000"),
        extensions("text.jar", ""));
  }

  @ParameterizedTest
  @MethodSource({"oneOfEachKind", "oneOfEachOrigin"})
  void oneLineNamesTheFaultAndTheProgramRunsOn(Bad bad) {
    assertNamed(bad);
  }

  @ParameterizedTest
  @MethodSource({
    "malformedArguments",
    "unknownKeys",
    "badValues",
    "propertiesAndVariables",
    "customClasses",
    "intervals"
  })
  @Tag("nightly")
  void oneLineNamesEachFaultAndTheProgramRunsOn(Bad bad) {
    assertNamed(bad);
  }

  private void assertNamed(Bad bad) {
    ForkedJvm.Result result = run(bad, bad.arguments);
    assertThat(result.out()).isEqualTo(plain.out());
    assertThat(result.exitCode()).isEqualTo(plain.exitCode());
    assertThat(result.err()).matches(pattern("[tlo] " + bad.line + System.lineSeparator()));
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(Stream.of(line.split("<any>", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^\\n]*")));
  }

  private ForkedJvm.Result run(Bad bad, String arguments) {
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core())
        .agent(arguments)
        .option(bad.options.toArray(String[]::new));
    bad.variables.forEach(jvm::variable);
    return jvm.run(bad.mainClass);
  }

  @Test
  void aGoodConfigurationPrintsNothing() {
    Bad good = Bad.argument("history.per.task=5,task.state.store=app.FineStore,jmx=on", "");
    assertThat(run(good, good.arguments)).isEqualTo(plain);
  }

  @Test
  void severalFaultsGetALineEach() {
    ForkedJvm.Result result =
        run(new Bad("", ""), "log=error,jmx=maybe,frobnicate=1,task.state.store=app.Absent");
    assertThat(result.err().lines().map(line -> line.substring(0, 20)))
        .containsExactly("[tlo] jmx: 'maybe' i", "[tlo] unknown settin", "[tlo] task.state.sto");
    assertThat(result.out()).isEqualTo(plain.out());
    assertThat(result.exitCode()).isEqualTo(plain.exitCode());
  }

  @Test
  void withLogOffNothingIsPrinted() {
    ForkedJvm.Result result =
        run(new Bad("", ""), "log=off,jmx=maybe,frobnicate=1,task.state.store=app.Absent");
    assertThat(result).isEqualTo(plain);
  }

  @Test
  void theStartLineIsPrintedAtInfoOnly() {
    ForkedJvm.Result result = run(new Bad("", ""), "history.per.task=5,jmx=on");
    assertThat(result.out()).isEqualTo(plain.out());
    assertThat(result.err())
        .matches(
            "\\[tlo] TLO for Java [^ ]+: watching, 1 settings changed" + System.lineSeparator());
  }

  @Test
  void onErrorFailEndsTheJvmBeforeMain() {
    ForkedJvm.Result result = run(new Bad("", ""), "log=error,on.error=fail,jmx=maybe");
    assertThat(result)
        .isEqualTo(new ForkedJvm.Result(
            1,
            "",
            "[tlo] jmx: 'maybe' is not allowed, allowed: on, off (from agent argument)"
                + System.lineSeparator()));
  }

  @Test
  void onErrorFailMindsMissingExtensionsToo() {
    Path jar = folder.resolve("missing.jar");
    ForkedJvm.Result result = run(new Bad("", ""), "log=error,on.error=fail,extensions=" + jar);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1).allMatch(line -> line.contains(jar.toString()));
  }

  @Test
  void onErrorFailLetsAGoodConfigurationRun() {
    assertThat(run(new Bad("", ""), "log=error,on.error=fail,jmx=on")).isEqualTo(plain);
  }

  @Test
  void aCustomClassWhoseConstructorHangsNeitherHoldsTheProgramNorItsEnd() {
    Path hanging = TestProgram.in(folder.resolve("hanging"))
        .seeing(classes)
        .compile(
            store(
                "class HangingStore",
                "public HangingStore() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }"));
    try (ForkedJvm.Running program = ForkedJvm.on(classes, hanging, Built.core())
        .agent("log=error,task.state.store=app.HangingStore")
        .start("app.Main")) {
      assertThat(program.await())
          .isEqualTo(new ForkedJvm.Result(
              plain.exitCode(),
              plain.out(),
              "[tlo] the custom store was not ready, 3 records were not stored"
                  + System.lineSeparator()));
    }
  }
}
