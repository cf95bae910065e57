package io.tlo.benchmarks.generator;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.tlo.Task;
import io.tlo.benchmarks.programs.Turn;
import io.tlo.benchmarks.programs.Turns;
import io.tlo.benchmarks.programs.Work;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;

/** Makes one class: a {@link Turn} that calls each of its ten methods once. */
final class TaskClass {

  private static final String METHOD = "task";
  private static final AnnotationDescription TASK =
      AnnotationDescription.Builder.ofType(Task.class).build();

  private TaskClass() {}

  static byte[] bytes(String name, Variant variant) {
    DynamicType.Builder<?> type = new ByteBuddy(ClassFileVersion.JAVA_V17)
        .subclass(Object.class)
        .implement(Turn.class)
        .name(name)
        .method(named("run"))
        .intercept(turn());
    for (int i = 0; i < Turns.METHODS; i++) {
      type = withMethod(type, METHOD + i, variant);
    }
    if (variant == Variant.CLOCK) {
      type = type.visit(Advice.to(ClockAdvice.class).on(nameStartsWith(METHOD)));
    }
    return type.make().getBytes();
  }

  private static Implementation turn() {
    Implementation.Composable calls = call(0);
    for (int i = 1; i < Turns.METHODS; i++) {
      calls = calls.andThen(call(i));
    }
    return calls.andThen(StubMethod.INSTANCE);
  }

  private static Implementation.Composable call(int number) {
    return MethodCall.invoke(named(METHOD + number)).withArgument(0);
  }

  private static DynamicType.Builder<?> withMethod(
      DynamicType.Builder<?> type, String name, Variant variant) {
    DynamicType.Builder.MethodDefinition<?> method = type.defineMethod(
            name, void.class, Visibility.PUBLIC)
        .withParameter(Work.class, "work")
        .intercept(MethodCall.invoke(named("piece")).onArgument(0));
    return variant == Variant.TASKS ? method.annotateMethod(TASK) : method;
  }
}
