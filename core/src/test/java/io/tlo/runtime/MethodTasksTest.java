package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.Task;
import io.tlo.TloException;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedMethod", "MethodCanBeStatic", "EffectivelyPrivate"})
@Tag("jdk")
class MethodTasksTest {

  private static List<String> names(Object instanceOrClass) {
    return MethodTasks.of(instanceOrClass).stream()
        .map(found -> found.definition().name())
        .sorted()
        .toList();
  }

  private static void assertRefused(Object instanceOrClass, String message) {
    assertThatThrownBy(() -> MethodTasks.of(instanceOrClass))
        .isInstanceOf(TloException.class)
        .hasMessage(message)
        .satisfies(e ->
            assertThat(((TloException) e).reason()).isEqualTo(TloException.Reason.INVALID_TASK));
  }

  static class Plain {
    @Task
    public void open() {}

    @Task
    private void closed() {}

    @Task
    static void common() {}

    void none() {}
  }

  @Test
  void annotatedMethodsOfAnyVisibilityAreTasks() {
    assertThat(names(new Plain()))
        .containsExactly(
            "MethodTasksTest.Plain.closed",
            "MethodTasksTest.Plain.common",
            "MethodTasksTest.Plain.open");
  }

  static class Base {
    @Task
    void inherited() {}
  }

  static class Ordered extends Base {
    @Task
    void second(String text) {}

    @Task
    void third() {}

    @Task
    void second(int number) {}

    @Task
    void first() {}
  }

  @Test
  void tasksOfAClassAreListedByNameAndTypesAndThoseOfItsSuperclassAfterThem() {
    assertThat(MethodTasks.of(new Ordered()))
        .extracting(found -> found.definition().shortName())
        .containsExactly("first", "second(int)", "second(String)", "third", "inherited");
  }

  @Test
  void ofAClassOnlyStaticMethodsAreTasks() {
    assertThat(names(Plain.class)).containsExactly("MethodTasksTest.Plain.common");
  }

  static class Told {
    @Task(
        name = "nightly clean-up",
        description = "Removes old orders",
        interval = "90s",
        extra = {"owner=billing", "tier=2"},
        enabled = false)
    void cleanUp() {}
  }

  @Test
  void annotationBecomesTheDefinition() {
    assertThat(MethodTasks.of(new Told()))
        .singleElement()
        .extracting(MethodTasks.Found::definition)
        .isEqualTo(TaskDefinition.builder(
                "MethodTasksTest.Told",
                "nightly clean-up",
                "io.tlo.runtime.MethodTasksTest$Told.cleanUp()")
            .description("Removes old orders")
            .source("io.tlo.Task")
            .schedule("every 1 min 30 s")
            .interval(Duration.ofSeconds(90))
            .extra(Map.of("owner", "billing", "tier", "2"))
            .enabled(false)
            .build());
  }

  static class Overloaded {
    @Task
    void ship() {}

    @Task
    void ship(String order, int... parts) {}

    @Task
    void bill(String order) {}
  }

  @Test
  void overloadsAreNamedWithTheirTypes() {
    assertThat(names(new Overloaded()))
        .containsExactly(
            "MethodTasksTest.Overloaded.bill",
            "MethodTasksTest.Overloaded.ship()",
            "MethodTasksTest.Overloaded.ship(String,int[])");
  }

  interface Cleaning {
    @Task
    default void clean() {}
  }

  static class Cleaner implements Cleaning {}

  static class OwnCleaner implements Cleaning {
    @Override
    @Task
    public void clean() {}
  }

  @Test
  void defaultMethodOfAnInterfaceIsATask() {
    assertThat(names(new Cleaner())).containsExactly("MethodTasksTest.Cleaning.clean");
  }

  @Test
  void overriddenMethodIsCountedOnce() {
    assertThat(names(new OwnCleaner())).containsExactly("MethodTasksTest.OwnCleaner.clean");
  }

  static class Parent {
    @Task
    public void work() {}

    @Task
    private void secret() {}
  }

  static class Child extends Parent {
    @Override
    @Task
    public void work() {}

    @Task
    private void secret() {}
  }

  @Test
  void privateMethodIsNotOverriddenByOneOfTheSameName() {
    assertThat(names(new Child()))
        .containsExactly(
            "MethodTasksTest.Child.secret()",
            "MethodTasksTest.Child.work",
            "MethodTasksTest.Parent.secret()");
  }

