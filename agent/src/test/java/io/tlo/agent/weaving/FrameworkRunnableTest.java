package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class FrameworkRunnableTest {

  private final FrameworkRunnable runnable = new FrameworkRunnable();
  private final List<Runnable> held = new ArrayList<>();

  private Runnable made() {
    Runnable one = new Runnable() {
      @Override
      public void run() {}
    };
    held.add(one);
    return one;
  }

  @Test
  void ofSeveralTheOneThatWasSeenLastCounts() {
    Runnable first = made();
    Runnable second = made();
    runnable.see(first, null);
    runnable.see(second, null);
    assertThat(runnable.get()).isSameAs(second);
    runnable.see(first, null);
    assertThat(runnable.get()).isSameAs(first);
  }

  @Test
  void ofAContextThatIsClosedNoneIsRunAndThoseOfOthersAre() {
    Object open = new Object();
    Object closed = new Object();
    Runnable ofOpen = made();
    Runnable ofClosed = made();
    runnable.see(ofOpen, open);
    runnable.see(ofClosed, closed);
    // It runs: who made it stays known.
    runnable.see(ofOpen, null);
    runnable.see(ofClosed, null);

    assertThat(runnable.forget(closed)).isFalse();

    assertThat(runnable.get()).isSameAs(ofOpen);
    assertThat(runnable.forget(open)).isTrue();
    assertThat(runnable.get()).isNull();
    assertThat(runnable.forget(open)).isFalse();
  }

  @Test
  void whatRunsABeanThatIsDestroyedIsRunNoMore() {
    Runnable ofDestroyed = made();
    Runnable ofOther = made();
    runnable.see(ofOther, new Object());
    runnable.see(ofDestroyed, null);

    runnable.forgetIf(each -> each == ofDestroyed);

    assertThat(runnable.get()).isSameAs(ofOther);
  }

  @Test
  void noMoreAreKeptThanAFew() {
    Object maker = new Object();
    for (int i = 0; i < 1_000; i++) {
      runnable.see(made(), i % 2 == 0 ? maker : null);
    }
    assertThat(runnable.forget(maker)).isFalse();
    assertThat(runnable.get()).isSameAs(held.get(999));
  }

  @Test
  void itHasEndedWhenNoneIsLeftOfThoseThatWereSeen() {
    Object context = new Object();
    assertThat(runnable.hasEnded()).isFalse();
    runnable.see(made(), context);
    assertThat(runnable.hasEnded()).isFalse();
    runnable.forget(context);
    assertThat(runnable.hasEnded()).isTrue();
    runnable.see(made(), new Object());
    assertThat(runnable.hasEnded()).isFalse();
  }
}
