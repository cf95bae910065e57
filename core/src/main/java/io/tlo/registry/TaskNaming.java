package io.tlo.registry;

import io.tlo.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules by which tasks get their names and texts, the same in the library and in the agent. */
public final class TaskNaming {

  private TaskNaming() {}

  /**
   * Returns the group of a class's tasks: its simple name, with the classes it is nested in.
   *
   * @param className binary name, {@code com.acme.Outer$Inner} makes {@code Outer.Inner}
   */
  public static String group(String className) {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
  }

  /**
   * Returns the second part of a task's name.
   *
   * @param types names of the parameter types, to tell overloads apart; null for the plain name
   */
  public static String shortName(String methodName, @Nullable List<String> types) {
    if (types == null) {
      return methodName;
    }
    List<String> simple = new ArrayList<>();
    for (String type : types) {
      simple.add(type.substring(type.lastIndexOf('.') + 1));
    }
    return methodName + "(" + String.join(",", simple) + ")";
  }

  /** Returns those method names that come more than once and thus do not tell tasks apart. */
  public static Set<String> overloaded(List<String> methodNames) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (String name : methodNames) {
      if (!once.add(name)) {
        twice.add(name);
      }
    }
    return twice;
  }

  /**
   * Returns a method's signature for people, {@code ship(String, int...)}.
   *
   * @param types names of the parameter types
   * @param isVarArgs whether the last one takes any number of arguments
   */
  public static String signature(String methodName, List<String> types, boolean isVarArgs) {
    List<String> simple = new ArrayList<>();
    for (String type : types) {
      simple.add(type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1));
    }
    String all = String.join(", ", simple);
    String list = isVarArgs ? all.substring(0, all.length() - "[]".length()) + "..." : all;
    return methodName + "(" + list + ")";
  }

  /** Returns the full method, {@code com.acme.Orders.ship(java.lang.String,int)}. */
  public static String method(String className, String methodName, List<String> types) {
    return className + "." + methodName + "(" + String.join(",", types) + ")";
  }

  /**
   * Returns the text that a method's switch is kept by: for a job with a key, {@code execute[nightly](...)}, the text
   * without its class, since another class may come under the key; for any other task the full method.
   *
   * @param method full class name, method name, with the key in brackets, and parameter types
   */
  public static String switchedAs(String method) {
    int key = method.indexOf('[');
    boolean hasKey = key >= 0 && key < method.indexOf('(');
    return hasKey ? method.substring(method.lastIndexOf('.', key) + 1) : method;
  }

  /** Returns an interval as a schedule, {@code every 30 s}. */
  public static String schedule(Duration interval) {
    return "every " + DurationText.exact(interval);
  }

  /** Returns {@code key=value} texts as a map; one without a sign is a key without a value. */
  public static Map<String, String> extra(List<String> texts) {
    Map<String, String> extra = new LinkedHashMap<>();
    for (String text : texts) {
      int sign = text.indexOf('=');
      extra.put(
          sign < 0 ? text.strip() : text.substring(0, sign).strip(),
          sign < 0 ? "" : text.substring(sign + 1).strip());
    }
    return extra;
  }
}
