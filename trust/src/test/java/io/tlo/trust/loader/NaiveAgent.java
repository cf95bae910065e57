package io.tlo.trust.loader;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.PackedJar;
import java.nio.file.Path;

/** An agent that counts calls in a class that it appends to the boot class path. */
final class NaiveAgent {

  private static final String BRIDGE = """
      package bridge;
      import java.util.concurrent.atomic.AtomicLong;
      public class Bridge {
        public static final AtomicLong COUNT = new AtomicLong();
        public static void count() { COUNT.incrementAndGet(); }
      }
      """;

  private static final String AGENT = """
      package naive;
      import java.lang.instrument.Instrumentation;
      import java.util.jar.JarFile;
      import net.bytebuddy.agent.builder.AgentBuilder;
      import net.bytebuddy.asm.Advice;
      import static net.bytebuddy.matcher.ElementMatchers.*;
      public class Agent {
        public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
          instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(System.getProperty("bridge")));
          Class<?> advice = arguments.equals("hiding") ? Hiding.class : Throwing.class;
          new AgentBuilder.Default()
              .type(named("guest.Work"))
              .transform((builder, type, loader, module, domain) ->
                  builder.visit(Advice.to(advice).on(named("call").or(named("tick")))))
              .installOn(instrumentation);
        }
        static class Throwing {
          @Advice.OnMethodEnter static void enter() { bridge.Bridge.count(); }
        }
        static class Hiding {
          @Advice.OnMethodEnter(suppress = Throwable.class) static void enter() { bridge.Bridge.count(); }
        }
      }
      """;

  private final Path jar;
  private final Path bridge;

  private NaiveAgent(Path jar, Path bridge) {
    this.jar = jar;
    this.bridge = bridge;
  }

  static NaiveAgent in(Path folder) {
    Path bridge = TestProgram.alone(folder.resolve("bridge")).compile(BRIDGE);
    return new NaiveAgent(
        ControlAgent.in(folder, "naive.Agent").usingByteBuddy().seeing(bridge).jar(AGENT),
        PackedJar.of(bridge, folder.resolve("bridge.jar")));
  }

  /** Puts it into a JVM, in the place of TLO's. */
  ForkedJvm into(ForkedJvm jvm, boolean hiding) {
    return jvm.agentAt(jar.toString(), hiding ? "hiding" : "throwing").option("-Dbridge=" + bridge);
  }
}
