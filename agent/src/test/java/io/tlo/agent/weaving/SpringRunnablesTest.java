package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.agent.QuietLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.Overriding;
import io.tlo.agent.discovery.TaskAttributes;
import io.tlo.agent.source.Source;
import io.tlo.runtime.TaskRuntime;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beans that Spring destroys, and who is asked about them. */
class SpringRunnablesTest {

  /** Such a one is made for each bean of its class. */
  public static class Orders {
    /** A task. */
    public void ship() {}
  }

  /** Inherits a task. */
  public static class UrgentOrders extends Orders {}

  /** Has a task from an interface. */
  public interface Mailing {
    /** A task. */
    default void send() {}
  }

  /** A bean with such a task. */
  public static class Newsletter implements Mailing {}

  /** Holds what Spring's runnable holds, and counts how often it is asked for its bean. */
  public static final class Runner implements Runnable {
    private final Object bean;
    private final Method method;
    private final AtomicInteger questions = new AtomicInteger();

    Runner(Object bean, Method method) {
      this.bean = bean;
      this.method = method;
    }

    /** Returns the method that is scheduled. */
    public Method getMethod() {
      return method;
    }

    /** Returns the bean. */
    public Object getTarget() {
      questions.incrementAndGet();
      return bean;
    }

    @Override
    public void run() {}
  }

  private final TaskRuntime runtime = new TaskRuntime(
      TloSettings.read(Map.of(), "test", new Properties(), Map.of()),
      false,
      false,
      (sentence, cause) -> {},
      entry -> {});
  private final TaskCatalog catalog;
  private final SpringRunnables runnables;
  private final List<Runner> runners = new ArrayList<>();

  SpringRunnablesTest() throws ReflectiveOperationException {
    JvmAccess access = new JvmAccess((Instrumentation) Proxy.newProxyInstance(
        SpringRunnablesTest.class.getClassLoader(),
        new Class<?>[] {Instrumentation.class},
        (proxy, method, arguments) -> {
          throw new AssertionError(method);
        }));
    catalog = new TaskCatalog(runtime, access, new AtomicInteger(), QuietLog.of());
    runnables = new SpringRunnables(catalog);
    register(Orders.class, "ship");
    register(Mailing.class, "send");
  }

  @AfterEach
  void close() {
    runtime.close(Duration.ZERO);
  }

  private void register(Class<?> type, String method) {
    DiscoveredMethod discovered = new DiscoveredMethod(
        0,
        method,
        "()V",
        Source.SPRING,
        "Scheduled",
        new TaskAttributes("", "", "", true, List.of(), "", null),
        false,
        new Overriding(method + "()", List.of(), List.of()));
    WovenClass woven = catalog.register(
        type.getClassLoader(), type.getName(), List.of(new Candidate(discovered, null)));
    catalog.defined(woven, type);
  }

  private Runner made(Object bean, Class<?> declaring, String method) {
    Runner runner = new Runner(bean, method(declaring, method));
    runners.add(runner);
    runnables.made(runner);
    return runner;
  }

  private int questions() {
    return runners.stream().mapToInt(each -> each.questions.get()).sum();
  }

  private FrameworkRunnable of(Class<?> type, String method) {
    return Objects.requireNonNull(catalog.find(method(type, method))).runnable();
  }

  private static Method method(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBeanWithoutTasksCostsNoQuestion() {
    for (int i = 0; i < 10; i++) {
      made(new Orders(), Orders.class, "ship");
    }

    runnables.destroyed(new Object());

    assertThat(questions()).isZero();
  }

  @Test
  void onlyTheRunnablesOfTheBeansOwnTasksAreAsked() {
    Newsletter newsletter = new Newsletter();
    Runner own = made(newsletter, Mailing.class, "send");
    Runner other = made(new Newsletter(), Mailing.class, "send");
    for (int i = 0; i < 10; i++) {
      made(new Orders(), Orders.class, "ship");
    }

    runnables.destroyed(newsletter);

    assertThat(questions()).isEqualTo(2);
    assertThat(own.questions).hasValue(1);
    assertThat(of(Mailing.class, "send").get()).isSameAs(other);
  }

  @Test
  void aTaskThatTheClassOfTheBeanInheritsIsRunNoMore() {
    UrgentOrders bean = new UrgentOrders();
    WovenClass orders =
        Objects.requireNonNull(catalog.find(method(Orders.class, "ship"))).owner();
    orders.see(bean);
    made(bean, Orders.class, "ship");

    runnables.destroyed(bean);

    assertThat(of(Orders.class, "ship").hasEnded()).isTrue();
    assertThat(orders.instance()).isNull();
  }

  @Test
  void aBeanBehindAProxyOfTheJdkIsRunNoMore() {
    Object proxy = Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, given) -> {
          throw new AssertionError(method);
        });
    made(proxy, Orders.class, "ship");

    runnables.destroyed(proxy);

    assertThat(of(Orders.class, "ship").hasEnded()).isTrue();
  }
}
