package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;
import java.util.TimerTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.Scheduled;

/** Tasks that may call the method they override. */
@Tag("jdk")
class OverridingTasksTest {

  static class Report {
    @Scheduled(fixedRate = 1)
    public Object execute() {
      return "report";
    }

    @Scheduled(fixedRate = 1)
    public void clean() {}
  }

  /** Calls one of two, through a method that the compiler makes for the lambda. */
  static class Regional extends Report {
    @Override
    @Scheduled(fixedRate = 1)
    public String execute() {
      Runnable later = () -> System.identityHashCode(super.execute());
      later.run();
      return "regional";
    }

    @Override
    @Scheduled(fixedRate = 1)
    public void clean() {}
  }

  interface Cleaned {
    @Scheduled(fixedRate = 1)
    default void clean() {}
  }

  static class Attic implements Cleaned {
    @Override
    @Scheduled(fixedRate = 1)
    public void clean() {
      Cleaned.super.clean();
    }

    @Scheduled(fixedRate = 1)
    public void clean(String room) {
      clean();
    }
  }

  static class Poll extends TimerTask {
    @Override
    public void run() {}
  }

  static class PollTwice extends Poll {
    @Override
    public void run() {
      super.run();
    }
  }

  static class Handler<T> {
    @Scheduled(fixedRate = 1)
    public void handle(T subject) {}
  }

  static class TextHandler extends Handler<String> {
    @Override
    @Scheduled(fixedRate = 1)
    public void handle(String subject) {
      super.handle(subject);
    }

    @Scheduled(fixedRate = 1)
    public void handle(String subject, int times) {}
  }

  static class MuteTextHandler extends Handler<String> {
    @Override
    @Scheduled(fixedRate = 1)
    public void handle(String subject) {}

    /** Overrides nothing. */
    @Scheduled(fixedRate = 1)
    public void handle(Integer subject) {}
  }

  /** Has no task of its own. */
  static class NumberHandler<N extends Number> extends Handler<N> {
    @Override
    public void handle(N subject) {
      super.handle(subject);
    }
  }

  static class WholeHandler extends NumberHandler<Integer> {
    @Override
    @Scheduled(fixedRate = 1)
    public void handle(Integer subject) {
      super.handle(subject);
    }
  }

  private static List<String> callingSuper(Class<?> type) {
    return tasks(type, ClassFiles.of(type)).stream()
        .flatMap(each -> each.overriding().called().stream())
        .toList();
  }

  private static List<DiscoveredMethod> tasks(Class<?> type, byte[] classFile) {
    Marks marks = new Marks(Source.adopted(List.of("spring", "timer")), List.of());
    return new TaskClassFilter(marks).reader().read(type.getClassLoader(), classFile);
  }

  @Test
  void aMethodThatCallsTheOneItOverridesIsKnownAlsoWhereItReturnsAnotherType() {
    assertThat(callingSuper(Regional.class)).containsExactly("execute()");
    assertThat(callingSuper(PollTwice.class)).containsExactly("run()");
  }

  @Test
  void aMethodThatCallsTheDefaultMethodOfItsInterfaceIsKnown() {
    assertThat(callingSuper(Attic.class)).containsExactly("clean()");
  }

  @Test
  void aMethodThatCallsTheOneOfAGenericClassIsKnownByTheTypesOfThatOne() {
    assertThat(callingSuper(TextHandler.class)).containsExactly("handle(Ljava/lang/Object;)");
  }

  @Test
  void aMethodThatOverridesNothingOrCallsOnlyItsOwnClassIsNone() {
    assertThat(callingSuper(Report.class)).isEmpty();
    assertThat(callingSuper(Cleaned.class)).isEmpty();
    assertThat(callingSuper(Poll.class)).isEmpty();
  }

  @Test
  void aMethodThatOverridesOneOfAGenericClassIsKnownByTheTypesOfThatOneAlsoWithoutACallOfSuper() {
    List<DiscoveredMethod> tasks =
        tasks(MuteTextHandler.class, ClassFiles.of(MuteTextHandler.class));

    assertThat(tasks)
        .extracting(each -> each.overriding().bridged())
        .containsExactly(List.of("handle(Ljava/lang/Object;)"), List.of());
    assertThat(callingSuper(MuteTextHandler.class)).isEmpty();
  }

  @Test
  void aMethodThatCallsOneOfAClassBetweenMayCallAllThatItOverrides() {
    assertThat(callingSuper(WholeHandler.class))
        .containsExactlyInAnyOrder("handle(Ljava/lang/Number;)", "handle(Ljava/lang/Object;)");
  }
}
