package io.tlo.trust.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The body of a task sees itself, its callers, its line numbers and its variables as without the
 * agent.
 */
@Tag("jdk")
class CallerIT {

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          new Main().looks(List.of("a", "b"));
          try {
            new Main().fails(3);
          } catch (IllegalStateException e) {
            show("thrown", e.getStackTrace());
            show("cause", e.getCause().getStackTrace());
          }
          // In no order that the JVM would promise.
          Arrays.stream(Main.class.getDeclaredMethods())
              .map(method -> method.toGenericString() + " " + Arrays.toString(method.getParameters()))
              .sorted()
              .forEach(System.out::println);
          System.out.println(Arrays.toString(Main.class.getDeclaredFields()) + Arrays.toString(Main.class.getInterfaces())
              + Arrays.toString(Main.class.getDeclaredConstructors()));
        }
        @Task int looks(List<String> texts) throws Exception {
          StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
          System.out.println("caller " + walker.getCallerClass());
          walker.forEach(frame -> System.out.println("frame " + frame.getMethodName() + ":" + frame.getLineNumber()));
          System.out.println("by name " + Class.forName("app.Main").getClassLoader().getName());
          System.out.println("lookup " + java.lang.invoke.MethodHandles.lookup().lookupClass());
          System.out.println("module " + ResourceBundle.getBundle("app.Texts").getString("key"));
          show("here", new Throwable().getStackTrace());
          int sum = 0;
          for (String text : texts) {
            sum += text.length();
          }
          return sum;
        }
        @Task void fails(int depth) {
          if (depth == 0) {
            throw new IllegalStateException(new Exception("cause"));
          }
          fails(depth - 1);
        }
        static void show(String what, StackTraceElement[] frames) {
          for (StackTraceElement each : frames) System.out.println(what + " " + each);
        }
        public static class Texts extends ListResourceBundle {
          @Override protected Object[][] getContents() { return new Object[][] {{"key", "found"}}; }
        }
      }
      """;

  private static final String TEXTS = """
      package app;
      public class Texts extends Main.Texts {}
      """;

  private static final String DELEGATING_AGENT = """
      package control;
      import net.bytebuddy.implementation.MethodDelegation;
      import net.bytebuddy.implementation.bind.annotation.*;
      import net.bytebuddy.matcher.ElementMatchers;
      public class Agent {
        public static void premain(String arguments, java.lang.instrument.Instrumentation instrumentation) {
          new net.bytebuddy.agent.builder.AgentBuilder.Default()
              .type(ElementMatchers.named("app.Main"))
              .transform((builder, type, loader, module, domain) -> builder
                  .method(ElementMatchers.named("looks").or(ElementMatchers.named("fails")))
                  .intercept(MethodDelegation.to(Agent.class)))
              .installOn(instrumentation);
        }
        @RuntimeType public static Object around(@SuperCall java.util.concurrent.Callable<?> body) throws Exception {
          return body.call();
        }
      }
      """;

  @TempDir
  Path folder;

  private ForkedJvm.Result plain;

  private ForkedJvm program() {
    return ForkedJvm.on(folder.resolve("app"), Built.core());
  }

  @BeforeEach
  void runWithoutAgent() {
    TestProgram.in(folder.resolve("app")).compile(MAIN, TEXTS);
    plain = program().withoutAgent().run("app.Main");
    assertThat(plain.exitCode()).isZero();
    assertThat(plain.out()).contains("caller class app.Main", "module found", "thrown app.");
  }

  @Test
  void framesLinesCallersAndMembersAreThoseOfTheSource() {
    ForkedJvm.Result watched = program().run("app.Main");
    assertThat(watched).isEqualTo(plain);
    Figures.of(17)
        .check(
            "what a task's body sees of its stack, lines, caller and class, in lines printed",
            watched.out().lines().count() + " equal");
  }

  @Test
  void anAgentThatMovesTheBodyElsewhereIsSeen() {
    Path agent = ControlAgent.in(folder, "control.Agent").usingByteBuddy().jar(DELEGATING_AGENT);
    ForkedJvm.Result moved = program().agentAt(agent.toString(), "").run("app.Main");
    assertThat(moved.out()).isNotEqualTo(plain.out());
    long other = moved.out().lines().filter(line -> !plain.out().contains(line)).count();
    assertThat(other).isPositive();
    Figures.of(17)
        .control("an agent that calls the body from a method of its own", other + " lines differ");
  }
}
