package io.tlo.runtime;

import io.tlo.arguments.ArgumentValues;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.SkipResult;
import io.tlo.execution.TaskInvoker;
import io.tlo.registry.TaskNaming;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a method that was not woven, and records the call. */
final class MethodInvoker implements TaskInvoker {

  private final Method method;
  private final @Nullable Object receiver;
  private final Recorder recorder;

  MethodInvoker(Method method, @Nullable Object receiver, Recorder recorder) {
    this.method = method;
    this.receiver = receiver;
    this.recorder = recorder;
  }

  @Override
  public @Nullable String refusal() {
    return null;
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (arguments.length != types.length) {
      String wanted = types.length + (types.length == 1 ? " argument" : " arguments");
      return "it takes " + wanted + " and got " + arguments.length;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      boolean fits =
          argument == null ? !types[i].isPrimitive() : boxed(types[i]).isInstance(argument);
      if (!fits) {
        return "argument "
            + (i + 1)
            + " must be a "
            + types[i].getTypeName()
            + " and is "
            + (argument == null ? "null" : "a " + argument.getClass().getTypeName());
      }
    }
    return null;
  }

  @Override
  public @Nullable Object[] arguments(String text) {
    return ArgumentValues.convert(
        text, method.getParameterTypes(), method.isVarArgs(), signature());
  }

  private String signature() {
    List<String> types = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      types.add(type.getTypeName());
    }
    return TaskNaming.signature(method.getName(), types, method.isVarArgs());
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable {
    Object token = recorder.begin(task);
    if (token == Recorder.SKIPPED) {
      return SkipResult.of(method.getReturnType().getName());
    }
    Object result = null;
    Throwable thrown = null;
    try {
      result = method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      thrown = e.getTargetException();
    } catch (Throwable e) {
      thrown = e;
    }
    recorder.end(task, token, result, thrown);
    if (thrown != null) {
      throw thrown;
    }
    return result;
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return method.getDeclaringClass().getClassLoader();
  }
}
