package io.tlo.trust.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with the agent in it, after its tasks were recorded, published and run from outside,
 * is the same to the application as one with an agent that does nothing: what the JVM does for
 * any agent is not counted.
 */
@Tag("jdk")
class SameProcessIT {

  private static final String NOTHING = "nothing";

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");
  private static Path named = Path.of("");
  private static Path layered = Path.of("");
  private static Path control = Path.of("");
  private static int runs;

  @BeforeAll
  static void compile() {
    classes = SnapshotProgram.compile(folder.resolve("classes"));
    named = SnapshotProgram.compileNamed(folder.resolve("named"));
    layered = SnapshotProgram.compileLayered(folder.resolve("layered"));
    control = DeedAgent.in(folder);
  }

  private static Snapshot onClassPath(String deed) throws IOException {
    return onClassPath(deed, "");
  }

  private static Snapshot onClassPath(String deed, String settings) throws IOException {
    ForkedJvm jvm = ForkedJvm.on(classes, Built.core());
    return run(jvm, settings, deed, "app.Main", deed, layered.toString());
  }

  private static Snapshot onModulePath(String deed) throws IOException {
    ForkedJvm jvm = new ForkedJvm()
        .option("--module-path", named.toString(), "--add-modules", "java.management");
    return run(jvm, "", deed, "-m", SnapshotProgram.MODULE + "/app.Main", deed, layered.toString());
  }

  private static Snapshot run(
      ForkedJvm jvm, String settings, String deed, String first, String... more)
      throws IOException {
    Path run = folder.resolve("run-" + runs++);
    for (String each : List.of("tmp", "home", "work")) {
      Files.createDirectories(run.resolve(each));
    }
    boolean isOurs = deed.equals("tlo");
    Path agent = isOurs ? Built.agent() : control;
    ForkedJvm.Result result = jvm.agentAt(agent.toString(), isOurs ? "log=error" + settings : deed)
        .option("-Djava.io.tmpdir=" + run.resolve("tmp"), "-Duser.home=" + run.resolve("home"))
        .in(run.resolve("work"))
        .run(first, more);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return Snapshot.of(result.out(), run.toString(), agent.toString());
  }

  @Test
  void nothingOfItIsOtherwiseForAProgramOnTheClassPath() throws IOException {
    Snapshot without = onClassPath(NOTHING);
    Snapshot with = onClassPath("tlo");

    assertThat(with.differencesTo(without)).isEmpty();
    assertThat(with.abouts())
        .contains(
            "held",
            "made",
            "main:",
            "package",
            "property",
            "provider",
            "reads",
            "state",
            "thread",
            "variable");
    assertThat(with.count("package")).isGreaterThan(500);
    tell(with, "class path");
  }

  @Tag("nightly")
  @Test
  void nothingOfItIsOtherwiseForAProgramOnTheModulePath() throws IOException {
    Snapshot without = onModulePath(NOTHING);
    Snapshot with = onModulePath("tlo");

    assertThat(with.differencesTo(without)).isEmpty();
    assertThat(with.count("package")).isGreaterThan(100);
    tell(with, "module path");
  }

  /**
   * The store has its jar and a file open, and its driver a library that it has unpacked; it also
   * asks the JDK for random numbers and for the time zone, which then is a property. Nothing else.
   */
  @Tag("nightly")
  @Test
  void withRecordsInADatabaseWhatItsDriverNeedsIsTheOnlyDifference() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    JdbcStore store = JdbcStore.in(data);
    Snapshot without = onClassPath(NOTHING);
    Snapshot with = onClassPath(
        "tlo",
        ",exclusive=Main.work;Main.recurring,fleet.file=" + data.resolve("fleet") + ","
            + store.arguments());

    Map<String, List<String>> differences = with.differencesTo(without);
    assertThat(differences.keySet()).as("%s", differences).isSubsetOf("held", "made", "property");
    // Random numbers and the time zone are the JDK's own, as soon as anybody asks for them.
    assertThat(differences.getOrDefault("held", List.of()))
        .allMatch(line -> line.startsWith("+ held " + store.file())
            || line.equals("+ held " + JdbcStore.jar())
            || line.matches("[+] held /dev/u?random"));
    assertThat(differences.getOrDefault("made", List.of()))
        .allMatch(line -> line.startsWith("+ made <run>/tmp/sqlite-3."));
    assertThat(differences.getOrDefault("property", List.of()))
        .allMatch(line -> line.startsWith("+ property user.timezone="));
    assertThat(store.number("select count(*) from tlo_lock")).isPositive();
    assertThat(with.count("drivers")).isPositive();
    Figures.of(11)
        .check(
            "the same on the class path with records and leases in SQLite",
            "its file and jar, the driver's library in the temporary folder, /dev/random, the"
                + " property user.timezone; drivers, their list and all else the same");
  }

  private static void tell(Snapshot same, String where) {
    Figures.of(11)
        .check(
            "sockets, files, properties, environment, providers, threads, state; program on the "
                + where,
            "the same; " + same.count("package") + " packages exported and open to the same of "
                + same.count("reads") + " readers and modules");
  }

  @Test
  void whatAnAgentShouldNotDoIsSeen() throws IOException {
    Map<String, String> seenIn = new TreeMap<>(Map.ofEntries(
        Map.entry("port", "socket"),
        Map.entry("unix", "socket"),
        Map.entry("property", "property"),
        Map.entry("file", "made"),
        Map.entry("held", "held"),
        Map.entry("provider", "provider"),
        Map.entry("handler", "state"),
        Map.entry("locale", "state"),
        Map.entry("thread", "thread"),
        Map.entry("open", "package"),
        Map.entry("export", "package"),
        Map.entry("reads", "reads"),
        Map.entry("variable", "variable"),
        Map.entry("driver", "drivers")));
    if (Extent.isLanding()) {
      seenIn.keySet().retainAll(Set.of("port", "thread", "open"));
    }
    Snapshot without = onClassPath(NOTHING);
    for (Map.Entry<String, String> each : seenIn.entrySet()) {
      List<String> differences = onClassPath(each.getKey())
          .differencesTo(without)
          .getOrDefault(each.getValue(), List.of());
      assertThat(differences).as(each.getKey()).isNotEmpty();
      String line = differences.get(0);
      Figures.of(11)
          .control(
              "an agent that does '" + each.getKey() + "'",
              "caught: " + line.substring(0, Math.min(60, line.length())));
    }
  }
}
