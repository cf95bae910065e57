package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class AgentTest {

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Fails when it is asked what is loaded, as the agent may whose jar was overwritten. */
  private final Instrumentation failing = (Instrumentation) Proxy.newProxyInstance(
      AgentTest.class.getClassLoader(),
      new Class<?>[] {Instrumentation.class},
      (proxy, method, arguments) -> {
        asked.add(method.getName());
        if (method.getName().equals("getAllLoadedClasses")) {
          throw new NoClassDefFoundError("of the agent");
        }
        return method.getReturnType() == boolean.class ? false : null;
      });

  @Test
  void itStaysWhereTheClassesLoadedBeforeItCannotBeLookedAt() {
    TloSettings settings = TloSettings.load(Map.of("jmx", "off"), "test");
    Agent agent = new Agent(settings, ExtensionJars.of(settings), new AgentLog("error"), failing);

    agent.start();

    assertThat(asked).contains("addTransformer", "getAllLoadedClasses");
    assertThat(asked).doesNotContain("removeTransformer");
    agent.ending().run();
    assertThat(asked).contains("removeTransformer");
  }
}
