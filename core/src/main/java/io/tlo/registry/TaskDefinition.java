package io.tlo.registry;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a task before it runs. Text and numbers only, so that holding a definition holds
 * nothing of the application.
 *
 * <p>Thread safety: immutable.
 *
 * @param group first part of the name, usually the simple name of the task's class
 * @param shortName second part of the name, usually the name of the method
 * @param method full class name, method name and parameter types, {@code
 *     com.acme.Orders.ship(java.lang.String)}
 * @param description what the task is for, empty if nobody said
 * @param source the annotation or type that made the method a task
 * @param schedule when it runs, for people, empty if not known
 * @param interval interval at which TLO runs it, null if TLO does not
 * @param extra facts to show with it, in the order they were declared
 * @param enabled whether it starts switched on
 */
public record TaskDefinition(
    String group,
    String shortName,
    String method,
    String description,
    String source,
    String schedule,
    @Nullable Duration interval,
    Map<String, String> extra,
    boolean enabled) {

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if the group, the short name or the method is empty, or the
   *     interval is not positive
   */
  public TaskDefinition {
    requireText(group, "group");
    requireText(shortName, "shortName");
    requireText(method, "method");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(schedule, "schedule");
    if (interval != null && (interval.isZero() || interval.isNegative())) {
      throw new IllegalArgumentException(
          "task definition: interval " + interval + " is not positive");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** Returns the name in the registry, {@code Orders.ship}. */
  public String name() {
    return group + "." + shortName;
  }

  /** Starts a definition with the three parts that each must have. */
  public static Builder builder(String group, String shortName, String method) {
    return new Builder(group, shortName, method);
  }

  /** Returns this definition under another name. */
  public TaskDefinition named(String otherGroup, String otherShortName) {
    return new TaskDefinition(
        otherGroup,
        otherShortName,
        method,
        description,
        source,
        schedule,
        interval,
        extra,
        enabled);
  }

  private static void requireText(String text, String part) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("task definition: " + part + " is empty");
    }
  }

  /** Collects the parts of a definition; confined to one thread. */
  public static final class Builder {
    private final String group;
    private final String shortName;
    private final String method;
    private String description = "";
    private String source = "";
    private String schedule = "";
    private @Nullable Duration interval;
    private Map<String, String> extra = Map.of();
    private boolean enabled = true;

    private Builder(String group, String shortName, String method) {
      this.group = group;
      this.shortName = shortName;
      this.method = method;
    }

    /** Sets what the task is for; default: empty. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /** Sets what made the method a task; default: empty. */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    /** Sets when the task runs, for people; default: empty. */
    public Builder schedule(String schedule) {
      this.schedule = schedule;
      return this;
    }

    /** Sets the interval at which TLO runs the task; default: null, TLO does not. */
    public Builder interval(@Nullable Duration interval) {
      this.interval = interval;
      return this;
    }

    /** Sets facts to show with the task; default: none. */
    public Builder extra(Map<String, String> extra) {
      this.extra = extra;
      return this;
    }

    /** Sets whether the task starts switched on; default: true. */
    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    /** Returns the definition. */
    public TaskDefinition build() {
      return new TaskDefinition(
          group, shortName, method, description, source, schedule, interval, extra, enabled);
    }
  }
}
