package io.tlo.jmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanConstructorInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of MBean offers: attributes and operations with the texts and units that clients show. Made
 * once and shared by all MBeans of the kind. The code behind them is a {@link View}'s.
 *
 * <p>Thread safety: immutable once built.
 */
final class MBeanModel {

  /** The operation that does another one and answers a program. */
  static final String PERFORM = "perform";

  private final MBeanInfo info;
  private final Set<String> attributes;
  private final Set<String> writable;
  private final Map<String, List<Class<?>>> operations;
  private final Set<String> questions;

  private MBeanModel(Builder builder) {
    this.attributes = Set.copyOf(builder.attributes);
    this.writable = Set.copyOf(builder.writable);
    this.operations = Map.copyOf(builder.operations);
    this.questions = Set.copyOf(builder.questions);
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

  MBeanInfo info() {
    return info;
  }

  boolean hasAttribute(String name) {
    return attributes.contains(name);
  }

  boolean isWritable(String name) {
    return writable.contains(name);
  }

  /** Returns the types of an operation's parameters, null if there is none of that name. */
  @Nullable
  List<Class<?>> parameters(String operation) {
    return operations.get(operation);
  }

  /** Returns whether there is an operation of that name that changes nothing. */
  boolean onlyTells(String operation) {
    return questions.contains(operation);
  }

  /**
   * One parameter of an operation.
   *
   * @param name what the client shows before the field
   * @param type {@code String}, {@code int} or {@code long}: what any client can fill in
   * @param description what it means, with bounds and default
   */
  record Parameter(String name, Class<?> type, String description) {}

  static Builder of(String className, String description) {
    return new Builder(className, description);
  }

  static final class Builder {
    private final String className;
    private final String description;
    private final List<String> attributes = new ArrayList<>();
    private final List<String> writable = new ArrayList<>();
    private final Map<String, List<Class<?>>> operations = new LinkedHashMap<>();
    private final List<String> questions = new ArrayList<>();
    private final List<MBeanAttributeInfo> attributeInfos = new ArrayList<>();
    private final List<MBeanOperationInfo> operationInfos = new ArrayList<>();
    private final List<MBeanNotificationInfo> notificationInfos = new ArrayList<>();

    private Builder(String className, String description) {
      this.className = className;
      this.description = description;
    }

    Builder attribute(String name, Class<?> type, String text) {
      return attribute(name, type, text, ImmutableDescriptor.EMPTY_DESCRIPTOR);
    }

    /** An attribute that is a number of something. */
    Builder number(String name, Class<?> type, String units, String text) {
      return attribute(name, type, text, new ImmutableDescriptor("units=" + units));
    }

    /** How many executions there were, by how they ended. */
    Builder totals(String since) {
      String executions = "executions";
      return number(
              "ExecutionsSucceeded", long.class, executions, "Executions that ended well, " + since)
          .number(
              "ExecutionsFailed",
              long.class,
              executions,
              "Executions that ended by throwing, " + since)
          .number(
              "ExecutionsCancelled",
              long.class,
              executions,
              "Executions that were cancelled, " + since)
          .number("ExecutionsRunning", long.class, executions, "Executions that run now")
          .number(
              "ExecutionsSkipped", long.class, "calls", "Calls whose body was not run, " + since);
    }

    Builder writable(String name, Class<?> type, String text) {
      writable.add(name);
      return attribute(name, type, text);
    }

    private Builder attribute(String name, Class<?> type, String text, Descriptor descriptor) {
      attributes.add(name);
      attributeInfos.add(new MBeanAttributeInfo(
          name, type.getName(), text, true, writable.contains(name), false, descriptor));
      return this;
    }

    /** An operation that changes something. */
    Builder action(String name, String text, Parameter... parameters) {
      return operation(name, text, MBeanOperationInfo.ACTION, String.class, parameters);
    }

    /** The same operations, with an answer for programs. */
    Builder perform() {
      return operation(
          PERFORM,
          "Does an operation of this MBean; for programs: its answer, and for how many it is done",
          MBeanOperationInfo.ACTION,
          CompositeData.class,
          new Parameter("operation", String.class, "Its name, such as disable"),
          new Parameter("argument", String.class, "Its argument; null: it has none"));
    }

    /** An operation that only tells something. */
    Builder question(String name, String text, Class<?> answer, Parameter... parameters) {
      questions.add(name);
      return operation(name, text, MBeanOperationInfo.INFO, answer, parameters);
    }

    private Builder operation(
        String name, String text, int impact, Class<?> answer, Parameter... parameters) {
      List<Class<?>> types = new ArrayList<>();
      MBeanParameterInfo[] infos = new MBeanParameterInfo[parameters.length];
      for (int i = 0; i < parameters.length; i++) {
        Parameter each = parameters[i];
        types.add(each.type());
        infos[i] = new MBeanParameterInfo(each.name(), each.type().getName(), each.description());
      }
      operations.put(name, types);
      operationInfos.add(new MBeanOperationInfo(name, text, infos, answer.getName(), impact));
      return this;
    }

    Builder notification(Class<?> type, String text, String... types) {
      notificationInfos.add(new MBeanNotificationInfo(types, type.getName(), text));
      return this;
    }

    MBeanModel build() {
      return new MBeanModel(this);
    }
  }
}
