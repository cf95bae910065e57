package io.tlo.runtime;

import io.tlo.Task;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.Recorder;
import io.tlo.execution.SkipResult;
import io.tlo.execution.TaskInvoker;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.text.DurationText;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the methods under {@link Task} of an object or a class and describes them as tasks. */
public final class MethodTasks {

  /** The JVM lists methods in no order. */
  private static final Comparator<Method> BY_NAME = Comparator.comparing(MethodTasks::text);

  private MethodTasks() {}

  /**
   * A method that is a task.
   *
   * @param method the method
   * @param receiver the object it is called on, null if it is static
   * @param definition what it is as a task
   */
  public record Found(Method method, @Nullable Object receiver, TaskDefinition definition) {

    /** Returns what runs it and records that. */
    public TaskInvoker invoker(Recorder recorder) {
      if (!method.trySetAccessible()) {
        throw invalid(
            definition.method(),
            "is not open to TLO; make method and class public in an exported package, or add 'opens'"
                + " to the module");
      }
      return new MethodInvoker(method, receiver, recorder);
    }

    /** Returns why it cannot be switched off, null if it can. */
    public @Nullable String notSwitchable() {
      Class<?>[] parameters = method.getParameterTypes();
      String last = parameters.length == 0 ? null : parameters[parameters.length - 1].getName();
      return SkipResult.refusal(
          method.getReturnType().getName(), last, name -> isA(method.getReturnType(), name));
    }

    private static boolean isA(Class<?> type, String name) {
      return lineage(type).stream().anyMatch(each -> each.getName().equals(name));
    }
  }

  /**
   * Returns the tasks of an object or, for a class, its static ones.
   *
   * @throws TloException with {@link Reason#INVALID_TASK} if there are none, or one cannot be a task
   */
  public static List<Found> of(Object instanceOrClass) {
    boolean isClass = instanceOrClass instanceof Class;
    Class<?> type = isClass ? (Class<?>) instanceOrClass : instanceOrClass.getClass();
    List<Method> methods = annotated(type);
    Set<String> overloaded =
        TaskNaming.overloaded(methods.stream().map(Method::getName).toList());
    List<Found> found = new ArrayList<>();
    for (Method method : methods) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      if (isStatic || !isClass) {
        boolean withTypes = overloaded.contains(method.getName());
        TaskDefinition definition = definition(method, withTypes);
        found.add(new Found(method, isStatic ? null : instanceOrClass, definition));
      }
    }
    if (found.isEmpty()) {
      throw new TloException(
          Reason.INVALID_TASK,
          type.getName()
              + ": has no "
              + (isClass ? "static " : "")
              + "method under @Task"
              + (isClass && !methods.isEmpty() ? "; register an instance of it" : ""));
    }
    return found;
  }

  /**
   * Returns the methods of the class, its superclasses and interfaces, without overridden ones; those of each class by
   * name and parameter types.
   */
  private static List<Method> annotated(Class<?> type) {
    Map<String, Method> bySignature = new LinkedHashMap<>();
    for (Class<?> each : lineage(type)) {
      Method[] declared = each.getDeclaredMethods();
      Arrays.sort(declared, BY_NAME);
      for (Method method : declared) {
        boolean isOwn = !method.isBridge() && !method.isSynthetic();
        if (isOwn && method.isAnnotationPresent(Task.class)) {
          bySignature.putIfAbsent(signature(method), method);
        }
      }
      for (Method method : declared) {
        Method bridged = method.isBridge() ? bridged(method) : null;
        if (bridged != null && bridged.isAnnotationPresent(Task.class)) {
          // The generic method above is overridden, though its parameters are of other types.
          bySignature.putIfAbsent(signature(method), bridged);
        }
      }
    }
    return new ArrayList<>(new LinkedHashSet<>(bySignature.values()));
  }

  /** Returns the method that a bridge with other parameter types leads to, null if there is none. */
  private static @Nullable Method bridged(Method bridge) {
    for (Method method : bridge.getDeclaringClass().getDeclaredMethods()) {
      if (!method.isBridge()
          && method.getName().equals(bridge.getName())
          && bridge.getReturnType().isAssignableFrom(method.getReturnType())
          && areNarrower(method.getParameterTypes(), bridge.getParameterTypes())) {
        return method;
      }
    }
    return null;
  }

  private static boolean areNarrower(Class<?>[] types, Class<?>[] than) {
    if (types.length != than.length || Arrays.equals(types, than)) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!than[i].isAssignableFrom(types[i])) {
        return false;
      }
    }
    return true;
  }

  private static String signature(Method method) {
    // A private method is never overridden: its class belongs to what tells it apart.
    boolean isPrivate = Modifier.isPrivate(method.getModifiers());
    String owner = isPrivate ? method.getDeclaringClass().getName() : "";
    return owner + method.getName() + Arrays.toString(method.getParameterTypes());
  }

  private static Set<Class<?>> lineage(Class<?> type) {
    Set<Class<?>> lineage = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      lineage.add(each);
    }
    for (Class<?> each : List.copyOf(lineage)) {
      addInterfaces(each, lineage);
    }
    return lineage;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> into) {
    for (Class<?> each : type.getInterfaces()) {
      into.add(each);
      addInterfaces(each, into);
    }
  }

  private static TaskDefinition definition(Method method, boolean withTypes) {
    Task task = method.getAnnotation(Task.class);
    String text = text(method);
    if (Modifier.isAbstract(method.getModifiers()) || Modifier.isNative(method.getModifiers())) {
      throw invalid(
          text, "is abstract or native and cannot be a task; annotate a method with a body");
    }
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).toList();
    String shortName = !task.name().isEmpty()
        ? task.name()
        : TaskNaming.shortName(method.getName(), withTypes ? types : null);
    Duration interval = interval(task, method, text);
    return TaskDefinition.builder(
            TaskNaming.group(method.getDeclaringClass().getName()), shortName, text)
        .description(task.description())
        .source(Task.class.getName())
        .schedule(interval == null ? "" : TaskNaming.schedule(interval))
        .interval(interval)
        .extra(TaskNaming.extra(Arrays.asList(task.extra())))
        .enabled(task.enabled())
        .build();
  }

  private static String text(Method method) {
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).toList();
    return TaskNaming.method(method.getDeclaringClass().getName(), method.getName(), types);
  }

  private static @Nullable Duration interval(Task task, Method method, String text) {
    if (task.interval().isEmpty()) {
      return null;
    }
    if (method.getParameterCount() > 0) {
      throw invalid(text, "has parameters and cannot run at an interval; remove one of the two");
    }
    try {
      return DurationText.parse(task.interval());
    } catch (TloException e) {
      throw invalid(text, "interval: " + e.getMessage());
    }
  }

  private static TloException invalid(String method, String why) {
    return new TloException(Reason.INVALID_TASK, method + " " + why);
  }
}
