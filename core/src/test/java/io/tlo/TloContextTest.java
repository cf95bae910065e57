package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException.Reason;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sets properties of the JVM, and looks at all of its threads and MBeans. */
@Timeout(300)
@SuppressWarnings("UnusedMethod")
@Tag("jdk")
class TloContextTest {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  static final class Orders {
    final AtomicInteger cleaned = new AtomicInteger();
    final CountDownLatch goOn = new CountDownLatch(1);

    @Task
    public String ship(String order, int parts) {
      return order + " in " + parts;
    }

    @Task
    private void fail() {
      throw new IllegalStateException("no stock");
    }

    @Task
    int count() {
      return 7;
    }

    @Task
    void block() throws InterruptedException {
      goOn.await();
    }

    @Task
    static long total(long base) {
      return base + 1;
    }
  }

  static final class Recurring {
    final AtomicInteger ran = new AtomicInteger();

    @Task(interval = "20ms")
    void tick() {
      ran.incrementAndGet();
    }
  }

  private static TloContext.Builder quiet() {
    return TloContext.builder().set(SettingKey.JMX, "off");
  }

  private static void assertRefused(ThrowingCallable call, Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(TloException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(((TloException) e).reason()).isEqualTo(reason));
  }

  /** The server calls the listeners of whoever wants to know of new MBeans on the thread that registers one. */
  @Test
  void aListenerForNewMBeansThatBlocksDoesNotStopTheTime() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    NotificationListener listener = (notification, handback) -> {
      if (notification instanceof MBeanServerNotification news
          && news.getMBeanName().getCanonicalName().contains("TloContextTest.Recurring")) {
        blocked.countDown();
        Awaitility.await().until(() -> goOn.await(1, TimeUnit.MINUTES));
      }
    };
    SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
    try (TloContext context = TloContext.create()) {
      context.register(new Orders());
      ObjectName count = new ObjectName("tlo:type=Task,group=TloContextTest.Orders,name=count");
      Awaitility.await().until(() -> SERVER.isRegistered(count));
      context.register(new Recurring());
      assertThat(blocked.await(1, TimeUnit.MINUTES)).isTrue();

      Object answer = SERVER.invoke(
          count, "disableFor", new Object[] {"10ms"}, new String[] {String.class.getName()});

      assertThat(answer).asString().startsWith("TloContextTest.Orders.count is now disabled");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> context.isEnabled("TloContextTest.Orders.count"));
    } finally {
      goOn.countDown();
      SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
    }
  }

  private static Set<String> names(String pattern) throws Exception {
    return SERVER.queryNames(new ObjectName(pattern), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toSet());
  }

  private static void until(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }

  @Test
  void registeredObjectsMethodsAreTasks() {
    try (TloContext context = quiet().build()) {
      TloContext.Registration registration = context.register(new Orders());

      assertThat(context.registry().names())
          .containsExactlyInAnyOrder(
              "TloContextTest.Orders.ship",
              "TloContextTest.Orders.fail",
              "TloContextTest.Orders.count",
              "TloContextTest.Orders.block",
              "TloContextTest.Orders.total");
      assertThat(registration.definitions())
          .extracting(TaskDefinition::name)
          .containsExactlyElementsOf(context.registry().names());
    }
  }

  @Test
  void registeredClassGivesItsStaticTasks() {
    try (TloContext context = quiet().build()) {
      context.register(Orders.class);

      assertThat(context.registry().names()).containsExactly("TloContextTest.Orders.total");
      assertThat(context.submit("TloContextTest.Orders.total", 5L).join()).isEqualTo(6L);
    }
  }

  @Test
  void submittedTaskGivesItsResultAndLeavesARecord() {
    try (TloContext context = quiet().build()) {
      context.register(new Orders());

      assertThat(context.submit("TloContextTest.Orders.ship", "4711", 2).join())
          .isEqualTo("4711 in 2");

      assertThat(context.stateStore().latest("TloContextTest.Orders.ship", 10))
          .singleElement()
          .satisfies(done -> {
            assertThat(done.status()).isEqualTo(TaskStatus.SUCCEEDED);
            assertThat(done.result()).isEqualTo("4711 in 2");
            assertThat(done.trigger()).isEqualTo(TaskTrigger.APPLICATION);
          });
    }
  }

  @Test
  void submittedTaskThatFailsGivesWhatItThrew() {
    try (TloContext context = quiet().build()) {
      context.register(new Orders());
      CompletableFuture<@Nullable Object> failed = context.submit("TloContextTest.Orders.fail");

      assertThatThrownBy(failed::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no stock");
      assertThat(context.stateStore().latest(1)).singleElement().matches(TaskStateRecord::failed);
    }
  }

  @Test
  void unknownTaskIsRefused() {
    try (TloContext context = quiet().name("shop").build()) {
      assertRefused(
          () -> context.submit("No.such"),
          Reason.UNKNOWN_TASK,
          "no task 'No.such' is registered in context 'shop'; register it first");
      assertRefused(
          () -> context.setEnabled("No.such", false),
          Reason.UNKNOWN_TASK,
          "no task 'No.such' is registered in context 'shop'; register it first");
    }
  }

  @Test
  void argumentsThatDoNotFitAreRefused() {
    try (TloContext context = quiet().build()) {
      context.register(new Orders());
      String name = "TloContextTest.Orders.ship";
      String start = "task '" + name + "' cannot be run: ";

      assertRefused(
          () -> context.submit(name, "4711"),
          Reason.NOT_RUNNABLE,
          start + "it takes 2 arguments and got 1");
      assertRefused(
          () -> context.submit(name, "4711", "two"),
          Reason.NOT_RUNNABLE,
          start + "argument 2 must be a int and is a java.lang.String");
      assertRefused(
          () -> context.submit(name, "4711", null),
          Reason.NOT_RUNNABLE,
          start + "argument 2 must be a int and is null");
      assertThat(context.submit(name, null, 2).join()).isEqualTo("null in 2");
      assertThat(context.stateStore().count()).isEqualTo(1);
    }
  }

  @Test
  void disabledTaskIsSkippedAndGivesWhatItsTypeAsksFor() {
    try (TloContext context = quiet().build()) {
      context.register(new Orders());
      assertThat(context.setEnabled("TloContextTest.Orders.count", false)).isTrue();
      assertThat(context.setEnabled("TloContextTest.Orders.count", false)).isFalse();
      assertThat(context.isEnabled("TloContextTest.Orders.count")).isFalse();

      assertThat(context.submit("TloContextTest.Orders.count").join()).isEqualTo(0);

      assertThat(context.stateStore().latest(1))
          .singleElement()
          .satisfies(skipped -> assertThat(skipped.status()).isEqualTo(TaskStatus.SKIPPED));
      context.setEnabled("TloContextTest.Orders.count", true);
      assertThat(context.submit("TloContextTest.Orders.count").join()).isEqualTo(7);
    }
  }

  @Test
  void takenNameLeavesNothingHalfRegistered() {
    try (TloContext context = quiet().build()) {
      TloContext.Registration statics = context.register(Orders.class);

      assertThatThrownBy(() -> context.register(new Orders()))
          .isInstanceOf(TloException.class)
          .hasMessageStartingWith("task 'TloContextTest.Orders.total': already registered for ");

      assertThat(context.registry().names()).containsExactly("TloContextTest.Orders.total");
      statics.close();
      context.register(new Orders());
      assertThat(context.registry().names()).hasSize(5);
    }
  }

  @Test
  void closedRegistrationTakesItsTasksAway() {
    try (TloContext context = quiet().build()) {
      TloContext.Registration registration = context.register(new Orders());
      context.submit("TloContextTest.Orders.count").join();

      registration.close();
      registration.close();

      assertThat(context.registry().names()).isEmpty();
      assertThatThrownBy(() -> context.submit("TloContextTest.Orders.count"))
          .isInstanceOf(TloException.class);
      assertThat(context.stateStore().latest(10)).isEmpty();
    }
  }

  @Test
  void recurringTaskRunsAtItsIntervalUntilItsRegistrationIsClosed() {
    try (TloContext context = quiet().build()) {
      Recurring recurring = new Recurring();
      TloContext.Registration registration = context.register(recurring);
      until(() -> recurring.ran.get() >= 3);
      assertThat(context.stateStore().latest(1))
          .singleElement()
          .matches(each -> each.trigger() == TaskTrigger.SCHEDULE);

      registration.close();

      assertThat(context.registry().names()).isEmpty();
      Recurring other = new Recurring();
      context.register(other);
      int then = recurring.ran.get();
      until(() -> other.ran.get() >= 3);
      assertThat(recurring.ran.get()).isLessThanOrEqualTo(then + 1);
    }
  }

  @Test
  void intervalsThatAreOffGiveNoTurns() {
    try (TloContext off = quiet().set(SettingKey.INTERVALS, "off").build();
        TloContext on = quiet().build()) {
      Recurring resting = new Recurring();
      Recurring ticking = new Recurring();
      off.register(resting);
      on.register(ticking);

      until(() -> ticking.ran.get() >= 5);

      assertThat(resting.ran).hasValue(0);
      off.submit("TloContextTest.Recurring.tick").join();
      assertThat(resting.ran).hasValue(1);
    }
  }

  @Test
  void closedContextRefusesAndCancelsWhatWaits() throws Exception {
    Orders orders = new Orders();
    TloContext context = quiet().name("shop").build();
    context.register(orders);
    CompletableFuture<@Nullable Object> running = context.submit("TloContextTest.Orders.block");
    until(() -> context.stateStore().latest(1).get(0).status() == TaskStatus.RUNNING);
    CompletableFuture<@Nullable Object> waiting = context.submit("TloContextTest.Orders.block");

    context.close();
    context.close();

    assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
    assertRefused(
        () -> context.submit("TloContextTest.Orders.count"),
        Reason.CLOSED,
        "context 'shop' is closed; create another");
    assertRefused(
        () -> context.register(new Orders()),
        Reason.CLOSED,
        "context 'shop' is closed; create another");
    orders.goOn.countDown();
    running.get(60, TimeUnit.SECONDS);
  }

  @Test
  void closedContextLeavesNoThread() {
    Set<Thread> before = ownThreads();
    TloContext context =
        TloContext.builder().stateStore(new InMemoryTaskStateStore()).build();
    context.register(new Orders());
    context.register(new Recurring());
    context.submit("TloContextTest.Orders.count").join();

    context.close();

    until(() -> before.containsAll(ownThreads()));
  }

  private static Set<Thread> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("tlo-"))
        .collect(Collectors.toSet());
  }

  @Test
  void knownNamesFromTheEnvironmentWork() {
    System.setProperty("tlo.task.registry", "InMemoryTaskRegistry");
    System.setProperty("tlo.task.state.store", "InMemoryTaskStateStore");
    try (TloContext context = quiet().build()) {
      assertThat(context.registry()).isInstanceOf(InMemoryTaskRegistry.class);
      assertThat(context.stateStore()).isInstanceOf(InMemoryTaskStateStore.class);
    } finally {
      System.clearProperty("tlo.task.registry");
      System.clearProperty("tlo.task.state.store");
    }
  }

  @Test
  void settingsOfTheContextComeBeforeThoseOfTheProcess() {
    System.setProperty("tlo.history.per.task", "3");
    try (TloContext context = quiet().set(SettingKey.HISTORY_PER_TASK, "2").build()) {
      context.register(new Orders());
      for (int i = 0; i < 5; i++) {
        context.submit("TloContextTest.Orders.count").join();
      }

      assertThat(context.settings().value(SettingKey.HISTORY_PER_TASK).origin())
          .isEqualTo("builder");
      assertThat(context.stateStore().latest(10)).hasSize(2);
    } finally {
      System.clearProperty("tlo.history.per.task");
    }
  }

  @Test
  void badSettingIsRefused() {
    assertRefused(
        () -> quiet().set(SettingKey.WORKER_THREADS, "0").build(),
        Reason.INVALID_SETTING,
        "worker.threads: '0' is not allowed, allowed: 1 to 64 (from builder)");
    assertRefused(
        () -> quiet().set(SettingKey.TASK_REGISTRY, "com.acme.Missing").build(),
        Reason.INVALID_SETTING,
        "task.registry: class 'com.acme.Missing' (from builder) is not found; use"
            + " InMemoryTaskRegistry, or put the class on the class path or into a jar named in"
            + " extensions");
  }

  @Test
  void unknownSettingOfTheProcessIsToldToTheProgramsLog() {
    NotingLoggerFinder.TOLD.clear();
    System.setProperty("tlo.worker.treads", "5");
    try (TloContext context = quiet().build()) {
      assertThat(context.settings().number(SettingKey.WORKER_THREADS)).isEqualTo(2);
      assertThat(NotingLoggerFinder.TOLD)
          .containsExactly("WARNING unknown setting 'worker.treads' (from system property"
              + " tlo.worker.treads); the nearest known one is 'worker.threads'");
    } finally {
      System.clearProperty("tlo.worker.treads");
    }
  }

  @Test
  void ownRegistryAndStoreReceiveEverything() {
    InMemoryTaskRegistry registry = new InMemoryTaskRegistry();
    InMemoryTaskStateStore store = new InMemoryTaskStateStore();
    TloContext context = quiet().registry(registry).stateStore(store).build();
    context.register(new Orders());
    context.submit("TloContextTest.Orders.count").join();
    context.setEnabled("TloContextTest.Orders.count", false);
    context.submit("TloContextTest.Orders.count").join();

    context.close();

    assertThat(context.registry()).isSameAs(registry);
    assertThat(context.stateStore()).isSameAs(store);
    assertThat(registry.names()).hasSize(5);
    assertThat(store.latest(10))
        .extracting(TaskStateRecord::status)
        .containsExactly(TaskStatus.SKIPPED, TaskStatus.SUCCEEDED);
  }

  @Test
  void mbeansAppearAndGo() throws Exception {
    String name = "tlo:type=Task,group=TloContextTest.Orders,name=count";
    try (TloContext context = TloContext.create()) {
      assertThat(names("tlo:type=Registry,*")).containsExactly("tlo:type=Registry");
      TloContext.Registration registration = context.register(new Orders());
      until(() -> names("tlo:type=Task,*").size() == 5);
      assertThat(names("tlo:type=Task,*")).contains(name);
      context.submit("TloContextTest.Orders.count").join();
      until(
          () -> SERVER.getAttribute(new ObjectName(name), "ExecutionsSucceeded").equals(1L));

      registration.close();
      until(() -> names("tlo:type=Task,*").isEmpty());
      context.register(new Orders());
      until(() -> names("tlo:type=Task,*").size() == 5);
    }

    assertThat(names("tlo:*")).isEmpty();
  }

  @Test
  void contextThatClosesWhileTasksComeLeavesNoMBean() throws Exception {
    for (int i = 0; i < 30; i++) {
      TloContext context = TloContext.create();
      context.register(new Orders());
      context.register(new Recurring());
      context.close();
    }

    assertThat(names("tlo:*")).isEmpty();
  }

  @Test
  void twoContextsInOneProcessAreToldApart() throws Exception {
    try (TloContext first = TloContext.builder().name("first").build();
        TloContext second = TloContext.builder().name("second").build();
        TloContext third = TloContext.builder().name("second").build()) {
      first.register(Orders.class);
      until(() -> names("tlo:type=Task,*").size() == 1);
      second.register(Orders.class);
      until(() -> names("tlo:type=Task,*").size() == 2);
      assertThat(names("tlo:type=Registry,*"))
          .containsExactlyInAnyOrder(
              "tlo:type=Registry",
              "tlo:type=Registry,context=second",
              "tlo:type=Registry,context=second-2");
      assertThat(names("tlo:type=Task,*"))
          .containsExactlyInAnyOrder(
              "tlo:type=Task,group=TloContextTest.Orders,name=total",
              "tlo:type=Task,group=TloContextTest.Orders,name=total#2");

      first.submit("TloContextTest.Orders.total", 1L).join();
      second.setEnabled("TloContextTest.Orders.total", false);

      assertThat(first.isEnabled("TloContextTest.Orders.total")).isTrue();
      assertThat(second.stateStore().count()).isZero();
      assertThat(third.registry().names()).isEmpty();
    }

    assertThat(names("tlo:*")).isEmpty();
  }
}
