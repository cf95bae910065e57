package io.tlo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every task registry must do; extend it and return an empty registry of your own. */
public abstract class TaskRegistryContract {

  private TaskRegistry registry;

  /** For the test class of one registry. */
  protected TaskRegistryContract() {}

  /** Returns a new, empty registry. */
  protected abstract TaskRegistry empty();

  @BeforeEach
  final void makeRegistry() {
    registry = empty();
  }

  private static TaskDefinition definition(String group, String name) {
    return TaskDefinition.builder(group, name, "com.acme." + group + "." + name + "()")
        .build();
  }

  private static TloException.Reason reason(Throwable thrown) {
    return ((TloException) thrown).reason();
  }

  @Test
  final void newRegistryIsEmpty() {
    assertThat(registry.list()).isEmpty();
    assertThat(registry.names()).isEmpty();
  }

  @Test
  final void registeredDefinitionIsFoundByItsName() {
    TaskDefinition ship = definition("Orders", "ship");

    registry.register(ship);

    assertThat(registry.find("Orders.ship")).contains(ship);
    assertThat(registry.contains("Orders.ship")).isTrue();
  }

  @Test
  final void unknownNameIsNotFound() {
    registry.register(definition("Orders", "ship"));

    assertThat(registry.find("Orders.bill")).isEmpty();
    assertThat(registry.contains("Orders.bill")).isFalse();
    assertThat(registry.contains("orders.ship")).isFalse();
  }

  @Test
  final void definitionsAreListedInTheOrderTheyWereRegistered() {
    registry.register(definition("C", "c"));
    registry.register(definition("A", "a"));
    registry.register(definition("B", "b"));

    assertThat(registry.names()).containsExactly("C.c", "A.a", "B.b");
    assertThat(registry.list())
        .extracting(TaskDefinition::name)
        .containsExactly("C.c", "A.a", "B.b");
  }

  @Test
  final void takenNameIsRefusedWithBothMethodsNamed() {
    registry.register(
        TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build());
    TaskDefinition second =
        TaskDefinition.builder("Orders", "ship", "org.other.Orders.ship()").build();

    assertThatThrownBy(() -> registry.register(second))
        .isInstanceOf(TloException.class)
        .hasMessageContaining("Orders.ship")
        .hasMessageContaining("com.acme.Orders.ship()")
        .hasMessageContaining("org.other.Orders.ship()")
        .satisfies(e -> assertThat(reason(e)).isEqualTo(TloException.Reason.DUPLICATE_TASK));
  }

  @Test
  final void refusedDefinitionLeavesTheFirstOneInPlace() {
    TaskDefinition first = definition("Orders", "ship");
    registry.register(first);

    assertThatThrownBy(() -> registry.register(
            TaskDefinition.builder("Orders", "ship", "other.Orders.ship()").build()))
        .isInstanceOf(TloException.class);

    assertThat(registry.list()).containsExactly(first);
  }

  @Test
  final void removedDefinitionIsGone() {
    registry.register(definition("Orders", "ship"));

    assertThat(registry.remove("Orders.ship")).isTrue();

    assertThat(registry.contains("Orders.ship")).isFalse();
    assertThat(registry.list()).isEmpty();
    assertThat(registry.remove("Orders.ship")).isFalse();
  }

  @Test
  final void nameOfARemovedDefinitionIsFreeAndComesLast() {
    registry.register(definition("A", "a"));
    registry.register(definition("B", "b"));
    registry.remove("A.a");

    registry.register(definition("A", "a"));

    assertThat(registry.names()).containsExactly("B.b", "A.a");
  }

  @Test
  final void listThatWasHandedOutDoesNotChange() {
    registry.register(definition("A", "a"));
    List<TaskDefinition> list = registry.list();
    List<String> names = registry.names();

    registry.register(definition("B", "b"));

    assertThat(list).hasSize(1);
    assertThat(names).containsExactly("A.a");
  }

  @Test
  final void manyThreadsLoseNoDefinition() throws Exception {
    int threads = 8;
    int each = 250;

    atOnce(threads, thread -> {
      for (int i = 0; i < each; i++) {
        registry.register(definition("T" + thread, "t" + i));
      }
      return each;
    });

    assertThat(registry.list()).hasSize(threads * each);
    assertThat(registry.names()).doesNotHaveDuplicates().hasSize(threads * each);
  }

  @Test
  final void ofManyThreadsThatWantOneNameExactlyOneGetsIt() throws Exception {
    int threads = 8;
    int names = 200;

    List<Integer> won = atOnce(threads, thread -> {
      int registered = 0;
      for (int i = 0; i < names; i++) {
        try {
          registry.register(TaskDefinition.builder("Same", "t" + i, "com.acme.T" + thread + ".t()")
              .build());
          registered++;
        } catch (TloException e) {
          assertThat(e.reason()).isEqualTo(TloException.Reason.DUPLICATE_TASK);
        }
      }
      return registered;
    });

    assertThat(won.stream().mapToInt(Integer::intValue).sum()).isEqualTo(names);
    assertThat(registry.list()).hasSize(names);
  }

  private interface Work {
    int run(int thread) throws Exception;
  }

  private static List<Integer> atOnce(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Callable<Integer>> calls = new ArrayList<>();
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        calls.add(() -> {
          start.await();
          return work.run(thread);
        });
      }
      calls.forEach(call -> running.add(pool.submit(call)));
      start.countDown();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> each : running) {
        results.add(each.get(300, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
