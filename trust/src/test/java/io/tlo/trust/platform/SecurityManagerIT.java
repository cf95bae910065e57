package io.tlo.trust.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import io.tlo.trust.StoreSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * A security manager bounds all code on the stack, the agent's too: it works with all permissions
 * or withdraws.
 */
@Tag("jdk")
@EnabledForJreRange(max = JRE.JAVA_23)
class SecurityManagerIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        static int calls;
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 5; i++) work();
          System.out.println(calls + " calls");
          System.exit(0);
        }
        @Task(interval = "1h") static void work() { calls++; }
      }
      """;

  private static final String STORE = StoreSource.of("app", "public class Store", """
      public void create(TaskStateRecord record) {}
      public void update(TaskStateRecord record) { System.err.println(record.taskName() + " " + record.status()); }
      """);

  /** Of the kind that only keeps a program from ending, with a policy that nobody asks. */
  private static final String PERMISSIVE = """
      package app;
      public class Permissive extends SecurityManager {
        @Override public void checkPermission(java.security.Permission permission) {}
        @Override public void checkPermission(java.security.Permission permission, Object context) {}
      }
      """;

  private static final String EXIT = "permission java.lang.RuntimePermission \"exitVM.*\";";

  private static final String WITHDRAWN =
      "[tlo] the agent could not start and does nothing: a security manager is set that does not grant all permissions"
          + " to all code, as TLO needs it: let its policy grant them, or leave -Djava.security.manager out";

  @TempDir
  Path folder;

  private ForkedJvm programUnder(String policy) throws IOException {
    Path file = Files.writeString(folder.resolve("policy"), policy);
    Path classes = TestProgram.in(folder.resolve("app")).compile(MAIN, STORE, PERMISSIVE);
    return ForkedJvm.on(classes, Built.core())
        .option("-Djava.security.manager", "-Djava.security.policy==" + file);
  }

  @Test
  void underAPolicyThatGrantsAllItRecords() throws IOException {
    ForkedJvm.Result result = programUnder("grant { permission java.security.AllPermission; };")
        .agent("log=error,task.state.store=app.Store")
        .run("app.Main");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("5 calls\n");
    assertThat(ownLines(result)).containsOnly("Main.work SUCCEEDED").hasSize(5);
    Figures.of(17)
        .check(
            "security manager whose policy grants all, 5 executions",
            ownLines(result).size() + " recorded");
  }

  @Test
  void underAManagerThatForbidsNothingItRecordsWhateverThePolicySays() throws IOException {
    ForkedJvm.Result result = programUnder("")
        .option("-Djava.security.manager=app.Permissive")
        .agent("log=error,task.state.store=app.Store")
        .run("app.Main");

    assertThat(result.out()).isEqualTo("5 calls\n");
    assertThat(ownLines(result)).containsOnly("Main.work SUCCEEDED").hasSize(5);
    Figures.of(17)
        .check(
            "security manager that forbids nothing, 5 executions",
            ownLines(result).size() + " recorded");
  }

  @Test
  void underAnyOtherPolicyItWithdrawsWithOneLine() throws IOException {
    String own = "grant codeBase \"" + Built.agent().toUri()
        + "\" { permission java.security.AllPermission; };";
    for (String policy : List.of("grant { " + EXIT + " };", own + "\ngrant { " + EXIT + " };")) {
      ForkedJvm.Result result = programUnder(policy).agent("log=info").run("app.Main");
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).isEqualTo("5 calls\n");
      assertThat(ownLines(result)).containsExactly(WITHDRAWN);
    }
    Figures.of(17)
        .check(
            "security managers with less, also where the agent's jar has all",
            "application as before, one line: the agent withdraws");
  }

  @Test
  void anAgentThatTakesItsPermissionsForGrantedEndsTheJvm() throws IOException {
    Path agent = ControlAgent.doing("ClassLoader.getPlatformClassLoader();", folder);
    ForkedJvm.Result result =
        programUnder("grant { " + EXIT + " };").agentAt(agent.toString(), "").run("app.Main");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.out()).doesNotContain("calls");
    Figures.of(17)
        .control(
            "an agent that asks for a class loader in premain",
            "the application does not start, exit code " + result.exitCode());
  }

  /** Without what the JVM says of the security manager itself. */
  private static List<String> ownLines(ForkedJvm.Result result) {
    return result.err().lines().filter(line -> !line.startsWith("WARNING: ")).toList();
  }
}
