package io.tlo.jmx;

import io.tlo.execution.ExecutionTotals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanConstructorInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of MBean offers: attributes and operations with the texts and units that clients show,
 * and the code behind each. Made once and shared by all MBeans of the kind.
 *
 * <p>Thread safety: immutable once built.
 *
 * @param <T> what an MBean of this kind stands for
 */
final class MBeanModel<T> {

  private final MBeanInfo info;
  private final Map<String, Attribute<T>> attributes;
  private final Map<String, Operation<T>> operations;

  private MBeanModel(Builder<T> builder) {
    this.attributes = Map.copyOf(builder.attributes);
    this.operations = Map.copyOf(builder.operations);
    this.info = new MBeanInfo(
        builder.className,
        builder.description,
        builder.attributeInfos.toArray(new MBeanAttributeInfo[0]),
        new MBeanConstructorInfo[0],
        builder.operationInfos.toArray(new MBeanOperationInfo[0]),
        builder.notificationInfos.toArray(new MBeanNotificationInfo[0]),
        // Tells clients that this never changes, so that they need not ask again.
        new ImmutableDescriptor("immutableInfo=true"));
  }

  /** An attribute: its type as the client names it, how to read it and, if it may be, to write it. */
  record Attribute<T>(
      String type, Function<T, ?> getter, @Nullable Setter<T> setter) {}

  /** Writes an attribute; what is not allowed it refuses. */
  interface Setter<T> {
    void set(T target, @Nullable Object value) throws InvalidAttributeValueException;
  }

  /** An operation: the types of its parameters and what it does. */
  record Operation<T>(List<Class<?>> parameters, BiFunction<T, Object[], ?> action) {}

  MBeanInfo info() {
    return info;
  }

  @Nullable
  Attribute<T> attribute(String name) {
    return attributes.get(name);
  }

  /** Returns the operation of that name that takes such parameters. */
  @Nullable
  Operation<T> operation(String name) {
    return operations.get(name);
  }

  /**
   * One parameter of an operation.
   *
   * @param name what the client shows before the field
   * @param type {@code String}, {@code int} or {@code long}: what any client can fill in
   * @param description what it means, with bounds and default
   */
  record Parameter(String name, Class<?> type, String description) {}

  static <T> Builder<T> of(String className, String description) {
    return new Builder<>(className, description);
  }

  static final class Builder<T> {
    private final String className;
    private final String description;
    private final Map<String, Attribute<T>> attributes = new LinkedHashMap<>();
    private final Map<String, Operation<T>> operations = new LinkedHashMap<>();
    private final List<MBeanAttributeInfo> attributeInfos = new ArrayList<>();
    private final List<MBeanOperationInfo> operationInfos = new ArrayList<>();
    private final List<MBeanNotificationInfo> notificationInfos = new ArrayList<>();

    private Builder(String className, String description) {
      this.className = className;
      this.description = description;
    }

    Builder<T> attribute(String name, Class<?> type, String text, Function<T, ?> getter) {
      return attribute(name, type, text, null, getter, null);
    }

    /** An attribute that is a number of something. */
    Builder<T> number(
        String name, Class<?> type, String units, String text, Function<T, ?> getter) {
      return attribute(name, type, text, units, getter, null);
    }

    /** How many executions there were, by how they ended. */
    Builder<T> totals(String since, Function<T, ExecutionTotals> totals) {
      total(
          "Succeeded", "Executions that ended well, " + since, totals, ExecutionTotals::succeeded);
      total(
          "Failed", "Executions that ended by throwing, " + since, totals, ExecutionTotals::failed);
      total(
          "Cancelled",
          "Executions that were cancelled, " + since,
          totals,
          ExecutionTotals::cancelled);
      total("Running", "Executions that run now", totals, ExecutionTotals::running);
      return total(
          "Skipped", "Calls whose body was not run, " + since, totals, ExecutionTotals::skipped);
    }

    private Builder<T> total(
        String outcome,
        String text,
        Function<T, ExecutionTotals> totals,
        ToLongFunction<ExecutionTotals> part) {
      String units = outcome.equals("Skipped") ? "calls" : "executions";
      return number(
          "Executions" + outcome,
          long.class,
          units,
          text,
          target -> part.applyAsLong(totals.apply(target)));
    }

    Builder<T> writable(
        String name, Class<?> type, String text, Function<T, ?> getter, Setter<T> setter) {
      return attribute(name, type, text, null, getter, setter);
    }

    private Builder<T> attribute(
        String name,
        Class<?> type,
        String text,
        @Nullable String units,
        Function<T, ?> getter,
        @Nullable Setter<T> setter) {
      attributes.put(name, new Attribute<>(type.getName(), getter, setter));
      Descriptor descriptor = units == null
          ? ImmutableDescriptor.EMPTY_DESCRIPTOR
          : new ImmutableDescriptor("units=" + units);
      attributeInfos.add(new MBeanAttributeInfo(
          name, type.getName(), text, true, setter != null, false, descriptor));
      return this;
    }

    /** An operation that changes something. */
    Builder<T> action(
        String name, String text, BiFunction<T, Object[], ?> action, Parameter... parameters) {
      return operation(name, text, MBeanOperationInfo.ACTION, String.class, action, parameters);
    }

    /** An operation that only tells something. */
    Builder<T> question(
        String name,
        String text,
        Class<?> answer,
        BiFunction<T, Object[], ?> action,
        Parameter... parameters) {
      return operation(name, text, MBeanOperationInfo.INFO, answer, action, parameters);
    }

    private Builder<T> operation(
        String name,
        String text,
        int impact,
        Class<?> answer,
        BiFunction<T, Object[], ?> action,
        Parameter... parameters) {
      List<Class<?>> types = new ArrayList<>();
      MBeanParameterInfo[] infos = new MBeanParameterInfo[parameters.length];
      for (int i = 0; i < parameters.length; i++) {
        Parameter each = parameters[i];
        types.add(each.type());
        infos[i] = new MBeanParameterInfo(each.name(), each.type().getName(), each.description());
      }
      operations.put(name, new Operation<>(types, action));
      operationInfos.add(new MBeanOperationInfo(name, text, infos, answer.getName(), impact));
      return this;
    }

    Builder<T> notification(Class<?> type, String text, String... types) {
      notificationInfos.add(new MBeanNotificationInfo(types, type.getName(), text));
      return this;
    }

    MBeanModel<T> build() {
      return new MBeanModel<>(this);
    }
  }
}
