package io.tlo.benchmarks.agents;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * An agent as Byte Buddy's manual shows one: its builder with its defaults, a matcher for two annotations, and an
 * advice that is empty.
 */
public final class PlainAgent {

  private PlainAgent() {}

  /** Called by the JVM before the program. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    ElementMatcher.Junction<MethodDescription> isTask = isAnnotatedWith(
        namedOneOf("io.tlo.Task", "org.springframework.scheduling.annotation.Scheduled"));
    new AgentBuilder.Default()
        .type(declaresMethod(isTask))
        .transform((builder, type, loader, module, domain) ->
            builder.visit(Advice.to(Entered.class).on(isTask)))
        .installOn(instrumentation);
  }

  /** Copied into the methods that match. */
  static final class Entered {

    private Entered() {}

    @Advice.OnMethodEnter
    static void enter() {}
  }
}
