package io.tlo.trust.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the compilers of other languages make of a method: each call is one execution of one task.
 */
class LanguagesIT {

  @TempDir
  Path folder;

  /**
   * A function that is suspended is entered again for each time that it is resumed, and each
   * entry is an execution: of the three that are paused once there are six. None can be switched
   * off.
   */
  @Tag("nightly")
  @Test
  void kotlin() throws IOException {
    try (ForkedJvm.Running program =
            start(Compilers.KOTLIN, LanguageSources.KOTLIN, "app.OrdersKt");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      requireRecorded("Kotlin 2.4.21", client, """
          Named.inInterface 3
          Orders.Companion.inCompanion 3
          Orders.Companion.statically 6
          Orders.mangled-MjP1sdY 3
          Orders.overloaded 6
          Orders.paused 6
          Orders.plain 3
          Orders.suspended 6
          Orders.twice 3
          Orders.with blanks 3
          Orders.withDefault 6
          OrdersKt.extended 3
          OrdersKt.topLevel 3
          Row.inData 3
          Single.inObject 3
          Single.statically 3
          """);
      for (String suspending : new String[] {"suspended", "twice", "paused"}) {
        assertThatThrownBy(() -> client.call(JmxClient.task("Orders", suspending), "disable"))
            .hasMessageContaining("it is a Kotlin suspend function");
      }
      client.call(JmxClient.task("Orders", "plain"), "disable");
      assertThat(client.number(JmxClient.REGISTRY, "TasksEnabled"))
          .isEqualTo(client.number(JmxClient.REGISTRY, "TasksTotal") - 1);
      Figures.of(5)
          .check(
              "Kotlin, disable",
              "3 suspend functions refused as not switchable, a plain one switched off");
      assertThat(program.err()).isEmpty();
    }
  }

  /**
   * Of an object beside a class of its name there is a second method, for callers in Java, under
   * the same annotation: it calls the first one, and is no task of its own.
   */
  @Tag("nightly")
  @Test
  void scala() throws IOException {
    try (ForkedJvm.Running program = start(Compilers.SCALA, LanguageSources.SCALA, "app.start");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      requireRecorded("Scala 3.3.7", client, """
          Level.inEnum 3
          Named.inTrait 3
          Orders.curried 3
          Orders.generic 3
          Orders.lazily 3
          Orders.package..extended 3
          Orders.package..topLevel 3
          Orders.plain 3
          Orders.with$minusdash 3
          Orders.withDefault 3
          Row..inCompanion 3
          Row.inCase 3
          Single..inObject 3
          """);
      // Its library makes newer JDKs warn.
      assertThat(program.err()).doesNotContain("[tlo]").doesNotContain("io.tlo");
    }
  }

  /**
   * What Groovy makes of defaults and traits calls what was written, and is no task of its own.
   */
  @Test
  void groovy() throws IOException {
    try (ForkedJvm.Running program = start(Compilers.GROOVY, LanguageSources.GROOVY, "app.Main");
        JmxClient client = JmxClient.to(program).await(JmxClient.REGISTRY)) {
      requireRecorded("Groovy 5.0.8", client, """
          Orders.inTrait 3
          Orders.plain 3
          Orders.statically 3
          Orders.untyped 3
          Orders.with blanks 3
          Orders.withClosure 3
          Orders.withDefault 6
          Row.compiled 3
          """);
      assertThat(program.err()).isEmpty();
    }
  }

  private ForkedJvm.Running start(Compilers compiler, String source, String mainClass)
      throws IOException {
    return ForkedJvm.on(compiler.compile(source, folder))
        .option("-Xverify:all")
        .start(mainClass)
        .awaitOut("done");
  }

  private static Map<String, Long> recorded(JmxClient client) {
    Map<String, Long> recorded = new TreeMap<>();
    for (String name : client.names("tlo:type=Task,*")) {
      // Groovy's own TimerTask, which is there once its runtime has loaded it.
      if (!name.contains("group=DefaultGroovyMethods")) {
        recorded.put(
            client.get(name, "Name").toString(), client.number(name, "ExecutionsSucceeded"));
      }
    }
    return recorded;
  }

  private static String text(Map<String, Long> recorded) {
    StringBuilder text = new StringBuilder();
    recorded.forEach(
        (name, count) -> text.append(name).append(' ').append(count).append('\n'));
    return text.toString();
  }

  private static void requireRecorded(String language, JmxClient client, String expected) {
    // Tasks are published one after the other.
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(text(recorded(client))).isEqualTo(expected));
    Map<String, Long> recorded = recorded(client);
    long all = recorded.values().stream().mapToLong(Long::longValue).sum();
    assertThat(Numbers.of(client).calls()).isEqualTo(all);
    assertThat(Numbers.of(client).adviceFailures()).isZero();
    Figures.of(5)
        .check(
            language + ", compiled and run",
            "%d tasks, %d executions, each as expected".formatted(recorded.size(), all));
  }
}
