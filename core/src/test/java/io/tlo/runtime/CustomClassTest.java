package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class CustomClassTest {

  private static TaskRegistry make(String className) {
    return CustomClass.make(
        new TloSettings.Value(SettingKey.TASK_REGISTRY, className, "variable TLO_TASK_REGISTRY"),
        TaskRegistry.class,
        CustomClassTest.class.getClassLoader());
  }

  private static void assertRefused(String className, String why) {
    assertThatThrownBy(() -> make(className))
        .isInstanceOf(TloException.class)
        .hasMessage(
            "task.registry: class '" + className + "' (from variable TLO_TASK_REGISTRY) " + why)
        .satisfies(e ->
            assertThat(((TloException) e).reason()).isEqualTo(TloException.Reason.INVALID_SETTING));
  }

  /** A registry that passes everything on. */
  public abstract static class Passing implements TaskRegistry {
    private final TaskRegistry target = new InMemoryTaskRegistry();

    @Override
    public void register(TaskDefinition definition) {
      target.register(definition);
    }

    @Override
    public Optional<TaskDefinition> find(String name) {
      return target.find(name);
    }

    @Override
    public List<TaskDefinition> list() {
      return target.list();
    }

    @Override
    public List<String> names() {
      return target.names();
    }

    @Override
    public boolean contains(String name) {
      return target.contains(name);
    }

    @Override
    public boolean remove(String name) {
      return target.remove(name);
    }
  }

  /** Counts how often it is made. */
  public static final class Counting extends Passing {
    static final AtomicInteger MADE = new AtomicInteger();

    public Counting() {
      MADE.incrementAndGet();
    }
  }

  public static final class WithParameter extends Passing {
    public WithParameter(String parameter) {
      if (parameter.isEmpty()) {
        throw new IllegalArgumentException("parameter is empty");
      }
    }
  }

  public static final class PrivateConstructor extends Passing {
    private PrivateConstructor() {}
  }

  private static final class Hidden extends Passing {}

  public static final class Throwing extends Passing {
    public Throwing() {
      throw new IllegalStateException("no connection");
    }
  }

  public static final class ThrowingEarly extends Passing {
    static {
      if (System.getProperty("no.such.property") == null) {
        throw new IllegalStateException("no driver");
      }
    }
  }

  @Test
  void namedClassIsMadeOnce() {
    int before = Counting.MADE.get();

    assertThat(make(Counting.class.getName())).isInstanceOf(Counting.class);

    assertThat(Counting.MADE.get() - before).isEqualTo(1);
  }

  @Test
  void classThatIsMissingIsRefused() {
    assertRefused(
        "com.acme.Missing",
        "is not found; use InMemoryTaskRegistry, or put the class on the class path or into a jar"
            + " named in extensions");
  }

  @Test
  void classOfTheWrongTypeIsRefused() {
    assertRefused("java.lang.String", "does not implement io.tlo.registry.TaskRegistry; let it");
  }

  @Test
  void classWithoutAConstructorWithoutParametersIsRefused() {
    assertThat(new WithParameter("x").list()).isEmpty();
    assertRefused(
        WithParameter.class.getName(), "has no public constructor without parameters; give it one");
  }

  @Test
  void classWhoseConstructorIsPrivateIsRefused() {
    assertThat(new PrivateConstructor().list()).isEmpty();
    assertRefused(
        PrivateConstructor.class.getName(),
        "has no public constructor without parameters; give it one");
  }

  @Test
  void classThatIsNotPublicIsRefused() {
    assertThat(new Hidden().list()).isEmpty();
    assertRefused(
        Hidden.class.getName(), "is not a public class that can be constructed; make it one");
  }

  @Test
  void classThatIsAbstractIsRefused() {
    assertRefused(
        Passing.class.getName(), "is not a public class that can be constructed; make it one");
    assertRefused(
        TaskRegistry.class.getName(), "is not a public class that can be constructed; make it one");
  }

  @Test
  void constructorThatThrowsIsNamedWithWhatItThrew() {
    assertRefused(
        Throwing.class.getName(),
        "threw java.lang.IllegalStateException: no connection from its constructor; mend it");
    assertThatThrownBy(() -> make(Throwing.class.getName()))
        .cause()
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void staticInitialiserThatThrowsIsNamedWithWhatItThrew() {
    assertRefused(
        ThrowingEarly.class.getName(),
        "threw java.lang.IllegalStateException: no driver from its static initialiser; mend it");
  }

  @Test
  void knownNameIsNotTakenForAClass() {
    TloSettings settings = TloSettings.read(
        Map.of(),
        "test",
        new Properties(),
        Map.of(
            "TLO_TASK_REGISTRY", "InMemoryTaskRegistry",
            "TLO_TASK_STATE_STORE", "com.acme.Store"));

    assertThat(CustomClass.isNamed(settings, SettingKey.TASK_REGISTRY)).isFalse();
    assertThat(CustomClass.isNamed(settings, SettingKey.TASK_STATE_STORE)).isTrue();
  }
}
