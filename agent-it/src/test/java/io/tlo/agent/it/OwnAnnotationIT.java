package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own annotations as the mark of a task, with no class of TLO on its class path. */
class OwnAnnotationIT {

  private static final String ANNOTATIONS = """
      package com.acme;
      import java.lang.annotation.*;
      @Retention(RetentionPolicy.CLASS)
      public @interface Job {
        String name() default "";
        String description() default "";
        boolean enabled() default true;
        long interval() default 0;
        Class<?> type() default Object.class;
        String[] extra() default {};
        int[] numbers() default {};
        RetentionPolicy policy() default RetentionPolicy.CLASS;
      }
      """;

  private static final String RUNTIME = """
      package com.acme;
      import java.lang.annotation.*;
      @Retention(RetentionPolicy.RUNTIME)
      public @interface Chore { int name() default 1; String interval() default ""; }
      """;

  private static final String MAIN = """
      package app;
      import com.acme.*;
      import java.lang.annotation.*;
      public class Main {
        static int ran;
        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          main.plain();
          main.described();
          main.chore();
          main.both();
          main.off();
          main.never();
          System.out.println("ran " + ran);
          System.out.println("annotations " + Main.class.getDeclaredMethod("chore").getAnnotations().length);
          System.out.println("ready");
          System.in.read();
        }
        @Job void plain() { ran++; }
        @Job(name = "nightly clean-up", description = "cleans", type = String.class, extra = {"team=night"},
            numbers = {1, 2}, policy = RetentionPolicy.SOURCE, interval = 10)
        private void described() { ran++; }
        @Chore(name = 3, interval = "10ms") static void chore() { ran++; }
        @Job(name = "of the job") @Chore void both() { ran++; }
        @Job(enabled = false) void off() { ran++; }
        @Deprecated void never() { ran++; }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void annotationsOfTheApplicationMakeTasksWithoutAnyClassOfTlo() throws Exception {
    Path classes = TestProgram.alone(folder).compile(ANNOTATIONS, RUNTIME, MAIN);
    assertTasks(classes, 1);
  }

  @Test
  void theClassesOfTheAnnotationsNeedNotBeThere() throws Exception {
    Path classes = TestProgram.alone(folder).compile(ANNOTATIONS, RUNTIME, MAIN);
    Files.delete(classes.resolve("com/acme/Job.class"));
    Files.delete(classes.resolve("com/acme/Chore.class"));
    assertTasks(classes, 0);
  }

  @Test
  void ofSeveralAnnotationsOnAMethodTlosOwnIsTheOneThatCounts() throws Exception {
    Path classes = TestProgram.in(folder).compile(ANNOTATIONS, RUNTIME, """
            package app;
            import com.acme.*;
            import io.tlo.Task;
            public class Main {
              public static void main(String[] arguments) throws Exception {
                new Main().both();
                System.out.println("ready");
                System.in.read();
              }
              @Chore @Job(name = "job") @Task(name = "task", interval = "1h", enabled = false) void both() {}
            }
            """);
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .agent("log=error,task.annotations=com.acme.Job;com.acme.Chore")
            .start("app.Main")
            .awaitOut("ready");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "task"))) {
      assertThat(client.names("tlo:type=Task,*")).hasSize(1);
      String task = JmxClient.task("Main", "task");
      assertThat(client.get(task, "Source")).isEqualTo("io.tlo.Task");
      assertThat(client.get(task, "Schedule")).isEqualTo("every 1 h");
      assertThat(client.number(task, "ExecutionsSkipped")).isOne();
    }
  }

  private static void assertTasks(Path classes, int visible) throws Exception {
    try (ForkedJvm.Running program = ForkedJvm.on(classes)
            .agent("log=error,task.annotations=com.acme.Job;com.acme.Chore")
            .start("app.Main")
            .awaitOut("ready\n");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "off"))) {
      Map<String, String> tasks = new TreeMap<>();
      for (CompositeData each : (CompositeData[]) client.get(JmxClient.REGISTRY, "Tasks")) {
        String name = (String) each.get("objectName");
        tasks.put(
            (String) each.get("name"),
            each.get("source") + " " + client.get(name, "Description") + " "
                + client.get(name, "Extra") + " " + each.get("schedule") + " "
                + each.get("succeeded"));
      }
      assertThat(tasks)
          .isEqualTo(Map.of(
              "Main.plain", "com.acme.Job null null null 1",
              "Main.nightly clean-up", "com.acme.Job cleans team=night null 1",
              "Main.chore", "com.acme.Chore null null null 1",
              "Main.of the job", "com.acme.Job null null null 1",
              "Main.off", "com.acme.Job null null null 1"));
      assertThat(program.out()).isEqualTo("ran 6\nannotations " + visible + "\nready\n");
      assertThat(program.err()).isEmpty();
    }
  }
}
