package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.fleet.FleetStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("jdk")
class LeaseTest {

  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final String TASK = "com.acme.Orders.ship()";

  private final SharedStore store = new SharedStore();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong millis = new AtomicLong();
  private final LeaseClock clock = new LeaseClock(nanos::get, millis::get);
  private final AtomicInteger asked = new AtomicInteger();
  private @Nullable Lease lease;

  /** Returns a lease for which the store is asked on the calling thread, as soon as that is wanted. */
  private Lease prompt(Exclusive.OnError onError) {
    Lease made = new Lease(
        TASK, new Lease.Terms(LENGTH, Duration.ofMillis(1), onError), any -> askNow(), clock);
    lease = made;
    return made;
  }

  private void askNow() {
    asked.incrementAndGet();
    if (lease != null) {
      String ignored = lease.ask(store);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    millis.addAndGet(time.toMillis());
  }

  @Test
  void aCallRunsOnceTheStoreHasGrantedTheLease() {
    // The waker asks at once, and so the answer is there before the wait begins.
    assertThat(prompt(Exclusive.OnError.SKIP).refusal()).isNull();
    assertThat(store.asked).containsExactly(TASK + " 60 s");
  }

  @Test
  void aCallThatFindsMostOfTheLeaseLeftAsksNobody() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();

    pass(Duration.ofSeconds(14));

    assertThat(held.refusal()).isNull();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aLeaseThatIsUsedIsExtendedInGoodTime() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();

    pass(Duration.ofSeconds(20));

    assertThat(held.refusal()).isNull();
    assertThat(asked).hasValue(2);
    pass(Duration.ofSeconds(59));
    store.holder = "other";
    // Of what was extended a second is left, less than half: the store is asked first.
    assertThat(held.refusal()).isEqualTo("held by other");
  }

  @Test
  void aLeaseThatIsNotUsedIsNotExtended() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();
    held.ask(store);

    assertThat(held.isWanted()).isFalse();
    held.isUsed();
    assertThat(held.isWanted()).isTrue();
  }

  @Test
  void whatAnotherInstanceHoldsIsSkippedAndItsNameIsSaid() {
    store.holder = "shop-2 (instance 7)";

    assertThat(prompt(Exclusive.OnError.RUN).refusal()).isEqualTo("held by shop-2 (instance 7)");
  }

  @Test
  void whatAnotherInstanceHoldsIsAskedForAgainAfterAMomentOnly() {
    store.holder = "other";
    Lease refused = prompt(Exclusive.OnError.SKIP);
    refused.refusal();

    refused.refusal();
    assertThat(asked).hasValue(1);
    pass(Duration.ofMillis(101));
    store.holder = null;

    assertThat(refused.refusal()).isNull();
  }

  @Test
  void aStoreThatIsAwayHasTheCallSkippedOrRunAsTheUserWants() {
    store.isAway = true;

    assertThat(prompt(Exclusive.OnError.SKIP).refusal())
        .isEqualTo("the state store cannot be reached: away");
    assertThat(prompt(Exclusive.OnError.RUN).refusal()).isNull();
  }

  @Test
  void aLeaseOutlivesAStoreThatIsAwayUntilItsEnd() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();
    store.isAway = true;

    pass(Duration.ofSeconds(59));
    assertThat(held.refusal()).isNull();
    pass(Duration.ofSeconds(2));

    assertThat(held.refusal()).isEqualTo("the state store cannot be reached: away");
  }

  @Test
  void whatStillRunsWhenItsLeaseHasEndedIsToldOnce() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();
    store.isAway = true;
    assertThat(held.ask(store)).isNull();
    pass(Duration.ofSeconds(61));

    assertThat(held.ask(store))
        .isEqualTo("exclusive: task '" + TASK + "' still runs here though its lease has ended,"
            + " the state store cannot be reached: away");
    assertThat(held.ask(store)).isNull();
  }

  @Test
  void aCallWaitsNoLongerThanItMayAndTheNextOnesNotAtAllWhileTheAnswerIsOwed() {
    Lease unanswered = prompt(Exclusive.OnError.SKIP);
    unanswered.refusal();
    pass(Duration.ofSeconds(61));
    // Nobody asks any more.
    lease = null;

    assertThat(unanswered.refusal()).isEqualTo("the state store has not answered within 1 ms");
    assertThat(asked).hasValue(2);
    pass(Duration.ofSeconds(5));
    assertThat(unanswered.refusal()).isEqualTo("the state store has not answered within 1 ms");

    assertThat(asked).hasValue(2);
  }

  @Test
  void aStoreThatIsAskedLateHasTheNextCallsNotWaitOnceMore() {
    Lease unanswered = prompt(Exclusive.OnError.SKIP);
    unanswered.refusal();
    pass(Duration.ofSeconds(61));
    lease = null;
    unanswered.refusal();
    pass(Duration.ofSeconds(5));
    List<String> refusals = new ArrayList<>();
    FleetStore slow = (FleetStore) Proxy.newProxyInstance(
        FleetStore.class.getClassLoader(), new Class<?>[] {FleetStore.class}, (self, asks, of) -> {
          refusals.add(String.valueOf(unanswered.refusal()));
          return "other";
        });

    String ignored = unanswered.ask(slow);

    assertThat(refusals).containsExactly("the state store has not answered within 1 ms");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aCallThatWaitsGoesOnWithTheAnswer() throws Exception {
    Lease awaited = new Lease(
        TASK,
        new Lease.Terms(LENGTH, Duration.ofSeconds(50), Exclusive.OnError.SKIP),
        any -> asked.incrementAndGet(),
        LeaseClock.system());
    CompletableFuture<String> call =
        CompletableFuture.supplyAsync(() -> String.valueOf(awaited.refusal()));

    while (!awaited.isWanted()) {
      Thread.onSpinWait();
    }
    String ignored = awaited.ask(store);

    assertThat(call.get(40, TimeUnit.SECONDS)).isEqualTo("null");
  }

  @Test
  void anInterruptedCallKeepsItsInterruptAndSpoilsNothingForOthers() {
    Lease interrupted = prompt(Exclusive.OnError.SKIP);
    lease = null;
    Thread.currentThread().interrupt();

    assertThat(interrupted.refusal())
        .isEqualTo("the call was interrupted while it waited for the state store");
    assertThat(Thread.interrupted()).isTrue();
    String ignored = interrupted.ask(store);

    assertThat(interrupted.refusal()).isNull();
  }

  @Test
  void aSuspendedMachineHasNoLeaseAnyMore() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();
    store.holder = "other";

    millis.addAndGet(LENGTH.toMillis());

    assertThat(held.refusal()).isEqualTo("held by other");
  }

  @Test
  void aLeaseThatEndedAndWasHadAgainIsTold() {
    Lease held = prompt(Exclusive.OnError.SKIP);
    held.refusal();
    pass(Duration.ofSeconds(61));

    assertThat(held.ask(store))
        .isEqualTo("exclusive: task '" + TASK + "' still runs here though its lease has ended,"
            + " and another instance may have run it meanwhile");
    assertThat(held.ask(store)).isNull();
  }

  @Test
  void whoIsToldThatNobodyWillBeAskedDoesNotWait() {
    Lease given = prompt(Exclusive.OnError.SKIP);
    given.giveUp("no store");

    assertThat(given.refusal()).isEqualTo("no store");
    assertThat(asked).hasValue(0);
  }
}