  abstract static class Generic<T> {
    @Task
    public void handle(T item) {}

    @Task
    public @Nullable Object make() {
      return null;
    }
  }

  static class OfText extends Generic<String> {
    @Override
    @Task
    public void handle(String item) {}

    @Override
    @Task
    public String make() {
      return "";
    }
  }

  @Test
  void genericMethodThatIsOverriddenIsCountedOnce() {
    assertThat(names(new OfText()))
        .containsExactly("MethodTasksTest.OfText.handle", "MethodTasksTest.OfText.make");
  }

  static class Export implements Callable<String> {
    @Override
    @Task
    public String call() {
      return "";
    }
  }

  @Test
  void bridgeIsNotATask() {
    assertThat(names(new Export())).containsExactly("MethodTasksTest.Export.call");
  }

  /** Its method gets a bridge in a public class below it. */
  static class Concealed {
    @Task
    public void work() {}
  }

  public static class Shown extends Concealed {}

  @Test
  void methodOfAConcealedClassIsATaskOfThePublicOneBelowIt() {
    assertThat(names(new Shown())).containsExactly("MethodTasksTest.Concealed.work");
  }

  record Point(int x) {
    @Task
    void draw() {}
  }

  enum Kind {
    ONE {
      @Task
      void own() {}
    };

    @Task
    void common() {}
  }

  @Test
  void methodsOfRecordsEnumsAndAnonymousClassesAreTasks() {
    Object anonymous = new Object() {
      @Task
      void work() {}
    };

    assertThat(names(new Point(1))).containsExactly("MethodTasksTest.Point.draw");
    assertThat(names(Kind.ONE))
        .containsExactly("MethodTasksTest.Kind.1.own", "MethodTasksTest.Kind.common");
    assertThat(names(anonymous)).containsExactly("MethodTasksTest.1.work");
  }

  interface Promise {
    @Task
    void keep();
  }

  @Test
  void abstractMethodIsRefused() {
    Promise promise = () -> {};

    assertRefused(
        promise,
        "io.tlo.runtime.MethodTasksTest$Promise.keep() is abstract or native and cannot be a task;"
            + " annotate a method with a body");
  }

  static class WithParameter {
    @Task(interval = "1s")
    void run(String parameter) {}
  }

  @Test
  void intervalOfAMethodWithParametersIsRefused() {
    assertRefused(
        new WithParameter(),
        "io.tlo.runtime.MethodTasksTest$WithParameter.run(java.lang.String) has parameters and"
            + " cannot run at an interval; remove one of the two");
  }

  static class BadInterval {
    @Task(interval = "often")
    void run() {}
  }

  @Test
  void intervalThatIsNoDurationIsRefused() {
    assertRefused(
        new BadInterval(),
        "io.tlo.runtime.MethodTasksTest$BadInterval.run() interval: 'often' is not a duration,"
            + " allowed: 10ms to 365d, such as 30s, 5m or PT30S");
  }

  static class OnlyInstance {
    @Task
    void run() {}
  }

  @Test
  void nothingToRegisterIsRefused() {
    assertRefused("text", "java.lang.String: has no method under @Task");
    assertRefused(String.class, "java.lang.String: has no static method under @Task");
    assertRefused(
        OnlyInstance.class,
        "io.tlo.runtime.MethodTasksTest$OnlyInstance: has no static method under @Task;"
            + " register an instance of it");
  }

  static class Returning {
    @Task
    public @Nullable FutureTask<String> special() {
      return null;
    }

    @Task
    public @Nullable Future<String> plain() {
      return null;
    }

    @Task
    public @Nullable CompletableFuture<String> completable() {
      return null;
    }

    @Task
    public int number() {
      return 0;
    }
  }

  @Test
  void onlyMethodsThatCanBeSkippedCanBeSwitchedOff() {
    for (MethodTasks.Found found : MethodTasks.of(new Returning())) {
      if (found.method().getName().equals("special")) {
        assertThat(Objects.requireNonNull(found.notSwitchable()))
            .isEqualTo("it returns a java.util.concurrent.FutureTask, for which its callers would"
                + " wait in vain");
      } else {
        assertThat(found.notSwitchable()).as(found.definition().name()).isNull();
      }
    }
  }
}
