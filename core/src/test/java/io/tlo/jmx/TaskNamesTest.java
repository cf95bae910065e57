package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import io.tlo.registry.TaskDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.management.DynamicMBean;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("jdk")
class TaskNamesTest {

  private static String task(String group, String name, int attempt) {
    return TaskNames.task(TaskDefinition.builder(group, name, "m").build(), attempt)
        .toString();
  }

  @Test
  void keysComeInTheOrderTypeGroupName() {
    assertThat(task("OrderService", "cleanup", 1))
        .isEqualTo("tlo:type=Task,group=OrderService,name=cleanup");
    assertThat(TaskNames.registry(null)).hasToString("tlo:type=Registry");
    assertThat(TaskNames.registry("shop, two")).hasToString("tlo:type=Registry,context=shop; two");
  }

  @Test
  void laterOneOfTheSameNameHasASuffix() {
    assertThat(task("OrderService", "cleanup", 2))
        .isEqualTo("tlo:type=Task,group=OrderService,name=cleanup#2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cleanup(String,int)|cleanup(String;int)",
        "a=b:c\"d*e?f|a_b_c_d_e_f",
        "nightly clean-up|nightly clean-up",
        "<html>x|_html>x",
        "<HTML><b>|_HTML><b>",
        "тло|тло",
        "back\\slash|back\\slash"
      })
  void whatWouldNeedQuotesIsReplaced(String text, String expected) {
    assertThat(TaskNames.value(text)).isEqualTo(expected);
  }

  @Test
  void controlCharactersAreReplaced() {
    assertThat(TaskNames.value("a\nb\rc\td\0e")).isEqualTo("a_b_c_d_e");
  }

  @Test
  void anyNameCanBeRegisteredReadAndRemoved() throws Exception {
    Random random = new Random(20261123);
    String signs = "abcXYZ019 ,=:\"*?\n\r\t\0<>html()[]{}#;'\\/.$%&|~^`!@+-_äжあ\u202e\u2028\ufeff";
    Set<String> used = new HashSet<>();
    try (Published published = new Published()) {
      for (int i = 0; i < 2_000; i++) {
        StringBuilder name = new StringBuilder(i % 50 == 0 ? "<html" : "");
        int length = 1 + random.nextInt(20);
        for (int k = 0; k < length; k++) {
          name.append(
              random.nextInt(20) == 0
                  ? (char) random.nextInt(0x10000)
                  : signs.charAt(random.nextInt(signs.length())));
        }
        if (used.add(name.toString())) {
          check(published, name.toString());
        }
      }
      assertThat(published.bench.faults).isEmpty();
      assertThat(published.names()).containsExactly(Published.REGISTRY);
    }
  }

  private static void check(Published published, String name) throws Exception {
    LiveTask task = published.task("Group", name, none -> null);
    List<ObjectName> names = published.names();
    assertThat(names).as(name).hasSize(2);
    ObjectName own = names.get(0).equals(Published.REGISTRY) ? names.get(1) : names.get(0);
    assertThat(own.isPattern()).as(name).isFalse();
    assertThat(own.getKeyProperty("name"))
        .as(name)
        .doesNotStartWith("\"")
        .doesNotStartWith("<html");
    assertThat(own.getKeyProperty("group")).isEqualTo("Group");
    assertThat(published.get(own, "ExecutionsFailed")).isEqualTo(0L);
    assertThat((String) published.get(own, "Name")).startsWith("Group.");
    published.publisher.unpublish(task);
    published.bench.table.remove(task);
    assertThat(published.names()).as(name).hasSize(1);
  }

  /** An MBean of somebody else's. */
  public interface ForeignMBean {
    int getAnswer();
  }

  private static DynamicMBean foreign() {
    return new StandardMBean((ForeignMBean) () -> 42, ForeignMBean.class, false);
  }

  @Test
  void mbeanOfSomebodyElsesIsLeftAlone() throws Exception {
    ObjectName first = Published.name("tlo:type=Task,group=Orders,name=ship");
    ObjectName second = Published.name("tlo:type=Task,group=Orders,name=ship#2");
    ObjectName third = Published.name("tlo:type=Task,group=Orders,name=ship#3");
    try (Published published = new Published()) {
      published.server.registerMBean(foreign(), first);
      published.server.registerMBean(foreign(), second);

      LiveTask ship = published.task("Orders", "ship", none -> null);

      assertThat(published.get(first, "Answer")).isEqualTo(42);
      assertThat(published.get(third, "Name")).isEqualTo("Orders.ship");
      assertThat(published.rows(Published.REGISTRY, "Tasks")[0].get("objectName"))
          .isEqualTo(third.toString());
      published.publisher.unpublish(ship);
      assertThat(published.names()).containsExactlyInAnyOrder(first, second, Published.REGISTRY);
      published.publisher.close();
      assertThat(published.names()).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  void registryOfSomebodyElsesIsLeftAlone() throws Exception {
    javax.management.MBeanServer server = javax.management.MBeanServerFactory.newMBeanServer();
    server.registerMBean(foreign(), Published.REGISTRY);
    try (Published other = new Published()) {
      MBeanPublisher publisher = new MBeanPublisher(
          server,
          new MBeanPublisher.Parts(
              other.bench.table,
              other.bench.records,
              other.bench.recorder,
              other.bench.steering,
              other.bench.intervals,
              other.bench.clock,
              other.bench.watch,
              io.tlo.TloSettings.load(),
              "1",
              false),
          other.bench);

      publisher.publishRegistry("shop");

      assertThat(server.getAttribute(Published.REGISTRY, "Answer")).isEqualTo(42);
      assertThat(server.isRegistered(Published.name("tlo:type=Registry,context=shop")))
          .isTrue();
      publisher.close();
      assertThat(server.isRegistered(Published.REGISTRY)).isTrue();
      assertThat(server.isRegistered(Published.name("tlo:type=Registry,context=shop")))
          .isFalse();
    }
  }
}
