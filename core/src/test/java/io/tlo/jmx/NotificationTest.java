package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class NotificationTest {

  private static final ObjectName SHIP = Published.name("tlo:type=Task,group=Orders,name=ship");

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Published published = new Published();
  private final LiveTask ship = published.task("Orders", "ship", none -> null);
  private final BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    published.close();
  }

  private void listen(ObjectName name) throws Exception {
    published.server.addNotificationListener(
        name,
        (notification, handback) -> {
          threads.add(Thread.currentThread());
          received.add(notification);
        },
        null,
        null);
  }

  private Notification next() throws InterruptedException {
    return Objects.requireNonNull(received.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void failureIsToldByTheTaskWithItsRecord() throws Exception {
    listen(SHIP);

    published.bench.fail(ship, new IllegalStateException("no stock"));

    Notification told = next();
    assertThat(told.getType()).isEqualTo("tlo.task.failed");
    assertThat(told.getSource()).isEqualTo(SHIP);
    assertThat(told.getMessage())
        .isEqualTo("IllegalStateException: no stock (Orders.ship, record 1)");
    CompositeData row = (CompositeData) told.getUserData();
    assertThat(row.get("id")).isEqualTo(1L);
    assertThat(row.get("status")).isEqualTo("Failed");
    assertThat(row.get("failure")).isEqualTo("IllegalStateException: no stock");
  }

  @Test
  void failureIsToldAsShortAsTheAttributesShowIt() throws Exception {
    listen(SHIP);
    listen(Published.REGISTRY);
    String text = "customer 4711 could not be debited by the bank, which asks for the iban";

    published.bench.fail(ship, new IllegalStateException(text, new Error("a cause")));

    String shown = (String) published.get(SHIP, "LastFailure");
    assertThat(shown).hasSize(56);
    for (Notification told : List.of(next(), next())) {
      assertThat(told.getMessage()).isEqualTo(shown + " (Orders.ship, record 1)");
      assertThat(told.getUserData()).isEqualTo(published.rows(SHIP, "RecentRecords")[0]);
    }
  }

  @Test
  void failuresThatAreToldTogetherAreAsShort() throws Exception {
    listen(SHIP);
    for (int i = 0; i < 11; i++) {
      published.bench.fail(ship, new IllegalStateException("x".repeat(100)));
    }
    messages(10);

    secondPasses();

    Notification together = next();
    assertThat(together.getMessage())
        .endsWith("; the newest: " + published.get(SHIP, "LastFailure") + " (record 11)");
    assertThat(together.getUserData()).isEqualTo(published.rows(SHIP, "RecentRecords")[0]);
  }

  @Test
  void failureIsToldByTheRegistry() throws Exception {
    listen(Published.REGISTRY);

    published.bench.fail(ship, new IllegalStateException("no stock"));

    Notification told = next();
    assertThat(told.getType()).isEqualTo("tlo.task.failed");
    assertThat(told.getSource()).isEqualTo(Published.REGISTRY);
  }

  @Test
  void switchIsToldByBothWithBothValues() throws Exception {
    listen(SHIP);
    listen(Published.REGISTRY);

    published.call(SHIP, "disable");

    assertThat(List.of(next(), next()))
        .extracting(Notification::getSource)
        .containsExactlyInAnyOrder(SHIP, Published.REGISTRY);
    published.call(Published.REGISTRY, "enable", "Orders.ship");
    AttributeChangeNotification told = (AttributeChangeNotification) next();
    assertThat(told.getType()).isEqualTo("jmx.attribute.change");
    assertThat(told.getAttributeName()).isEqualTo("Enabled");
    assertThat(told.getAttributeType()).isEqualTo("boolean");
    assertThat(told.getOldValue()).isEqualTo(false);
    assertThat(told.getNewValue()).isEqualTo(true);
    assertThat(told.getMessage()).isEqualTo("Orders.ship is now enabled");
  }

  @Test
  void switchThatChangesNothingIsNotTold() throws Exception {
    listen(SHIP);

    published.call(SHIP, "enable");
    published.call(SHIP, "disable");

    assertThat(next().getMessage()).isEqualTo("Orders.ship is now disabled");
    assertThat(received).isEmpty();
  }

  @Test
  void writtenAttributeIsTold() throws Exception {
    listen(SHIP);

    published.server.setAttribute(SHIP, new javax.management.Attribute("Enabled", false));

    assertThat(next().getType()).isEqualTo("jmx.attribute.change");
  }

  @Test
  void listenerIsNotCalledOnTheThreadOfTheApplication() throws Exception {
    listen(SHIP);
    listen(Published.REGISTRY);

    published.bench.fail(ship, new IllegalStateException());

    for (int i = 0; i < 2; i++) {
      Thread thread = Objects.requireNonNull(threads.poll(60, TimeUnit.SECONDS));
      assertThat(thread).isNotSameAs(Thread.currentThread());
      assertThat(thread.getName()).isEqualTo("tlo-notifier");
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getContextClassLoader()).isNull();
    }
  }

  @Test
  void listenerThatIsSlowHoldsNobodyUp() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    published.server.addNotificationListener(
        SHIP,
        (notification, handback) -> {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        null,
        null);

    for (int i = 0; i < 5_000; i++) {
      published.bench.fail(ship, new IllegalStateException());
    }

    assertThat(ship.totals().failed()).isEqualTo(5_000);
    goOn.countDown();
  }

  @Test
  void listenerThatThrowsDisturbsNoOther() throws Exception {
    published.server.addNotificationListener(
        SHIP,
        (notification, handback) -> {
          throw new LinkageError("broken");
        },
        null,
        null);
    listen(Published.REGISTRY);

    published.bench.fail(ship, new IllegalStateException("first"));
    published.bench.fail(ship, new IllegalStateException("second"));

    assertThat(next().getMessage()).startsWith("IllegalStateException: first");
    assertThat(next().getMessage()).startsWith("IllegalStateException: second");
  }

  @Test
  void numbersOfNotificationsAscend() throws Exception {
    listen(SHIP);

    for (int i = 0; i < 3; i++) {
      published.bench.fail(ship, new IllegalStateException());
    }

    long first = next().getSequenceNumber();
    assertThat(next().getSequenceNumber()).isEqualTo(first + 1);
    assertThat(next().getSequenceNumber()).isEqualTo(first + 2);
  }

  @Test
  void removedListenerHearsNoMore() throws Exception {
    listen(SHIP);
    NotificationListener other =
        (notification, handback) -> received.add(new Notification("other", SHIP, 0));
    published.server.addNotificationListener(SHIP, other, null, null);
    published.server.removeNotificationListener(SHIP, other);

    published.bench.fail(ship, new IllegalStateException("one"));
    published.bench.fail(ship, new IllegalStateException("two"));

    assertThat(next().getMessage()).contains("one");
    assertThat(next().getMessage()).contains("two");
  }

  private void fail(LiveTask task, int times) {
    for (int i = 0; i < times; i++) {
      published.bench.fail(task, new IllegalStateException("no stock"));
    }
  }

  private void secondPasses() {
    published.bench.pass(SECOND);
    published.publisher.tellWhatIsDue();
  }

  private List<String> messages(int count) throws InterruptedException {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(next().getMessage());
    }
    return messages;
  }

  @Test
  void tenFailuresAreToldOneByOneAndTheRestTogetherWhenTheSecondIsOver() throws Exception {
    listen(SHIP);
    fail(ship, 47);
    assertThat(messages(10)).last().asString().endsWith("(Orders.ship, record 10)");
    published.publisher.tellWhatIsDue();

    secondPasses();

    Notification together = next();
    assertThat(together.getType()).isEqualTo("tlo.task.failed");
    assertThat(together.getMessage())
        .isEqualTo("37 more failures of Orders.ship were not sent one by one; the newest:"
            + " IllegalStateException: no stock (record 47)");
    assertThat(((CompositeData) together.getUserData()).get("id")).isEqualTo(47L);
    assertThat(received).isEmpty();
  }

  @Test
  void whatWasToldTogetherIsNotToldAgainAndTheNextFailureIsToldAlone() throws Exception {
    listen(SHIP);
    fail(ship, 11);
    messages(10);
    secondPasses();
    assertThat(next().getMessage()).startsWith("1 more failure of Orders.ship was not sent");
    secondPasses();
    secondPasses();

    fail(ship, 1);

    assertThat(next().getMessage()).endsWith("(Orders.ship, record 12)");
  }

  @Test
  void nothingIsToldOutOfTurn() throws Exception {
    listen(SHIP);
    fail(ship, 11);
    messages(10);
    published.bench.pass(SECOND);
    fail(ship, 1);

    published.publisher.tellWhatIsDue();

    assertThat(next().getMessage())
        .startsWith("2 more failures of Orders.ship")
        .endsWith("(record 12)");
  }

  private static long failuresIn(Notification told) {
    String message = told.getMessage();
    if (!told.getType().equals("tlo.task.failed")) {
      // Time that flies makes the executions overrun as well.
      return 0;
    }
    return message.contains(" more failure")
        ? Long.parseLong(message.substring(0, message.indexOf(' ')))
        : 1;
  }

  @Test
  void togetherEverythingIsToldExactlyOnceThoughThreadsFailAtOnce() throws Exception {
    listen(SHIP);
    int each = 5_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> fail(ship, each)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        secondPasses();
      }
    }
    secondPasses();
    published.bench.pass(SECOND);

    long told = 0;
    while (told < 4L * each) {
      told += failuresIn(next());
      if (received.isEmpty()) {
        secondPasses();
      }
    }
    assertThat(told).isEqualTo(4L * each);
  }

  @Test
  void registryTellsOfWhichTasksTheMostWasHeldBack() throws Exception {
    listen(Published.REGISTRY);
    fail(ship, 10);
    messages(10);
    for (int i = 1; i <= 7; i++) {
      fail(published.task("Bills", "b" + i, none -> null), i);
    }

    secondPasses();

    assertThat(next().getMessage())
        .isEqualTo("28 more failures were not sent one by one: Bills.b7 7, Bills.b6 6, Bills.b5 5,"
            + " Bills.b4 4, Bills.b3 3 and 2 more tasks; the newest:"
            + " IllegalStateException: no stock (Bills.b7, record 38)");
  }

  @Test
  void limitIsOfEachMBeanAndType() throws Exception {
    listen(SHIP);
    LiveTask bill = published.task("Orders", "bill", none -> null);
    listen(Published.name("tlo:type=Task,group=Orders,name=bill"));
    fail(ship, 10);
    messages(10);

    fail(bill, 1);
    published.call(SHIP, "disable");

    assertThat(messages(2))
        .containsExactly(
            "IllegalStateException: no stock (Orders.bill, record 11)",
            "Orders.ship is now disabled");
  }

  private AttributeChangeNotification toldAfterToggling(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      published.call(SHIP, "toggle");
    }
    messages(10);
    secondPasses();
    return (AttributeChangeNotification) next();
  }

  @Test
  void changesOfEnabledAreToldTogetherWithWhatWasToldLastAndWhatIsNow() throws Exception {
    listen(SHIP);

    AttributeChangeNotification told = toldAfterToggling(13);

    assertThat(told.getMessage())
        .isEqualTo("Orders.ship is now disabled; 3 changes were not sent one by one");
    assertThat(told.getAttributeName()).isEqualTo("Enabled");
    assertThat(told.getOldValue()).isEqualTo(true);
    assertThat(told.getNewValue()).isEqualTo(false);
  }

  @Test
  void changesThatTakeEachOtherBackAreToldAsSuch() throws Exception {
    listen(SHIP);

    AttributeChangeNotification told = toldAfterToggling(12);

    assertThat(told.getMessage())
        .isEqualTo("Orders.ship is now enabled; 2 changes were not sent one by one");
    assertThat(told.getOldValue()).isEqualTo(true);
    assertThat(told.getNewValue()).isEqualTo(true);
  }

  @Test
  void changesOfEnabledOfSeveralTasksNameThem() throws Exception {
    listen(Published.REGISTRY);
    published.task("Orders", "bill", none -> null);
    for (int i = 0; i < 13; i++) {
      published.call(SHIP, "toggle");
    }
    published.call(Published.REGISTRY, "toggle", "Orders.bill");
    published.call(Published.REGISTRY, "toggle", "Orders.bill");
    messages(10);

    secondPasses();

    AttributeChangeNotification told = (AttributeChangeNotification) next();
    assertThat(told.getMessage())
        .isEqualTo("5 changes were not sent one by one: Orders.ship 3 (now disabled),"
            + " Orders.bill 2 (now enabled)");
    assertThat(told.getNewValue()).isNull();
  }

  @Test
  void whatDoesNotFitTheQueueIsToldWhenTheListenerListensAgain() throws Exception {
    CountDownLatch blocks = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    published.server.addNotificationListener(
        Published.REGISTRY,
        (notification, handback) -> {
          blocks.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        null,
        null);
    fail(ship, 1);
    assertThat(blocks.await(60, TimeUnit.SECONDS)).isTrue();
    List<LiveTask> tasks = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      tasks.add(published.task("Bills", "b" + i, none -> null));
      listen(Published.name("tlo:type=Task,group=Bills,name=b" + i));
    }
    tasks.forEach(each -> fail(each, 10));
    secondPasses();

    goOn.countDown();

    long told = 0;
    while (told < 1_500) {
      Notification notification = received.poll(10, TimeUnit.MILLISECONDS);
      if (notification == null) {
        secondPasses();
      } else {
        told += failuresIn(notification);
      }
    }
    assertThat(told).isEqualTo(1_500);
  }

  private void take(LiveTask task, Duration duration, int times) {
    for (int i = 0; i < times; i++) {
      Object token = published.bench.recorder.begin(task);
      published.bench.pass(duration);
      published.bench.recorder.end(task, token, null, null);
    }
  }

  @Test
  void overrunAndItsEndAreToldByBothOnceEach() throws Exception {
    listen(SHIP);
    listen(Published.REGISTRY);
    take(ship, Duration.ofMillis(1_200), 10);
    Object token = published.bench.recorder.begin(ship);
    secondPasses();
    published.bench.pass(Duration.ofSeconds(11));

    published.publisher.tellWhatIsDue();
    secondPasses();

    List<Notification> told = List.of(next(), next());
    assertThat(told)
        .extracting(Notification::getSource)
        .containsExactlyInAnyOrder(SHIP, Published.REGISTRY);
    assertThat(told).allSatisfy(each -> {
      assertThat(each.getType()).isEqualTo("tlo.task.watch");
      assertThat(each.getUserData()).isEqualTo("OVERRUN");
      assertThat(each.getMessage())
          .isEqualTo("Orders.ship is OVERRUN: running for 12 s, its P95 is 1.2 s");
    });
    published.bench.recorder.end(ship, token, null, null);
    secondPasses();
    assertThat(messages(2))
        .containsOnly("Orders.ship is UNWATCHED: no execution overruns, absence is not watched");
    assertThat(received).isEmpty();
  }

  @Test
  void theFirstWhoListensIsToldOfATaskThatOverrunsAlready() throws Exception {
    take(ship, Duration.ofMillis(1_200), 10);
    Object token = published.bench.recorder.begin(ship);
    published.bench.pass(Duration.ofSeconds(11));
    secondPasses();

    listen(SHIP);
    secondPasses();
    secondPasses();

    assertThat(next().getUserData()).isEqualTo("OVERRUN");
    published.bench.recorder.end(ship, token, null, null);
    secondPasses();
    assertThat(messages(1))
        .containsExactly("Orders.ship is UNWATCHED: no execution overruns, absence is not watched");
  }

  private LiveTask recurring(String name) {
    LiveTask task = published.bench.task(
        TaskDefinition.builder("Orders", name, "com.acme.Orders." + name + "()")
            .interval(Duration.ofHours(1)),
        none -> null);
    published.publisher.publish(task);
    published.bench.intervals.start(task);
    return task;
  }

  @Test
  void absenceIsToldAndNotTakenBackWhileNothingCanBeTold() throws Exception {
    LiveTask clean = recurring("clean");
    listen(Published.name("tlo:type=Task,group=Orders,name=clean"));
    published.bench.pass(Duration.ofHours(4));
    secondPasses();
    assertThat(next().getMessage())
        .isEqualTo("Orders.clean is ABSENT: nothing began for 4 h, its interval is 1 h");

    published.bench.steering.switchTo(clean, false);
    assertThat(next().getType()).isEqualTo("jmx.attribute.change");
    secondPasses();
    published.bench.steering.switchTo(clean, true);
    assertThat(next().getType()).isEqualTo("jmx.attribute.change");
    secondPasses();

    assertThat(next().getMessage()).isEqualTo("Orders.clean is OK again");
    assertThat(received).isEmpty();
  }

  private NotificationListener comeAndGo() {
    return (notification, handback) -> received.add(notification);
  }

  @Test
  void whoListensAfterAllHaveLeftIsToldOfATaskThatOverrunsAlready() throws Exception {
    NotificationListener listener = comeAndGo();
    take(ship, Duration.ofMillis(1_200), 10);
    published.bench.recorder.begin(ship);
    published.bench.pass(Duration.ofSeconds(11));
    published.server.addNotificationListener(SHIP, listener, null, null);
    secondPasses();
    assertThat(messages(1))
        .containsExactly("Orders.ship is OVERRUN: running for 12 s, its P95 is 1.2 s");
    published.server.removeNotificationListener(SHIP, listener);
    secondPasses();

    published.server.addNotificationListener(SHIP, listener, null, null);
    secondPasses();

    assertThat(messages(1))
        .containsExactly("Orders.ship is OVERRUN: running for 14 s, its P95 is 1.2 s");
    assertThat(received).isEmpty();
  }

  @Test
  void manyAbsentTasksAreToldTogetherByTheRegistry() throws Exception {
    listen(Published.REGISTRY);
    for (int i = 0; i < 17; i++) {
      recurring("clean" + i);
    }
    published.bench.pass(Duration.ofHours(4));
    published.publisher.tellWhatIsDue();
    messages(10);

    secondPasses();

    assertThat(next().getMessage())
        .startsWith("7 changes of Watch were not sent one by one: Orders.clean")
        .contains(" 1 (now ABSENT), ")
        .endsWith(" and 2 more tasks");
  }

  @Test
  void watchShowsInTheAttributeAndInTheListOfTasks() throws Exception {
    assertThat(published.get(SHIP, "Watch")).isNull();
    take(ship, Duration.ofMillis(1), 10);
    assertThat(published.get(SHIP, "Watch")).isEqualTo("UNWATCHED");
    assertThat((String) published.call(Published.REGISTRY, "showTasks"))
        .startsWith("on  Orders.ship\n      10 succeeded");
    published.bench.recorder.begin(ship);
    published.bench.pass(SECOND);

    assertThat(published.get(SHIP, "Watch")).isEqualTo("OVERRUN");
    assertThat((String) published.call(Published.REGISTRY, "showTasks"))
        .startsWith("on  Orders.ship  OVERRUN\n      10 succeeded");
    recurring("clean");
    published.bench.pass(Duration.ofHours(4));
    assertThat(published.get(Published.name("tlo:type=Task,group=Orders,name=clean"), "Watch"))
        .isEqualTo("ABSENT");
  }
}
