package io.tlo.agent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.SkipResult;
import java.lang.reflect.Field;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Puts the advice into a class file. {@code decorate} copies the class as it is, but for the methods that advice
 * is added to: no member is added, and no other type of the application is looked at.
 *
 * <p>Thread safety: safe.
 */
final class ClassWeaving {

  private final Field hook;
  private final ClassFileLocator ownClasses =
      ClassFileLocator.ForClassLoader.of(ClassWeaving.class.getClassLoader());

  ClassWeaving(Field hook) {
    this.hook = hook;
  }

  /** Returns the woven class file. */
  byte[] weave(WovenClass woven, byte[] classFile) {
    ClassFileLocator itself = ClassFileLocator.Simple.of(woven.name(), classFile);
    TypeDescription type = new OneClassPool(itself).describe(woven.name()).resolve();
    DynamicType.Builder<?> builder = new ByteBuddy()
        // The class is a compiler's work and keeps its form: there is nothing to check.
        .with(TypeValidation.DISABLED)
        // Else Byte Buddy might add members for its own use.
        .with(Implementation.Context.Disabled.Factory.INSTANCE)
        // Else it would look at the superclasses, which are not loaded yet.
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, itself);
    // Reading advice takes time while the application starts: only what the class needs is read.
    if (hasTask(woven, false)) {
      builder = builder.visit(advice(woven)
          .to(EnterAdvice.class, ExitAdvice.class, ownClasses)
          .on(tasks(woven, false)));
    }
    if (hasTask(woven, true)) {
      builder = builder.visit(advice(woven)
          .to(EnterAdvice.class, SkipResultExitAdvice.class, ownClasses)
          .on(tasks(woven, true)));
    }
    WovenTask recurring = recurringOnInstance(woven);
    if (recurring != null) {
      builder = builder.visit(Advice.withCustomMapping()
          .bind(HookField.class, hook)
          .bind(TaskNumber.class, recurring.number())
          .to(ConstructorAdvice.class, ownClasses)
          .on(isConstructor()));
    }
    return builder.make().getBytes();
  }

  private Advice.WithCustomMapping advice(WovenClass woven) {
    Advice.OffsetMapping number = (type, method, assigner, arguments, sort) ->
        new Advice.OffsetMapping.Target.ForStackManipulation(
            IntegerConstant.forValue(require(woven, method).number()));
    return Advice.withCustomMapping().bind(HookField.class, hook).bind(TaskNumber.class, number);
  }

  private static ElementMatcher<MethodDescription> tasks(WovenClass woven, boolean withSkipObject) {
    return method -> {
      WovenTask task = find(woven, method);
      return task != null && isOfKind(task, withSkipObject);
    };
  }

  private static boolean hasTask(WovenClass woven, boolean withSkipObject) {
    for (WovenTask task : woven.tasks()) {
      if (isOfKind(task, withSkipObject)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a skipped call of the task has to return an object, or whether it need not. */
  private static boolean isOfKind(WovenTask task, boolean withSkipObject) {
    return SkipResult.isObject(task.method().returnType()) == withSkipObject;
  }

  private static @Nullable WovenTask find(WovenClass woven, MethodDescription method) {
    return woven.task(DiscoveredMethod.key(method.getInternalName(), method.getDescriptor()));
  }

  private static WovenTask require(WovenClass woven, MethodDescription method) {
    WovenTask task = find(woven, method);
    if (task == null) {
      throw new IllegalStateException("not a task: " + method);
    }
    return task;
  }

  /** Returns a task of the class that needs an instance to take its turns on, null if there is none. */
  private static @Nullable WovenTask recurringOnInstance(WovenClass woven) {
    for (WovenTask task : woven.tasks()) {
      if (!task.method().isStatic() && task.live().definition().interval() != null) {
        return task;
      }
    }
    return null;
  }
}
