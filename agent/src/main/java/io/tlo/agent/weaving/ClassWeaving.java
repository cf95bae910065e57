package io.tlo.agent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;

import io.tlo.agent.adoption.Observation;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.source.Source;
import io.tlo.execution.SkipResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the advice for the methods of a class, and puts it into the class file.
 *
 * <p>Thread safety: safe.
 */
final class ClassWeaving {

  private final ClassFileLocator ownClasses =
      ClassFileLocator.ForClassLoader.of(ClassWeaving.class.getClassLoader());

  /** Returns the woven class file. */
  byte[] weave(WovenClass woven, byte[] classFile) {
    List<AsmVisitorWrapper> advice = new ArrayList<>();
    // Reading advice takes time while the application starts: only what the class needs is read.
    for (Kind kind : Kind.values()) {
      if (has(woven, kind)) {
        Advice around = numbered((type, method, assigner, arguments, sort) ->
                constant(require(woven, method).number()))
            .to(kind.enter, kind.exit, ownClasses);
        advice.add(HookCallRenamer.weave(around, methods(woven, kind)));
      }
    }
    WovenMethod constructed = seenAsConstructed(woven);
    if (constructed != null) {
      Advice atEnd = Advice.withCustomMapping()
          .bind(TaskNumber.class, constructed.number())
          .to(ConstructorAdvice.class, ownClasses);
      advice.add(HookCallRenamer.weave(atEnd, isConstructor()));
    }
    return Decoration.of(woven.name(), classFile, advice);
  }

  /** Returns the class file of a framework's class in which something is watched. */
  byte[] weaveObserved(String className, byte[] classFile) {
    String internalName = className.replace('.', '/');
    Advice.WithCustomMapping advice = numbered((type, method, assigner, arguments, sort) ->
        constant(requireObserved(internalName, method).number()));
    return Decoration.of(
        className,
        classFile,
        List.of(
            HookCallRenamer.weave(
                advice.to(ObserveAdvice.class, ownClasses),
                method -> isObserved(internalName, method) && method.isMethod()),
            HookCallRenamer.weave(
                advice.to(ObserveConstructorAdvice.class, ownClasses),
                method -> isObserved(internalName, method) && method.isConstructor())));
  }

  private static Advice.WithCustomMapping numbered(Advice.OffsetMapping number) {
    return Advice.withCustomMapping().bind(TaskNumber.class, number);
  }

  private static Advice.OffsetMapping.Target constant(int number) {
    return new Advice.OffsetMapping.Target.ForStackManipulation(IntegerConstant.forValue(number));
  }

  private static boolean isObserved(String className, MethodDescription method) {
    return Observation.find(className, method.getInternalName()) != null;
  }

  private static Observation requireObserved(String className, MethodDescription method) {
    return Objects.requireNonNull(Observation.find(className, method.getInternalName()));
  }

  private static ElementMatcher<MethodDescription> methods(WovenClass woven, Kind kind) {
    return method -> {
      WovenMethod found = find(woven, method);
      return found != null && Kind.of(found) == kind;
    };
  }

  private static boolean has(WovenClass woven, Kind kind) {
    for (WovenMethod method : woven.methods()) {
      if (Kind.of(method) == kind) {
        return true;
      }
    }
    return false;
  }

  /** The advice that a method needs. */
  private enum Kind {
    /** A skipped call returns nothing, null or zero. */
    PLAIN(EnterAdvice.class, ExitAdvice.class),
    /** A skipped call returns an object. */
    WITH_SKIP_RESULT(EnterAdvice.class, SkipResultExitAdvice.class),
    /** An argument tells which task it is. */
    JOB(JobEnterAdvice.class, ExitAdvice.class),
    /** The object is an argument; a skipped call returns nothing, null or zero. */
    BODY(JobEnterAdvice.class, ExitAdvice.class),
    /** The object is an argument; a skipped call returns an object. */
    BODY_WITH_SKIP_RESULT(JobEnterAdvice.class, SkipResultExitAdvice.class);

    final Class<?> enter;
    final Class<?> exit;

    Kind(Class<?> enter, Class<?> exit) {
      this.enter = enter;
      this.exit = exit;
    }

    static Kind of(WovenMethod woven) {
      Source source = woven.method().source();
      if (source.hasJobKeys()) {
        return JOB;
      }
      boolean isObject = SkipResult.isObject(woven.method().returnType());
      boolean hasSkipResult = isObject && !source.skipsWithNull();
      if (woven.method().isBody()) {
        return hasSkipResult ? BODY_WITH_SKIP_RESULT : BODY;
      }
      return hasSkipResult ? WITH_SKIP_RESULT : PLAIN;
    }
  }

  private static @Nullable WovenMethod find(WovenClass woven, MethodDescription method) {
    return woven.method(DiscoveredMethod.key(method.getInternalName(), method.getDescriptor()));
  }

  private static WovenMethod require(WovenClass woven, MethodDescription method) {
    return Objects.requireNonNull(find(woven, method));
  }

  /** Returns a method of which instances are to be seen before it is called, null if there is none. */
  private static @Nullable WovenMethod seenAsConstructed(WovenClass woven) {
    WovenTask seen = null;
    for (WovenTask task : woven.tasks()) {
      boolean isOnInstance = !task.method().isStatic();
      // Turns come first: they begin with the instance.
      if (isOnInstance && task.live().definition().interval() != null) {
        return task;
      }
      if (isOnInstance && task.method().source().seesConstruction()) {
        seen = task;
      }
    }
    return seen;
  }
}
