package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.agent.QuietLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.Overriding;
import io.tlo.agent.discovery.TaskAttributes;
import io.tlo.agent.source.Source;
import io.tlo.runtime.TaskRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  /** Calls a task twice on an object, and returns how many calls succeeded. */
  public static final class TwoCalls implements Callable<Long> {

    private static class Orders {}

    @Override
    public Long call() throws ReflectiveOperationException {
      TaskRuntime runtime = new TaskRuntime(
          TloSettings.read(Map.of(), "test", new Properties(), Map.of()),
          false,
          false,
          (sentence, cause) -> {},
          entry -> {});
      JvmAccess access = new JvmAccess((Instrumentation) Proxy.newProxyInstance(
          TwoCalls.class.getClassLoader(),
          new Class<?>[] {Instrumentation.class},
          (proxy, method, arguments) -> {
            throw new AssertionError(method);
          }));
      TaskCatalog catalog = new TaskCatalog(runtime, access, new AtomicInteger(), QuietLog.of());
      DiscoveredMethod ship = new DiscoveredMethod(
          0,
          "ship",
          "()V",
          Source.SPRING,
          "Scheduled",
          new TaskAttributes("", "", "", true, List.of(), "", null),
          false,
          new Overriding("ship()", List.of(), List.of()));
      WovenTask task = catalog
          .register(
              Orders.class.getClassLoader(),
              Orders.class.getName(),
              List.of(new Candidate(ship, null)))
          .tasks()
          .get(0);
      Dispatcher dispatcher = new Dispatcher(catalog, runtime.recorder(), QuietLog.of());
      Orders orders = new Orders();
      for (int i = 0; i < 2; i++) {
        Object token = dispatcher.dispatch(Phase.BEGIN, task.number(), null, orders, null);
        dispatcher.dispatch(Phase.END, task.number(), token, null, null);
      }
      runtime.close(Duration.ZERO);
      return task.live().totals().succeeded();
    }
  }

  /** Loads TLO's classes anew, but one: the agent's jar was overwritten, or its initialiser had no stack left. */
  private static final class WithoutLineage extends ClassLoader {
    WithoutLineage() {
      super(DispatcherTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.tlo.")) {
        return super.loadClass(name, resolve);
      }
      if (name.equals(Lineage.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] file = in.readAllBytes();
        return defineClass(name, file, 0, file.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void callsAreRecordedThoughTheClassesAboveCannotBeLookedThrough() throws Exception {
    Callable<?> calls = Class.forName(TwoCalls.class.getName(), true, new WithoutLineage())
        .asSubclass(Callable.class)
        .getConstructor()
        .newInstance();

    assertThat(calls.call()).isEqualTo(2L);
  }
}
