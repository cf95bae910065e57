package io.tlo.trust.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Each way of configuring the agent, used wrongly. */
final class Configurations {

  private Configurations() {}

  static List<Malformed> all(Path folder) throws IOException {
    BadFiles files = new BadFiles(folder);
    List<Malformed> all = new ArrayList<>();
    all.addAll(files.switchFiles());
    all.addAll(files.extensions());
    all.addAll(files.fleetFiles());
    all.addAll(arguments());
    all.addAll(unknownKeys());
    all.addAll(values());
    all.addAll(propertiesAndVariables());
    all.addAll(customClasses());
    all.addAll(databases(folder));
    all.addAll(leases());
    all.addAll(intervals());
    return all;
  }

  private static List<Malformed> arguments() {
    String write = "is not key=value";
    return List.of(
        Malformed.argument("history.per.task", write),
        Malformed.argument("jmx off", write),
        Malformed.argument("=5", write),
        Malformed.argument("\\", write),
        Malformed.argument("a\\,b\\,c", write),
        Malformed.argument("x".repeat(5000), write),
        Malformed.argument("jmx=on,jmx=off", "is given twice"),
        Malformed.argument("\u202e\u2028[tlo] all is well", write));
  }

  private static List<Malformed> unknownKeys() {
    String unknown = "unknown setting '";
    return List.of(
        Malformed.argument("histroy.per.task=50", unknown + "histroy.per.task"),
        Malformed.argument("History.Per.Task=50", unknown + "History.Per.Task"),
        Malformed.argument("worker_threads=2", unknown + "worker_threads"),
        Malformed.argument("frobnicate=1", unknown + "frobnicate"),
        Malformed.argument("j\u0007mx=off", unknown + "j mx"),
        Malformed.argument("\u043d\u0430\u0437\u0432\u0430=1", unknown),
        Malformed.argument("k".repeat(3000) + "=1", unknown + "kkk"));
  }

  private static List<Malformed> values() {
    return List.of(
        Malformed.value("history.per.task", "many"),
        Malformed.value("history.per.task", "0"),
        Malformed.value("history.per.task", "99999999999999999999"),
        Malformed.value("history.total", "0x10"),
        Malformed.value("results", "all"),
        Malformed.value("task.annotations", "com.acme.*"),
        Malformed.value("adopt", "sprnig"),
        Malformed.value("trigger", "some"),
        Malformed.value("intervals", "30s"),
        Malformed.value("overrun.factor", "-1"),
        Malformed.value("absence.factor", "1001"),
        Malformed.value("worker.threads", "65"),
        Malformed.value("worker.queue", "10001"),
        Malformed.value("jmx", "ON"),
        Malformed.value("jmx", ""),
        Malformed.value("jmx", "o\nff"),
        Malformed.value("jmx", "\u001b[31mred"),
        Malformed.value("jmx", "y".repeat(20_000)));
  }

  private static List<Malformed> propertiesAndVariables() {
    return List.of(
        Malformed.property("tlo.history.per.task", "many", "history.per.task: 'many'"),
        Malformed.property("tlo.log", "loud", "log: 'loud'"),
        Malformed.property("tlo.histori.total", "5", "unknown setting 'histori.total'"),
        Malformed.property("tlo.", "5", "unknown setting ''"),
        Malformed.variable("TLO_JMX", "true", "jmx: 'true'"),
        Malformed.variable("TLO_WORKER_QUEUE", "99999", "worker.queue: '99999'"),
        Malformed.variable("TLO_RESULTS", "", "results: ''"),
        Malformed.variable("TLO_HISTRY_TOTAL", "5", "unknown setting 'histry.total'"));
  }

  private static List<Malformed> customClasses() {
    return List.of(
        Malformed.store("app.Absent", "is not found"),
        Malformed.store("", "is not found"),
        Malformed.store("app/FineStore", "is not found"),
        Malformed.store("app.Main", "does not implement"),
        Malformed.store("java.lang.String", "does not implement"),
        Malformed.argument("task.registry=app.FineStore", "does not implement"),
        Malformed.store("app.AbstractStore", "can be constructed"),
        Malformed.store("app.HiddenStore", "can be constructed"),
        Malformed.store("app.NeedyStore", "no public constructor"),
        Malformed.store("app.ClosedStore", "no public constructor"),
        Malformed.store("app.NewerStore", "UnsupportedClassVersionError"),
        Malformed.store("app.GarbledStore", "ClassFormatError"),
        Malformed.store("app.OrphanStore", "NoClassDefFoundError"),
        Malformed.store("app.ThrowingStore", "no disk").seenOnlyAsTheApplicationRuns(),
        Malformed.store("app.ExitingStore", "ThreadDeathLike").seenOnlyAsTheApplicationRuns(),
        Malformed.store("app.SpoiltStore", "static initialiser").seenOnlyAsTheApplicationRuns(),
        Malformed.store("app.LonelyStore", "app/Missing").seenOnlyAsTheApplicationRuns());
  }

  private static List<Malformed> databases(Path folder) {
    String file = ",fleet.file=" + folder.resolve("fleet");
    String unknown = "is no database that is known";
    String open = ",store.url=jdbc:sqlite:" + folder.resolve("tlo.db") + file;
    String shown = "whoever lists the processes of the machine can read";
    return List.of(
        Malformed.store("jdbc", "is not found"),
        Malformed.database(file, unknown),
        Malformed.database(",store.url=jdbc:mysql://localhost/tlo" + file, unknown),
        Malformed.database(",store.url=/var/lib/tlo.db" + file, unknown),
        Malformed.database(",store.url=jdbc:sqlite\n[tlo] all is well" + file, unknown),
        Malformed.database(
            ",store.url=jdbc:postgresql://localhost/tlo?user=x&password=swordfish" + file,
            "holds a password"),
        Malformed.database(open + ",store.password.file=/nowhere/at-all", "cannot be read ("),
        Malformed.database(open + ",store.password.file=" + folder, "cannot be read ("),
        Malformed.argument("store.password=swordfish", shown),
        Malformed.property("tlo.store.password", "swordfish", shown));
  }

  private static List<Malformed> leases() {
    return List.of(
        Malformed.value("store.retention", "forever"),
        Malformed.value("store.retention", "-1d"),
        Malformed.value("store.queue", "0"),
        Malformed.value("store.queue", "1000001"),
        Malformed.value("exclusive.lease", "999ms"),
        Malformed.value("exclusive.lease", "2d"),
        Malformed.value("exclusive.wait", "0"),
        Malformed.value("exclusive.wait", "2m"),
        Malformed.value("exclusive.on.error", "maybe"),
        Malformed.variable("TLO_EXCLUSIVE_LEASE", "soon", "exclusive.lease: 'soon'"),
        Malformed.argument("exclusive=No.such", "there is no state store that the instances"));
  }

  /** Of the application's own code, which the agent meets when the class is loaded. */
  private static List<Malformed> intervals() {
    return List.of(interval("Soon"), interval("TooShort"), interval("Forged"));
  }

  private static Malformed interval(String name) {
    return Malformed.argument("", "app." + name + ".turn(): interval: '")
        .program("app." + name)
        .seenOnlyAsTheApplicationRuns();
  }
}
