package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotificationTest {

  private static final ObjectName SHIP = Published.name("tlo:type=Task,group=Orders,name=ship");

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
    return Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS));
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
    assertThat((String) row.get("failure"))
        .startsWith("java.lang.IllegalStateException: no stock\n");
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
      Thread thread = Objects.requireNonNull(threads.poll(30, TimeUnit.SECONDS));
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
    javax.management.NotificationListener other =
        (notification, handback) -> received.add(new Notification("other", SHIP, 0));
    published.server.addNotificationListener(SHIP, other, null, null);
    published.server.removeNotificationListener(SHIP, other);

    published.bench.fail(ship, new IllegalStateException("one"));
    published.bench.fail(ship, new IllegalStateException("two"));

    assertThat(next().getMessage()).contains("one");
    assertThat(next().getMessage()).contains("two");
  }
}
