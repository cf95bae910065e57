package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.Set;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that uses the library itself, under the agent and without it. */
class OwnContextIT {

  private static final String MAIN = """
      package app;
      import io.tlo.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          TloContext context = TloContext.builder().name("mine").build();
          Service service = new Service();
          context.register(service);
          System.out.println(context.submit("Service.work", "submitted").get());
          System.out.println(service.work("called"));
          try {
            context.submit("Service.fails").get();
          } catch (ExecutionException e) {
            System.out.println(e.getCause());
          }
          Service.turned.await();
          System.out.println("open");
          System.in.read();
          context.close();
          synchronized (service) { }
          int turns = Service.turns.get();
          System.out.println("closed");
          System.in.read();
          System.out.println("records " + context.stateStore().latest("Service.work", 10).size() + " "
              + context.stateStore().latest("Service.fails", 10).size() + " "
              + context.registry().names());
          System.out.println("threads " + Service.threads);
          System.out.println("turns " + Service.turns + " after " + turns);
          System.out.println("last");
          System.in.read();
          System.exit(0);
        }
      }
      class Base {
        static final CountDownLatch turned = new CountDownLatch(5);
        static final AtomicInteger turns = new AtomicInteger();
        static final Set<String> threads = new ConcurrentSkipListSet<>();
        @Task(interval = "500ms") private synchronized void turn() {
          turns.incrementAndGet();
          Thread thread = Thread.currentThread();
          threads.add(thread.getClass().getClassLoader().getName());
          turned.countDown();
        }
      }
      class Service extends Base {
        @Task String work(String text) { return "worked " + text; }
        @Task void fails() { throw new IllegalStateException("as ever"); }
      }
      """;

  private static final String TURN = JmxClient.task("Base", "turn");
  private static final String WORK = JmxClient.task("Service", "work");
  private static final String FAILS = JmxClient.task("Service", "fails");
  private static final String BEGIN =
      "worked submitted\nworked called\njava.lang.IllegalStateException: as ever\nopen\nclosed\n";

  @TempDir
  Path folder;

  private Path classes;

  @BeforeEach
  void compile() {
    classes = TestProgram.in(folder).compile(MAIN);
  }

  @Test
  void underTheAgentNothingIsRunCountedOrPublishedTwice() throws Exception {
    try (ForkedJvm.Running program =
            ForkedJvm.on(classes, Built.core()).start("app.Main").awaitOut("open\n");
        JmxClient client = JmxClient.to(program).await(FAILS)) {
      assertThat(client.names("tlo:*"))
          .containsExactlyInAnyOrder(JmxClient.REGISTRY, TURN, WORK, FAILS);
      assertThat(client.number(WORK, "ExecutionsSucceeded")).isEqualTo(2);
      assertThat(client.number(FAILS, "ExecutionsFailed")).isOne();
      assertThat(client.get(TURN, "NextRunAt")).isNull();
      assertThat(client.number(TURN, "ExecutionsSkipped")).isZero();
      for (CompositeData each :
          (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "*", "*", 1000)) {
        assertThat(each.get("trigger")).isEqualTo("APPLICATION");
      }

      program.say("").awaitOut("closed\n");
      assertThat(client.names("tlo:*"))
          .containsExactlyInAnyOrder(JmxClient.REGISTRY, TURN, WORK, FAILS);
      program.say("").awaitOut("last\n");
      long turns = turns(program);
      assertThat(client.number(TURN, "ExecutionsSucceeded")).isEqualTo(turns);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(turns + 3);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.out())
          .startsWith(BEGIN + "records 1 1 [Service.")
          .contains("threads [app]\n")
          .contains("turns " + turns + " after ");
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void withoutTheAgentTheContextPublishesItsTasksUntilItIsClosed() throws Exception {
    try (ForkedJvm.Running program = ForkedJvm.on(classes, Built.core())
            .withoutAgent()
            .start("app.Main")
            .awaitOut("open\n");
        JmxClient client = JmxClient.to(program).await(FAILS)) {
      assertThat(client.names("tlo:*")).isEqualTo(Set.of(JmxClient.REGISTRY, TURN, WORK, FAILS));
      assertThat(client.number(WORK, "ExecutionsSucceeded")).isOne();
      assertThat(client.get(TURN, "NextRunAt")).isNotNull();
      program.say("").awaitOut("closed\n");
      assertThat(client.names("tlo:*")).isEmpty();
      program.say("").awaitOut("last\n");
      assertThat(program.out()).startsWith(BEGIN + "records 1 1 [Service.");
      assertThat(program.err()).isEmpty();
    }
  }

  private static long turns(ForkedJvm.Running program) {
    return program
        .out()
        .lines()
        .filter(line -> line.startsWith("turns "))
        .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
        .sum();
  }
}
