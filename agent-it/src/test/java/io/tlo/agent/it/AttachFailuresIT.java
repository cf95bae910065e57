package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.tools.attach.VirtualMachine;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way in which a program cannot be attached to: one sentence with the cure, and the program works on with
 * nothing in its output that is not its own.
 */
class AttachFailuresIT {

  private static final int REFUSED = 1;
  private static final int CANNOT_CONNECT = 3;

  /** Whether attaching is switched off is read in these data, and in the command line without them. */
  private static final List<String> PERFORMANCE_DATA =
      List.of("-XX:+UsePerfData", "-XX:-UsePerfData");

  @TempDir
  static Path folder;

  private static Path classes;

  @BeforeAll
  static void compile() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs the /proc of Linux");
    classes = SteadyProgram.compile(folder.resolve("classes"));
  }

  private static ForkedJvm steady(String... options) {
    return ForkedJvm.on(classes).option(options);
  }

  /** The program takes a line and answers it, and has said nothing else, ever. */
  private static void assertUnharmed(ForkedJvm.Running program) {
    program.say("go on").awaitOut("did 1\n");
    assertThat(program.out()).isEqualTo("ready\ndid 1\n");
    assertThat(program.err()).isEmpty();
    assertThat(program.isAlive()).isTrue();
  }

  private static String label(long pid) {
    return SteadyProgram.MAIN + " (" + pid + ")";
  }

  @Test
  void aProcessThatIsNotThere() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(Tlo.run("attach", ended.pid()))
        .isEqualTo(Tlo.failure(
            CANNOT_CONNECT,
            "there is no process " + ended.pid() + " on this machine; 'jvms' lists the JVMs"));
  }

  @Test
  void aProcessThatIsNoJvm() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "600").start();
    try {
      assertThat(Tlo.run("attach", sleep.pid()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              "process " + sleep.pid() + " (sleep) is no JVM; 'jvms' lists the JVMs"));
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aJvmInWhichAttachingIsSwitchedOff() {
    for (String more : PERFORMANCE_DATA) {
      try (ForkedJvm.Running program =
          SteadyProgram.start(steady("-XX:+DisableAttachMechanism", more))) {
        assertThat(Tlo.run("attach", program.pid()))
            .as(more)
            .isEqualTo(Tlo.failure(
                CANNOT_CONNECT,
                "process " + program.pid()
                    + " was started with -XX:+DisableAttachMechanism: start it"
                    + " without that, or with -javaagent:tlo-agent.jar and a JMX port"));
        assertUnharmed(program);
      }
    }
  }

  @Test
  void anOptionFileInWhichAttachingIsSwitchedOff() throws IOException {
    Path options = Files.writeString(
        folder.resolve("options"), "-XX:+DisableAttachMechanism -XX:-UsePerfData\n");
    for (String option : List.of("@" + options, "-XX:VMOptionsFile=" + options)) {
      try (ForkedJvm.Running program = SteadyProgram.start(steady(option))) {
        assertThat(Tlo.run("tasks", program.pid()))
            .as(option)
            .isEqualTo(Tlo.failure(
                CANNOT_CONNECT,
                "process " + program.pid()
                    + " was started with -XX:+DisableAttachMechanism: start it"
                    + " without that, or with -javaagent:tlo-agent.jar and a JMX port"));
        assertUnharmed(program);
      }
    }
  }

  @Test
  void anOptionFileThatIsGone() throws IOException {
    Path options =
        Files.writeString(folder.resolve("gone"), "-XX:+DisableAttachMechanism -XX:-UsePerfData");
    try (ForkedJvm.Running program = SteadyProgram.start(steady("@" + options))) {
      Files.delete(options);
      assertThat(Tlo.run("tasks", program.pid()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              "process " + program.pid() + " was started with a file of options that cannot be read"
                  + " here, and keeps no performance data: whether it may be attached to is not known;"
                  + " start it with -javaagent:tlo-agent.jar, or without -XX:-UsePerfData"));
      assertUnharmed(program);
    }
  }

  /** An option of the JVM's that the program is given, or a variable that no JVM reads, switches nothing off. */
  @Test
  void aJvmInWhichAttachingIsOnlySpokenOf() {
    for (String more : PERFORMANCE_DATA) {
      try (ForkedJvm.Running program = steady(more)
          .withoutAgent()
          .variable("SHOP_OPTIONS", "-XX:+DisableAttachMechanism")
          .start(SteadyProgram.MAIN, "-XX:+DisableAttachMechanism")
          .awaitOut("ready\n")) {
        assertThat(Tlo.run("tasks", program.pid()).err())
            .as(more)
            .startsWith("there is no agent in ")
            .hasLineCount(1);
        assertUnharmed(program);
      }
    }
  }

  /** {@code top -H} shows the numbers of threads, and {@code /proc} knows them as it knows processes. */
  @Test
  void aThreadOfAProcess() throws IOException {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      String thread = threadOf(program.pid());
      assertThat(Tlo.run("tasks", thread))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              thread + " is a thread of process " + program.pid() + "; give " + program.pid()));
      assertUnharmed(program);
    }
  }

  private static String threadOf(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads
          .map(thread -> thread.getFileName().toString())
          .filter(thread -> !thread.equals(Long.toString(pid)))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @Tag("jdk")
  void aJvmThatTakesInNoAgent() {
    try (ForkedJvm.Running program =
        SteadyProgram.start(steady("-XX:-EnableDynamicAgentLoading"))) {
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              REFUSED,
              label(program.pid())
                  + " was started with -XX:-EnableDynamicAgentLoading and takes in no"
                  + " agent: start it without that, or with -javaagent:tlo-agent.jar"));
      assertUnharmed(program);
    }
  }

  @Test
  void aRuntimeWithoutInstrumentation() {
    Path runtime = runtime("no-instrument", "java.base,jdk.management.agent");
    try (ForkedJvm.Running program = SteadyProgram.start(steady().with(runtime))) {
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              REFUSED,
              "the Java runtime of " + label(program.pid())
                  + " lacks the module java.instrument and"
                  + " takes in no agent: build that runtime with it"));
      assertUnharmed(program);
    }
  }

  @Test
  void aRuntimeWithoutManagement() {
    Path runtime = runtime("no-management", "java.base,java.instrument");
    try (ForkedJvm.Running program = SteadyProgram.start(steady().with(runtime))) {
      for (String command : List.of("attach", "tasks")) {
        assertThat(Tlo.run(command, program.pid()))
            .as(command)
            .isEqualTo(Tlo.failure(
                CANNOT_CONNECT,
                "the Java runtime of " + label(program.pid())
                    + " cannot be asked over JMX: it lacks"
                    + " the module jdk.management.agent; build that runtime with it"));
      }
      assertUnharmed(program);
    }
  }

  @Test
  void aRuntimeOfTheCommandLineWithoutTheAttachApi() {
    Path runtime = runtime("no-attach", "java.base,java.instrument,java.management.rmi");
    for (List<Object> command :
        List.<List<Object>>of(List.of("jvms"), List.of("tasks", "4711"), List.of("attach", "x"))) {
      assertThat(Tlo.run(new ForkedJvm().with(runtime), command.toArray()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              "this Java runtime, " + runtime
                  + ", lacks the module jdk.attach: run the command line"
                  + " with a JDK, or name a JMX port, host:port"));
    }
  }

  private static Path runtime(String name, String modules) {
    Path runtime = folder.toAbsolutePath().resolve(name);
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
    assumeTrue(jlink != null, "this JDK has no jlink");
    int failed = jlink == null
        ? 1
        : jlink.run(
            System.out, System.err, "--add-modules", modules, "--output", runtime.toString());
    assumeTrue(failed == 0, "this JDK cannot make a runtime of " + modules);
    return runtime;
  }

  @Test
  void aStoppedProcess() throws Exception {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      signal("-STOP", program.pid());
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              label(program.pid()) + " is stopped and cannot answer: let it go on with kill -CONT "
                  + program.pid()));
      signal("-CONT", program.pid());
      assertUnharmed(program);
    }
  }

  private static void signal(String signal, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** With -Xrs a JVM lets SIGQUIT end it; it can be attached to only by the socket that it opens at its start. */
  @Test
  @Tag("jdk")
  void aJvmThatWouldEndByTheQuestion() throws Exception {
    try (ForkedJvm.Running program = SteadyProgram.start(steady("-Xrs"))) {
      Path socket = socketOf(program.pid());
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(socket));
      Files.delete(socket);
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              label(program.pid())
                  + " would end by SIGQUIT, with which attaching begins: it has only"
                  + " just begun, or was started with -Xrs and its socket in /tmp was removed; start"
                  + " it anew"));
      assertUnharmed(program);
    }
  }

  private static Path socketOf(long pid) {
    return Path.of("/tmp", ".java_pid" + pid);
  }

  @Test
  void aSocketThatAnEarlierProcessLeft() throws Exception {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      Path socket = socketOf(program.pid());
      try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        left.bind(UnixDomainSocketAddress.of(socket));
      }
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              label(program.pid()) + " does not listen at /proc/" + program.pid() + "/root" + socket
                  + ", which an earlier process of that number left there: remove that file"));
      assertUnharmed(program);
    }
  }

  /** Cleaners of /tmp do that; the JVM opens it again. */
  @Test
  void aRemovedSocketIsNoFailure() throws Exception {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      VirtualMachine.attach(Long.toString(program.pid())).detach();
      Files.delete(socketOf(program.pid()));
      assertThat(Tlo.run("tasks", program.pid()))
          .isEqualTo(Tlo.failure(
              REFUSED,
              "there is no agent in " + label(program.pid()) + " (no MBean tlo:type=Registry):"
                  + " 'attach' brings it into a process of this machine, -javaagent:tlo-agent.jar"
                  + " starts with it"));
      assertUnharmed(program);
    }
  }

  @Test
  void aProcessOfAnotherUser() throws Exception {
    assumeTrue(commandWorks("setpriv", "--reuid=65534", "true"), "cannot act as another user here");
    Path jar = readableByAll();
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      ForkedJvm.Result result = new ForkedJvm()
          .withoutAgent()
          .startedBy("setpriv", "--reuid=65534", "--clear-groups")
          .option("-jar")
          .run(jar.toString(), "attach", Long.toString(program.pid()));
      String owner = System.getProperty("user.name");
      assertThat(result)
          .isEqualTo(Tlo.failure(
              CANNOT_CONNECT,
              "process " + program.pid() + " is of user " + owner
                  + ", and only he and root may attach" + " to it: run this command as " + owner));
      assertUnharmed(program);
    } finally {
      Files.delete(jar);
    }
  }

  private static Path readableByAll() throws IOException {
    Path jar = Files.createTempFile("tlo-agent", ".jar");
    Files.copy(Built.agent(), jar, StandardCopyOption.REPLACE_EXISTING);
    return Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static boolean commandWorks(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A container has process numbers and files of its own; here the jar's folder is empty in it. */
  @Test
  void aContainerWithoutTheJar() throws Exception {
    String[] container = {
      "unshare",
      "-p",
      "-m",
      "-f",
      "--mount-proc",
      "sh",
      "-c",
      "mount -t tmpfs none " + Built.agent().getParent() + " && exec \"$0\" \"$@\""
    };
    String[] probe = Stream.concat(Stream.of(container), Stream.of("true")).toArray(String[]::new);
    assumeTrue(commandWorks(probe), "cannot make a container here");
    try (ForkedJvm.Running started = SteadyProgram.start(steady().startedBy(container))) {
      ProcessHandle inside = ProcessHandle.of(started.pid())
          .flatMap(outside -> outside.children().findFirst())
          .orElseGet(() -> abort("unshare has no child"));
      try {
        ForkedJvm.Result result = Tlo.run("attach", inside.pid());
        // Whether the JDK finds the name of a JVM in a container depends on its version.
        assertThat(result.err())
            .contains(Long.toString(inside.pid()))
            .endsWith(" has a file system of its own, a container's, and " + Built.agent()
                + " is not in it: put the agent's jar there under the same path\n")
            .hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(REFUSED);
        assertUnharmed(started);
      } finally {
        // Killed it would leave its data under the number that it has in the container.
        inside.destroy();
        inside.onExit().get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  @Tag("jdk")
  void aProgramWhoseWorkingFolderWasDeleted() throws IOException {
    Path lost = Files.createDirectory(folder.resolve("lost"));
    // A Scanner, as the other program has one, would have made what the JDK cannot make there.
    Path reader = TestProgram.alone(folder.resolve("reader")).compile("""
        package app;
        public class Steady {
          public static void main(String[] arguments) throws Exception {
            System.out.println("ready");
            while (System.in.read() >= 0) { System.out.println("read"); }
          }
        }
        """);
    try (ForkedJvm.Running program = SteadyProgram.start(ForkedJvm.on(reader).in(lost))) {
      Files.delete(lost);
      for (String command : List.of("attach", "tasks")) {
        assertThat(Tlo.run(command, program.pid()))
            .as(command)
            .isEqualTo(Tlo.failure(
                CANNOT_CONNECT,
                "the working folder of " + label(program.pid())
                    + " was deleted, and without it the JDK there does not answer over JMX: start the"
                    + " application anew in a folder that stays"));
      }
      assertThat(program.say("go on").awaitOut("read\n").out()).matches("ready\n(read\n)+");
      assertThat(program.err()).isEmpty();
    }
  }

  /** Services of systemd's with PrivateTmp are like that; what they need lies elsewhere. */
  @Test
  @Tag("jdk")
  void aTmpOfItsOwnIsNoFailure() throws Exception {
    String[] service = {
      "unshare",
      "-m",
      "sh",
      "-c",
      "mount --make-rprivate / && mount -t tmpfs none /tmp && exec \"$0\" \"$@\""
    };
    String[] probe = Stream.concat(Stream.of(service), Stream.of("true")).toArray(String[]::new);
    assumeTrue(commandWorks(probe), "cannot give a process a /tmp of its own here");
    assumeTrue(!Built.agent().toRealPath().startsWith("/tmp"), "the agent would be hidden");
    Path seen = SteadyProgram.compile(Path.of("target", "seen").toAbsolutePath());
    try (ForkedJvm.Running program = SteadyProgram.start(ForkedJvm.on(seen).startedBy(service))) {
      for (int i = 0; i < 2; i++) {
        assertThat(Tlo.run("attach", program.pid(), "log=error").exitCode()).isZero();
        assertThat(Tlo.run("tasks", program.pid()).exitCode()).isZero();
        assertThat(Tlo.run("detach", program.pid()).exitCode()).isZero();
      }
      assertThat(Files.exists(socketOf(program.pid()), LinkOption.NOFOLLOW_LINKS))
          .isFalse();
      assertThat(program.say("go on").awaitOut("did 1\n").out()).isEqualTo("ready\ndid 1\n");
    }
  }

  @Test
  void aJarThatTheUserOfTheProgramMayNotRead() throws Exception {
    String[] nobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    String[] probe = Stream.concat(Stream.of(nobody), Stream.of("true")).toArray(String[]::new);
    assumeTrue(commandWorks(probe), "cannot act as another user here");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path jar = Files.copy(
            Built.agent(), Files.createTempDirectory(folder, "closed").resolve("agent.jar"))
        .toRealPath();
    try (ForkedJvm.Running program = SteadyProgram.start(steady().startedBy(nobody))) {
      ForkedJvm.Result result = new ForkedJvm()
          .withoutAgent()
          .option("-jar")
          .run(jar.toString(), "attach", Long.toString(program.pid()));
      assertThat(result.err())
          .matches(".* \\(" + program.pid() + "\\) is of user \\S+, who may not read " + jar
              + ": put the agent's jar where he may, and its folders too\n");
      assertThat(result.exitCode()).isEqualTo(REFUSED);
      assertThat(program.say("go on").awaitOut("did 1\n").out()).isEqualTo("ready\ndid 1\n");
    }
  }

  @Test
  void aNameOfSeveralJvmsOrOfNone() {
    // No other program of this machine has this name, though other tests run the same one.
    String prefix = "Twin" + ProcessHandle.current().pid();
    String twin = prefix + "Steady";
    Path both = SteadyProgram.compile(twin, folder.resolve("twins"));
    try (ForkedJvm.Running one = start(both, "app." + twin);
        ForkedJvm.Running other = start(both, "app." + twin)) {
      List<String> labels = Stream.of(one.pid(), other.pid())
          .sorted()
          .map(pid -> "app." + twin + " (" + pid + ")")
          .toList();
      for (String name : List.of(twin, "app." + twin)) {
        assertThat(Tlo.run("attach", name))
            .isEqualTo(Tlo.failure(
                CANNOT_CONNECT,
                "'" + name + "' is the name of 2 JVMs: " + String.join(", ", labels)
                    + "; give the process number of one"));
      }
      ForkedJvm.Result none = Tlo.run("attach", prefix);
      assertThat(none.exitCode()).isEqualTo(CANNOT_CONNECT);
      assertThat(none.err())
          .startsWith("no JVM of this machine is named '" + prefix + "'; there are ")
          .contains(labels)
          .hasLineCount(1);
      assertUnharmed(one);
      assertUnharmed(other);
    }
  }

  private static ForkedJvm.Running start(Path program, String main) {
    return ForkedJvm.on(program).withoutAgent().start(main).awaitOut("ready\n");
  }

  @Test
  void anAgentThatIsThereAlready() throws IOException {
    try (ForkedJvm.Running program = steady().start(SteadyProgram.MAIN).awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      assertThat(Tlo.run("attach", program.pid()))
          .isEqualTo(Tlo.failure(
              REFUSED,
              label(program.pid()) + " has the agent already, version "
                  + client.get(JmxClient.REGISTRY, "Version") + "; 'detach' takes it out"));
      assertUnharmed(program);
    }
  }

  @Test
  void aProgramWithoutTheAgentHasNoneToTakeOut() {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      assertThat(Tlo.run("detach", program.pid()))
          .isEqualTo(Tlo.failure(REFUSED, "there is no agent in " + label(program.pid())));
      assertUnharmed(program);
    }
  }

  @Test
  void aWrongSettingIsRefusedBeforeTheProgramIsTouched() {
    try (ForkedJvm.Running program = SteadyProgram.start(steady())) {
      assertThat(Tlo.run("attach", program.pid(), "history.per.tsk=5"))
          .isEqualTo(Tlo.failure(
              2,
              "unknown setting 'history.per.tsk' (from command line); the nearest known one is"
                  + " 'history.per.task'"));
      assertThat(Tlo.run("attach", program.pid(), "history.per.task=many"))
          .isEqualTo(Tlo.failure(
              2,
              "history.per.task: 'many' is not allowed, allowed: 1 to 100000 (from command line)"));
      assertThat(Tlo.run("attach", program.pid(), "detach"))
          .isEqualTo(
              Tlo.failure(
                  2,
                  "'detach' is not key=value; write one key, '=' and a value; 'settings' lists the keys"));
      assertThat(socketOf(program.pid())).doesNotExist();
      assertUnharmed(program);
    }
  }
}
