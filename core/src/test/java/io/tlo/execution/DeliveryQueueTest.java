package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class DeliveryQueueTest {

  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final DeliveryQueue queue = new DeliveryQueue();
  private final Timeline timeline = Timeline.system();

  private EndedExecution execution(long id) {
    return new EndedExecution(
        "Orders.ship",
        new Execution(id, timeline.anchor(), TaskTrigger.APPLICATION, TaskStatus.RUNNING, 0));
  }

  private static final class Other extends DeliveryQueue.Place {}

  private DeliveryQueue.@Nullable Place take() {
    DeliveryQueue.Place next = queue.peek();
    if (next != null) {
      queue.remove(next);
    }
    return next;
  }

  @Test
  void everythingComesOutInTheOrderInWhichItWentIn() {
    List<DeliveryQueue.Place> in = List.of(execution(1), new Other(), execution(2));
    queue.add((EndedExecution) in.get(0), NO_LIMIT);
    queue.add(in.get(1));
    queue.add((EndedExecution) in.get(2), NO_LIMIT);

    assertThat(queue.isEmpty()).isFalse();
    assertThat(List.of(
            Objects.requireNonNull(take()),
            Objects.requireNonNull(take()),
            Objects.requireNonNull(take())))
        .isEqualTo(in);
    assertThat(take()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void onlyExecutionsAreCountedAndNoMoreAreTakenThanAllowed() {
    queue.add(new Other());
    assertThat(queue.add(execution(1), 2)).isEqualTo(1);
    queue.add(new Other());
    assertThat(queue.add(execution(2), 2)).isEqualTo(2);
    assertThat(queue.add(execution(3), 2)).isZero();
    assertThat(queue.taken()).isEqualTo(2);
    assertThat(queue.add(execution(3), 3)).isEqualTo(3);
  }

  @Test
  void whatWasLetGoDoesNotComeAndIsStillCounted() {
    queue.add(execution(1), NO_LIMIT);
    queue.clear();

    assertThat(queue.isEmpty()).isTrue();
    assertThat(take()).isNull();
    assertThat(queue.add(execution(2), NO_LIMIT)).isEqualTo(2);
    assertThat(take()).isInstanceOf(EndedExecution.class);
  }

  @Test
  void ofManyThreadsEachFindsAllPlacesThatAreLeftAndKeepsItsOrder() throws InterruptedException {
    int threads = 4;
    int each = 50_000;
    long most = threads * (each - 100L);
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> adding = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long first = (long) i * each;
      Thread thread = new Thread(() -> {
        await(begin);
        for (long id = first; id < first + each; id++) {
          queue.add(execution(id), most);
        }
      });
      thread.start();
      adding.add(thread);
    }
    begin.countDown();
    List<Long> out = new ArrayList<>();
    while (out.size() < most) {
      if (take() instanceof EndedExecution taken) {
        out.add(taken.id());
      }
    }
    for (Thread thread : adding) {
      thread.join();
    }

    assertThat(queue.taken()).isEqualTo(most);
    assertThat(take()).isNull();
    assertThat(out).doesNotHaveDuplicates();
    for (int i = 0; i < threads; i++) {
      long first = (long) i * each;
      assertThat(out.stream().filter(id -> id >= first && id < first + each)).isSorted();
    }
  }

  private static void await(CountDownLatch begin) {
    try {
      begin.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
